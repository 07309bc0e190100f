/** /proc/sys: the kernel's settings. As sysctl(8) and proc_sys(5) show them; only the host's name can be changed. */
import type { Caller, VirtualDirectory } from '../../fs/types.ts';
import type { Core } from '../core.ts';
import { BUILD, RELEASE } from './hardware.ts';
import { type Attributes, directory, directoryOf, type Entries, file, firstLine, setting } from './virtual.ts';

export function sysDirectory(core: Core, attributes: () => Attributes): VirtualDirectory {
  const folder = (path: string, entries: Entries): VirtualDirectory => directoryOf(entries, attributes, `/proc/sys/${path}`);
  const fixed = (text: string | number) => file(() => `${text}\n`, 0o644);
  const random = folder('kernel/random', {
    boot_id: file(() => `${bootId(core)}\n`),
    entropy_avail: file(() => '256\n'),
    poolsize: file(() => '256\n'),
    uuid: file(() => `${uuid(() => core.platform.random())}\n`),
  });
  const kernel: Entries = {
    core_pattern: fixed('core'),
    domainname: fixed('(none)'),
    hostname: setting(
      (caller) => `${namespaceOf(core, caller)?.hostname ?? ''}\n`,
      (text, caller) => rename(core, caller, text),
    ),
    ngroups_max: file(() => '65536\n'),
    osrelease: file(() => `${RELEASE}\n`),
    ostype: file(() => 'Linux\n'),
    overflowuid: fixed(65_534),
    pid_max: fixed(4_194_304),
    random: directory(random),
    'threads-max': fixed(30_797),
    version: file(() => `${BUILD}\n`),
  };
  return folder('', {
    fs: directory(folder('fs', { 'file-max': fixed('9223372036854775807'), nr_open: fixed(1_048_576), 'pipe-max-size': fixed(1_048_576) })),
    kernel: directory(folder('kernel', kernel)),
    net: directory(folder('net', { ipv4: directory(folder('net/ipv4', { ip_forward: fixed(1) })) })),
    vm: directory(folder('vm', { max_map_count: fixed(1_048_576), overcommit_memory: fixed(0), swappiness: fixed(60) })),
  });
}

const namespaceOf = (core: Core, caller: Caller) => core.tasks.get(caller.pid)?.namespace;

function rename(core: Core, caller: Caller, text: string): void {
  const namespace = namespaceOf(core, caller);
  if (namespace) namespace.hostname = firstLine(text).slice(0, 64);
}

/** The same for as long as the machine is up. */
function bootId(core: Core): string {
  let state = Math.floor(core.boot / 1e6) >>> 0;
  return uuid(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  });
}

/** A version 4 UUID. */
function uuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 | ((digits[16] ?? 0) & 3);
  return digits
    .map((digit) => digit.toString(16))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
