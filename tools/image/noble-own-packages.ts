/** Packages of noble's image that Debian does not have. */
import type { SectionOfList } from './write-file-list.ts';

type OwnPackage = Pick<SectionOfList, 'fields' | 'controlFiles' | 'files'>;

const opaque = (path: string, size: number, mode = 0o644) => ({ path, type: 'opaque', size, mode }) as const;
const excluded = (path: string) => ({ path, type: 'excluded' }) as const;

export const OWN_PACKAGES: Readonly<Record<string, OwnPackage>> = {
  'ubuntu-keyring': {
    fields: [
      ['Priority', 'important'],
      ['Section', 'misc'],
      ['Installed-Size', '42'],
      ['Architecture', 'all'],
      ['Multi-Arch', 'foreign'],
      ['Maintainer', 'Dimitri John Ledkov <dimitri.ledkov@canonical.com>'],
      ['Description', 'GnuPG keys of the Ubuntu archive'],
    ],
    controlFiles: [
      { kind: 'md5sums', size: 553 },
      { kind: 'postinst', size: 1144 },
    ],
    files: [
      opaque('/etc/apt/trusted.gpg.d/ubuntu-keyring-2012-cdimage.gpg', 2794),
      opaque('/etc/apt/trusted.gpg.d/ubuntu-keyring-2018-archive.gpg', 1733),
      excluded('/usr/share/doc/ubuntu-keyring/README.gz'),
      excluded('/usr/share/doc/ubuntu-keyring/changelog.gz'),
      opaque('/usr/share/doc/ubuntu-keyring/copyright', 1132),
      opaque('/usr/share/keyrings/ubuntu-archive-keyring.gpg', 3607),
      opaque('/usr/share/keyrings/ubuntu-archive-removed-keys.gpg', 5015),
      opaque('/usr/share/keyrings/ubuntu-cloudimage-keyring.gpg', 1150),
      opaque('/usr/share/keyrings/ubuntu-cloudimage-removed-keys.gpg', 1270),
      opaque('/usr/share/keyrings/ubuntu-master-keyring.gpg', 1227),
    ],
  },
  unminimize: {
    fields: [
      ['Section', 'admin'],
      ['Installed-Size', '26'],
      ['Architecture', 'all'],
      ['Description', 'Un-minimize your minimal image or system'],
    ],
    controlFiles: [{ kind: 'md5sums', size: 203 }],
    files: [
      { path: '/usr/bin/unminimize', type: 'executable', program: 'unminimize', size: 5091, mode: 0o755 },
      excluded('/usr/share/doc/unminimize/changelog.gz'),
      opaque('/usr/share/doc/unminimize/copyright', 1136),
      excluded('/usr/share/man/man8/unminimize.8.gz'),
    ],
  },
};
