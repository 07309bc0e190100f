/** gzip: compresses and expands files. As gzip 1.12. */
import { type GzipOptions, gzipFile, type Status, worse } from '../../text/gzip/file.ts';
import { listFiles } from '../../text/gzip/list.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export default defineProgram({
  name: 'gzip',
  usage: '[OPTION]... [FILE]...',
  summary: 'Compress or uncompress FILEs (by default, compress FILES in-place).',
  suite: 'gzip 1.12',
  hint: "Try `gzip --help' for more information.\n",
  options: {
    ascii: { short: 'a', long: 'ascii', help: '(ignored)' },
    stdout: { short: 'c', long: ['stdout', 'to-stdout'], help: 'write on standard output, keep original files unchanged' },
    decompress: { short: 'd', long: ['decompress', 'uncompress'], help: 'decompress' },
    force: { short: 'f', long: 'force', help: 'force overwrite of output file and compress links' },
    help: { short: 'h', long: 'help', help: 'give this help' },
    keep: { short: 'k', long: 'keep', help: "keep (don't delete) input files" },
    list: { short: 'l', long: 'list', help: 'list compressed file contents' },
    name: lastOf({
      no: { short: 'n', long: 'no-name', help: 'do not save or restore the original name and timestamp' },
      yes: { short: 'N', long: 'name', help: 'save or restore the original name and timestamp' },
    }),
    quiet: { short: 'q', long: 'quiet', help: 'suppress all warnings' },
    recursive: { short: 'r', long: 'recursive', help: 'operate recursively on directories' },
    rsyncable: { long: 'rsyncable', help: '(has no effect)' },
    suffix: { short: 'S', long: 'suffix', argument: 'SUF', help: 'use suffix SUF on compressed files' },
    synchronous: { long: 'synchronous', help: '(has no effect)' },
    test: { short: 't', long: 'test', help: 'test compressed file integrity' },
    verbose: { short: 'v', long: 'verbose', help: 'verbose mode' },
    '--version': { short: 'V', long: 'version', help: 'display version number' },
    level: lastOf({
      1: { short: '1', long: 'fast', help: 'compress faster' },
      ...Object.fromEntries(LEVELS.slice(1, 8).map((level) => [level, { short: String(level) }])),
      9: { short: '9', long: 'best', help: 'compress better' },
    }),
  },
  async run(io, options, operands) {
    if (options.help) {
      await io.out(`Usage: gzip [OPTION]... [FILE]...\nCompress or uncompress FILEs; see gzip --version, man gzip.\n`);
      return 0;
    }
    const files = operands.length === 0 ? ['-'] : operands;
    if (options.list) return listFiles(io, files, options.verbose, options.quiet);
    const settings: GzipOptions = {
      decompresses: options.decompress || options.test,
      toStdout: options.stdout,
      tests: options.test,
      keep: options.keep,
      force: options.force,
      quiet: options.quiet,
      verbose: options.verbose,
      recursive: options.recursive,
      keepsName: options.name !== 'no',
      level: LEVELS.find((level) => String(level) === String(options.level)) ?? 6,
      suffix: options.suffix ?? '.gz',
    };
    if (await refusesTerminal(io, settings, files[0] === '-')) return 1;
    let status: Status = 0;
    for (const file of files) status = worse(status, await gzipFile(io, file, settings));
    return status;
  },
});

/** Compressed bytes would only spoil a screen. */
async function refusesTerminal(io: ProgramIo, { decompresses, force, toStdout }: GzipOptions, stdin: boolean): Promise<boolean> {
  if (force || !(toStdout || stdin)) return false;
  if (!io.process.terminal(decompresses ? 0 : 1) || (decompresses && !stdin)) return false;
  const way = decompresses ? 'read from' : 'written to';
  await io.err(
    `${io.name}: compressed data not ${way} a terminal. Use -f to force ${decompresses ? 'de' : ''}compression.\nFor help, type: ${io.name} -h\n`,
  );
  return true;
}
