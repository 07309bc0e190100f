/** mktemp: makes a temporary file or directory. As GNU coreutils 9.4 mktemp. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { joinPath } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'mktemp',
  usage: '[OPTION]... [TEMPLATE]',
  summary:
    "Create a temporary file or directory, safely, and print its name. TEMPLATE must contain at least 3 consecutive 'X's in last component.",
  suite: 'GNU coreutils 9.4',
  options: {
    directory: { short: 'd', long: 'directory', help: 'create a directory, not a file' },
    dryRun: { short: 'u', long: 'dry-run', help: 'do not create anything; merely print a name (unsafe)' },
    quiet: { short: 'q', long: 'quiet', help: 'suppress diagnostics about file/dir-creation failure' },
    suffix: { long: 'suffix', argument: 'SUFF', help: 'append SUFF to TEMPLATE' },
    parent: { short: 'p', argument: 'DIR', help: 'interpret TEMPLATE relative to DIR' },
    tmpdir: { long: 'tmpdir', argument: 'DIR', optional: true, help: 'interpret TEMPLATE relative to DIR, or $TMPDIR, or /tmp' },
    prefix: { short: 't', help: 'interpret TEMPLATE as a single file name component (deprecated)' },
  },
  async run(io, options, operands) {
    if (operands.length > 1) throw new UsageError('too many templates');
    const template = fullTemplate(io, options, operands[0]);
    const { path, error } = create(io, template, options);
    if (path !== undefined) {
      await io.out(`${path}\n`);
      return 0;
    }
    const kind = options.directory ? 'directory' : 'file';
    if (!options.quiet)
      await io.complain(
        `failed to create ${kind} via template ${localeQuoted(template.prefix + 'X'.repeat(template.count) + template.suffix)}: ${error?.text}`,
      );
    return 1;
  },
});

interface Template {
  readonly prefix: ByteString;
  readonly count: number;
  readonly suffix: ByteString;
}

interface Options {
  readonly suffix: ByteString | undefined;
  readonly parent: ByteString | undefined;
  readonly tmpdir: ByteString | true | undefined;
  readonly prefix: boolean;
}

function fullTemplate(io: ProgramIo, { suffix: extra, parent, tmpdir, prefix }: Options, operand: ByteString | undefined): Template {
  const text = operand ?? 'tmp.XXXXXXXXXX';
  if (extra !== undefined && !text.endsWith('X'))
    throw new UsageError(`with --suffix, template ${localeQuoted(text)} must end in X`, { hint: false });
  const last = /X+(?=[^X]*$)/.exec(text);
  const count = last?.[0].length ?? 0;
  if (count < 3) throw new UsageError(`too few X's in template ${localeQuoted(text)}`, { hint: false });
  const start = last?.index ?? 0;
  const suffix = text.slice(start + count) + (extra ?? '');
  if (extra?.includes('/')) throw new UsageError(`invalid suffix ${localeQuoted(suffix)}, contains directory separator`, { hint: false });
  const inTemporary = operand === undefined || parent !== undefined || tmpdir !== undefined || prefix;
  const variable = io.process.environment.get('TMPDIR') || '/tmp';
  const folder = prefix ? variable : (parent ?? (typeof tmpdir === 'string' && tmpdir !== '' ? tmpdir : variable));
  if (!inTemporary) return { prefix: text.slice(0, start), count, suffix };
  if (prefix && text.includes('/'))
    throw new UsageError(`invalid template, ${localeQuoted(text)}, contains directory separator`, { hint: false });
  if (text.startsWith('/'))
    throw new UsageError(`invalid template, ${localeQuoted(text)}; with --tmpdir, it may not be absolute`, { hint: false });
  return { prefix: joinPath(folder, text.slice(0, start)), count, suffix };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function create(
  io: ProgramIo,
  { prefix, count, suffix }: Template,
  { directory, dryRun }: { readonly directory: boolean; readonly dryRun: boolean },
): { readonly path?: ByteString; readonly error?: FsError } {
  for (let attempt = 0; attempt < 100; attempt++) {
    let middle = '';
    while (middle.length < count) middle += LETTERS.charAt(Math.floor(io.process.random() * LETTERS.length));
    const path = prefix + middle + suffix;
    try {
      if (io.fs.exists(path)) continue;
      if (dryRun) return { path };
      if (directory) io.fs.mkdir(path, 0o700);
      else io.fs.writeFile(path, new Uint8Array(0), 0o600);
      return { path };
    } catch (error) {
      if (error instanceof FsError) return { error };
      throw error;
    }
  }
  return { error: new FsError('EEXIST') };
}
