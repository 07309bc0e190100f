/** hostname: the machine's name and addresses. As hostname 3.23 (Debian's). */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';

const HELP = `Usage: hostname [-b] {hostname|-F file}         set host name (from file)
       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
       hostname                                 display host name

    -a, --alias            alias names
    -A, --all-fqdns        all long host names
    -b, --boot             set default hostname if none available
    -d, --domain           DNS domain name
    -f, --fqdn, --long     long host name
    -F, --file             read host name from given file
    -i, --ip-address       addresses for the host name
    -I, --all-ip-addresses all addresses for the host
    -s, --short            short host name
    -y, --yp, --nis        NIS/YP domain name
`;

export default defineProgram({
  name: 'hostname',
  usage: '[-a|-A|-d|-f|-i|-I|-s|-y]',
  summary: 'Show the host name of the system.',
  usageStatus: 4,
  help: HELP,
  options: {
    show: lastOf({
      alias: { short: 'a', long: 'alias' },
      allNames: { short: 'A', long: 'all-fqdns' },
      domain: { short: 'd', long: 'domain' },
      full: { short: 'f', long: ['fqdn', 'long'] },
      address: { short: 'i', long: 'ip-address' },
      allAddresses: { short: 'I', long: 'all-ip-addresses' },
      short: { short: 's', long: 'short' },
      nis: { short: 'y', long: ['yp', 'nis'], notSimulated: true },
    }),
    boot: { short: 'b', long: 'boot' },
    file: { short: 'F', long: 'file', argument: 'FILE' },
  },
  async run(io, { show, file }, operands) {
    if (operands.length > 0 || file !== undefined) {
      await io.complain('you must be root to change the host name');
      return 1;
    }
    const name = io.process.hostname();
    const entry = entriesOf(io).find(({ names }) => names.includes(name));
    if (show === undefined) await io.out(`${name}\n`);
    else if (show === 'short') await io.out(`${name.split('.')[0]}\n`);
    else if (show === 'allAddresses') await io.out(`${[...new Set(ownAddresses(io, name))].map((address) => `${address} `).join('')}\n`);
    else if (!entry) {
      await io.complain('Temporary failure in name resolution');
      return 1;
    } else await io.out(`${detail(show, name, entry)}\n`);
    return 0;
  },
});

interface HostsEntry {
  readonly address: ByteString;
  readonly names: readonly ByteString[];
}

/** /etc/hosts, from which the resolver takes the machine's own name. */
function entriesOf(io: ProgramIo): readonly HostsEntry[] {
  try {
    return fromBytes(io.fs.readFile('/etc/hosts'))
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
      .filter((words) => words.length > 1)
      .map(([address = '', ...names]) => ({ address, names }));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

const ownAddresses = (io: ProgramIo, name: ByteString): readonly ByteString[] =>
  entriesOf(io)
    .filter(({ names, address }) => names.includes(name) && !/^(127\.|::1)/.test(address))
    .map(({ address }) => address);

function detail(
  show: 'alias' | 'allNames' | 'domain' | 'full' | 'address' | 'nis',
  name: ByteString,
  { address, names }: HostsEntry,
): ByteString {
  const full = names[0] ?? name;
  if (show === 'address') return address;
  if (show === 'alias') return names.slice(1).join(' ');
  if (show === 'domain') return full.includes('.') ? full.slice(full.indexOf('.') + 1) : '';
  return show === 'allNames' ? `${full} ` : full;
}
