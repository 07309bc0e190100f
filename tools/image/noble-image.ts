/** What the registry says of ubuntu:24.04 as built on 2026-08-17: tags, digests, config and history, as docker-library/repo-info has them. */
import type { ImageRepositoryManifest } from '../../src/sim/content/types.ts';

const LABELS = { 'org.opencontainers.image.version': '24.04' };
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const step = (created: string, instruction: string, isEmpty: boolean) => ({
  created,
  created_by: `/bin/sh -c #(nop) ${instruction}`,
  ...(isEmpty ? { empty_layer: true } : {}),
});

export const UBUNTU: ImageRepositoryManifest = {
  repository: 'library/ubuntu',
  tags: { latest: 'noble', '24.04': 'noble', noble: 'noble', 'noble-20260817': 'noble' },
  images: {
    noble: {
      digest: 'sha256:1428a953896eef9e62fc6ef60cad05bbf98769f6ea5f8c278e519b9dd168ab26',
      config: {
        architecture: 'amd64',
        config: {
          Hostname: '',
          Domainname: '',
          User: '',
          AttachStdin: false,
          AttachStdout: false,
          AttachStderr: false,
          Tty: false,
          OpenStdin: false,
          StdinOnce: false,
          Env: [PATH],
          Cmd: ['/bin/bash'],
          Image: '',
          Volumes: null,
          WorkingDir: '',
          Entrypoint: null,
          OnBuild: null,
          Labels: LABELS,
        },
        created: '2026-08-17T13:09:51.204398127Z',
        docker_version: '26.1.3',
        history: [
          step('2026-08-17T13:09:48.104612355Z', ' ARG RELEASE', true),
          step('2026-08-17T13:09:48.138870241Z', ' ARG LAUNCHPAD_BUILD_ARCH', true),
          step('2026-08-17T13:09:48.171935062Z', ' LABEL org.opencontainers.image.version=24.04', true),
          step('2026-08-17T13:09:50.912577840Z', 'ADD file:cb9335ce6f27399c2b17787739d6675502767c53e0335ded2a5f0d003d996650 in / ', false),
          step('2026-08-17T13:09:51.204398127Z', ' CMD ["/bin/bash"]', true),
        ],
        os: 'linux',
      },
      layers: [
        {
          digest: 'sha256:0926a8eb0e60f5e521696316256cd4baec0e8995ad0365ab62dc005f79753167',
          compressedSize: 29_752_807,
          files: 'noble.files',
        },
      ],
    },
  },
};
