/** What the registry says of hello-world:latest (amd64): one executable. Digest, layer and its size as docker-library/repo-info has their beginnings. */
import type { ImageRepositoryManifest } from '../../src/sim/content/types.ts';

const CREATED = '2026-03-23T21:03:23Z';
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const HELLO_WORLD: ImageRepositoryManifest = {
  repository: 'library/hello-world',
  tags: { latest: 'linux', linux: 'linux' },
  images: {
    linux: {
      digest: 'sha256:5e2309035332d2a0d2ed7df4b0b8e9b1b7a6c0b65a3f6f2c5f1f6a3dbe0a7c41',
      config: {
        architecture: 'amd64',
        config: { Env: [PATH], Cmd: ['/hello'], WorkingDir: '/' },
        created: CREATED,
        history: [
          { created: CREATED, created_by: 'COPY hello / # buildkit', comment: 'buildkit.dockerfile.v0' },
          { created: CREATED, created_by: 'CMD ["/hello"]', comment: 'buildkit.dockerfile.v0', empty_layer: true },
        ],
        os: 'linux',
      },
      layers: [
        { digest: 'sha256:4f55086f7dd096d48b0e49be066971a8ed996521c2e190aa21b2435a847198b4', compressedSize: 2415, files: 'hello.files' },
      ],
    },
  },
};

/** /hello under its true size. */
export const HELLO_FILES = '# hello-world\n@mtime 1774299803\n=\n/\nhello\tx10072:hello-world\n';
