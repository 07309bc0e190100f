/** The host's own file system: a small Ubuntu 24.04 with Docker's client, made anew at boot and not downloaded. DESIGN decision 19. */
import { utf8 } from '../fs/bytes.ts';
import type { Instant, LayerEntry } from '../fs/types.ts';
import { GROUPS, LEARNER_BASHRC, OS_RELEASE, PASSWD, PROFILE, TEXTS, USER_PROFILE } from './host-texts.ts';
import type { ManifestEntry } from './types.ts';
import { unpack } from './unpack.ts';

export interface HostTreeOptions {
  /** Every program that is there: `ls`, `docker`, … */
  readonly programs: readonly string[];
  readonly hostname: string;
  readonly now: Instant;
  /** Further folders of root's, absolute (`/work`). */
  readonly directories?: readonly string[];
}

/** The group that may talk to Docker's socket. */
const DOCKER_GROUP = 999;
const LEARNER = 1000;

/** In /usr/sbin, as on a real host; the rest is in /usr/bin. */
const SYSTEM_PROGRAMS: ReadonlySet<string> = new Set(
  'useradd userdel usermod groupadd groupdel groupmod chpasswd chroot ldconfig nologin sysctl fsck mkfs losetup swapon swapoff ip iptables init'.split(
    ' ',
  ),
);
/** They run as root, whoever starts them. */
const SET_USER_ID: ReadonlySet<string> = new Set(['su', 'sudo', 'mount', 'umount', 'passwd']);
/** Further names of programs, as links: name → target. */
const LINKED_PROGRAMS: Readonly<Record<string, string>> = { sh: 'dash', rbash: 'bash', awk: 'mawk' };
/** Files whose program is called otherwise: name → program. */
const FILES_OF_PROGRAMS: Readonly<Record<string, string>> = { dash: 'sh', mawk: 'awk' };

/** The host's files in a layer's form, to be applied to an empty tree. */
export function hostTree(options: HostTreeOptions): LayerEntry[] {
  const mtime = Math.floor(options.now / 1_000_000);
  const entries = [...folders(options), ...configuration(options.hostname), ...home(), ...programFiles(new Set(options.programs))];
  const layer = unpack(entries, { mtime });
  const stat = { ino: layer.length + 1, mode: 0o660, uid: 0, gid: DOCKER_GROUP, mtime: options.now, ctime: options.now };
  return [...layer, { path: 'run/docker.sock', node: { ...stat, type: 'socket' } }];
}

/** Programs that only packages and containers bring, or that an Ubuntu host would answer otherwise. */
export function isHostProgram(name: string): boolean {
  return !/^(?:apt(?:-.*)?|dpkg(?:-.*)?|update-alternatives|figlet|figlist|showfigfonts|chkfont|cmatrix|cowsay|sl|toilet|hello|hello-world)$/.test(
    name,
  );
}

const directory = (path: string, mode = 0o755, uid = 0, gid = 0): ManifestEntry => ({ path, type: 'directory', mode, uid, gid });
const link = (path: string, target: string): ManifestEntry => ({ path, type: 'symlink', target, mode: 0o777 });
const file = (path: string, text: string, mode = 0o644, uid = 0, gid = 0): ManifestEntry => ({
  path,
  type: 'content',
  text,
  mode,
  uid,
  gid,
});

function folders({ directories = [] }: HostTreeOptions): ManifestEntry[] {
  const plain =
    '/boot /dev /etc /home /media /mnt /opt /proc /run /run/lock /srv /sys /usr/local/bin /usr/local/sbin /usr/lib /usr/lib64 /usr/share /var/lib /var/log /var/cache'.split(
      ' ',
    );
  return [
    ...plain.concat(directories).map((path) => directory(path)),
    ...['bin', 'sbin', 'lib', 'lib64'].map((name) => link(`/${name}`, `usr/${name}`)),
    directory('/root', 0o700),
    directory('/tmp', 0o1777),
    directory('/var/tmp', 0o1777),
    directory('/var/lib/docker', 0o710),
    link('/var/run', '/run'),
    link('/var/lock', '/run/lock'),
  ];
}

function configuration(hostname: string): ManifestEntry[] {
  return [
    file('/etc/passwd', PASSWD),
    file('/etc/group', GROUPS),
    file('/etc/hostname', `${hostname}\n`),
    file('/etc/hosts', `127.0.0.1 localhost\n127.0.1.1 ${hostname}\n\n::1     ip6-localhost ip6-loopback\n`),
    file('/usr/lib/os-release', OS_RELEASE),
    link('/etc/os-release', '../usr/lib/os-release'),
    file('/etc/profile', PROFILE),
    ...Object.entries(TEXTS).map(([path, text]) => file(path, text)),
    file('/etc/shadow', PASSWD.replace(/^([^:]*):.*$/gm, '$1:!:20682:0:99999:7:::'), 0o640, 0, 42),
  ];
}

function home(): ManifestEntry[] {
  return [
    directory('/home/learner', 0o750, LEARNER, LEARNER),
    file('/home/learner/.bashrc', LEARNER_BASHRC, 0o644, LEARNER, LEARNER),
    file('/home/learner/.profile', USER_PROFILE, 0o644, LEARNER, LEARNER),
    file('/root/.bashrc', LEARNER_BASHRC),
    file('/root/.profile', USER_PROFILE),
  ];
}

function programFiles(programs: ReadonlySet<string>): ManifestEntry[] {
  const executable = (path: string, program: string): ManifestEntry => ({
    path,
    type: 'executable',
    program,
    size: sizeOf(program),
    mode: SET_USER_ID.has(program) ? 0o4755 : 0o755,
  });
  const linked = Object.entries(LINKED_PROGRAMS).filter(([name]) => programs.has(name));
  const named = Object.entries(FILES_OF_PROGRAMS).filter(([, program]) => programs.has(program));
  const plain = [...programs].filter((name) => LINKED_PROGRAMS[name] === undefined && FILES_OF_PROGRAMS[name] === undefined);
  return [
    ...plain.map((name) => executable(`/usr/${SYSTEM_PROGRAMS.has(name) ? 'sbin' : 'bin'}/${name}`, name)),
    ...named.map(([name, program]) => executable(`/usr/bin/${name}`, program)),
    ...linked.map(([name, target]) => link(`/usr/bin/${name}`, target)),
  ];
}

/** Not the true sizes, but sizes of that order that stay the same. */
function sizeOf(program: string): number {
  if (program === 'docker') return 41_318_376;
  return 35_280 + ([...utf8(program)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 30_000, 1) & ~7);
}
