/** A package's archive as a file: true size, of which only the head is real and names the package. As deb(5), seen from outside. */
import { fromBytes, toBytes } from '../fs/bytes.ts';
import type { Content } from '../fs/types.ts';

const MAGIC = '!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\n';
const NOTE = 'drydock package ';

export interface PackageIdentity {
  readonly name: string;
  readonly version: string;
}

export function debContent({ name, version }: PackageIdentity, size: number): Content {
  const bytes = toBytes(`${MAGIC}${NOTE}${name} ${version}\n`);
  return { size: Math.max(size, bytes.length), segments: [{ offset: 0, bytes }] };
}

/** Which package an archive holds; undefined when it is none of ours, `'foreign'` when it is no Debian archive at all. */
export function readDeb(content: Content): PackageIdentity | 'foreign' | undefined {
  const text = fromBytes(content.segments[0]?.bytes ?? new Uint8Array(0)).slice(0, 500);
  if (!text.startsWith('!<arch>\n')) return 'foreign';
  const [, name, version] = /drydock package (\S+) (\S+)\n/.exec(text) ?? [];
  return name !== undefined && version !== undefined ? { name, version } : undefined;
}
