/** getent: entries of passwd, group, hosts and their kin. As glibc 2.39 getent. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

/** Database → its file, and which fields a key is looked up in. */
const DATABASES: Readonly<Record<string, { readonly file: ByteString; readonly separator: RegExp; readonly keys: readonly number[] }>> = {
  passwd: { file: '/etc/passwd', separator: /:/, keys: [0, 2] },
  group: { file: '/etc/group', separator: /:/, keys: [0, 2] },
  shadow: { file: '/etc/shadow', separator: /:/, keys: [0] },
  gshadow: { file: '/etc/gshadow', separator: /:/, keys: [0] },
  services: { file: '/etc/services', separator: /[\s/]+/, keys: [0, 1] },
  protocols: { file: '/etc/protocols', separator: /\s+/, keys: [0, 1] },
  networks: { file: '/etc/networks', separator: /\s+/, keys: [0] },
};

export default defineProgram({
  name: 'getent',
  usage: '[OPTION...] database [key ...]',
  summary: 'Get entries from administrative database.',
  options: { noIdn: { short: 'i', long: 'no-idn' }, service: { short: 's', long: 'service', argument: 'CONFIG', notSimulated: true } },
  async run(io, _options, operands) {
    const [database, ...keys] = operands;
    const hint = "Try `getent --help' or `getent --usage' for more information.\n";
    if (database === undefined) {
      await io.err(`getent: wrong number of arguments\n${hint}`);
      return 1;
    }
    if (database === 'hosts' || database === 'ahosts' || database === 'ahostsv4') return hosts(io, keys);
    const known = DATABASES[database];
    if (!known) {
      await io.err(`Unknown database: ${database}\n${hint}`);
      return 1;
    }
    const lines = linesOf(io, known.file);
    if (keys.length === 0) {
      for (const line of lines) await io.out(`${line}\n`);
      return 0;
    }
    let status = 0;
    for (const key of keys) {
      const found = lines.find((line) => known.keys.some((i) => line.split(known.separator)[i] === key && (i === 0 || /^\d+$/.test(key))));
      if (found === undefined) status = 2;
      else await io.out(`${found}\n`);
    }
    return status;
  },
});

function linesOf(io: ProgramIo, path: ByteString): readonly ByteString[] {
  try {
    return fromBytes(io.fs.readFile(path))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

/** From /etc/hosts alone: names of the simulated internet are the resolver's. */
async function hosts(io: ProgramIo, keys: readonly ByteString[]): Promise<number> {
  const entries = linesOf(io, '/etc/hosts').map((line) => line.trim().split(/\s+/));
  const show = ([address = '', ...names]: readonly ByteString[]): ByteString => `${address.padEnd(15)} ${names.join(' ')}\n`;
  if (keys.length === 0) for (const entry of entries) await io.out(show(entry));
  let status = 0;
  for (const key of keys) {
    const found = entries.filter((entry) => entry.includes(key));
    const chosen = found.find(([address]) => address?.includes(':')) ?? found[0];
    if (chosen) await io.out(show(chosen));
    else status = 2;
  }
  return status;
}
