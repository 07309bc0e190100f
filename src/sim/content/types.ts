/** What comes from outside: how its bytes are fetched, and the manifests of packages and images. The contract of sim/content. */

/** How files of `public/` are fetched: the site, a folder under Node, or what the single HTML file carries. */
export interface ContentSource {
  /** `path` is relative to public/: `packages/index.json`. Throws ContentMissing. */
  read(path: string): Promise<Uint8Array>;
}

export class ContentMissing extends Error {
  constructor(path: string) {
    super(`content is missing: ${path}`);
    this.name = 'ContentMissing';
  }
}

/** One file of a package or image. `path` is absolute; `mtime` in seconds, else the manifest's. uid and gid are 0 unless said. */
export type ManifestEntry = {
  readonly path: string;
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
} & (
  | { readonly type: 'directory' }
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'hardlink'; readonly target: string }
  /** `text` is inline; `source` a file beside the manifest whose bytes are the content. */
  | { readonly type: 'content'; readonly text: string }
  | { readonly type: 'content'; readonly source: string }
  /** A program of ours under its true size. */
  | { readonly type: 'executable'; readonly program: string; readonly size: number }
  /** A file that nobody reads: its true size, a hole. */
  | { readonly type: 'opaque'; readonly size: number }
  | { readonly type: 'device'; readonly major: number; readonly minor: number }
);

/** public/packages/<name>/manifest.json */
export interface PackageManifest {
  /** dpkg's control fields in order: Package, Version, Architecture, Depends, Installed-Size … */
  readonly control: Readonly<Record<string, string>>;
  /** `noble/universe`, `noble-updates/main`: where apt says that it comes from. */
  readonly archive: string;
  /** Bytes of the .deb. */
  readonly downloadSize: number;
  /** Seconds since 1970: mtime of files that do not say otherwise. */
  readonly mtime: number;
  readonly files: readonly ManifestEntry[];
  readonly conffiles?: readonly string[];
  /** Maintainer scripts' files as dpkg keeps them in /var/lib/dpkg/info, by name (`postinst`, `triggers`, `shlibs` …). */
  readonly controlFiles?: Readonly<Record<string, { readonly text: string } | { readonly size: number }>>;
  readonly alternatives?: readonly AlternativeManifest[];
  /** Triggers that its installation activates (`ldconfig` → libc-bin). */
  readonly activates?: readonly string[];
}

/** One update-alternatives --install call of a postinst. */
export interface AlternativeManifest {
  readonly name: string;
  readonly link: string;
  readonly path: string;
  readonly priority: number;
  readonly slaves?: readonly { readonly name: string; readonly link: string; readonly path: string }[];
}

/** public/images/<name>/manifest.json: what the simulated Docker Hub serves for one repository. */
export interface ImageRepositoryManifest {
  /** `library/ubuntu`. */
  readonly repository: string;
  /** Tag → key in `images`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, ImageManifest>>;
}
export interface ImageManifest {
  /** The image's config JSON as docker's, without rootfs. */
  readonly config: Readonly<Record<string, unknown>>;
  /**
   * Oldest first. `digest` is the compressed blob's, shown by pull; `compressedSize` in bytes. `files` names a file list beside the manifest,
   * `diffId` is the sha256 of the tar of what it lists (a law holds it to that); without it the tar is made and hashed when it is pulled.
   */
  readonly layers: readonly {
    readonly digest: string;
    readonly compressedSize: number;
    readonly files: string;
    readonly diffId?: string;
  }[];
  /** The `Digest:` line of pull. */
  readonly digest: string;
}
