/** tar: many files in one archive. As GNU tar 1.35. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { membersOf, readArchive, readRaw, writeArchive } from '../../text/tar/archive.ts';
import { extractMembers, listMembers } from '../../text/tar/extract.ts';
import { FatalTarError, TarJob, type TarSettings } from '../../text/tar/job.ts';
import { type PlacedName, placeOperands, rewriteWords } from '../../text/tar/options.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf, type OptionValues } from '../getopt.ts';
import { type ProgramIo, readWholeFile } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const elsewhere = { notSimulated: true } as const;

const options = {
  create: { short: 'c', long: 'create', help: 'create a new archive' },
  extract: { short: 'x', long: ['extract', 'get'], help: 'extract files from an archive' },
  list: { short: 't', long: 'list', help: 'list the contents of an archive' },
  append: { short: 'r', long: 'append', help: 'append files to the end of an archive' },
  update: { short: 'u', long: 'update', ...elsewhere, help: 'only append files newer than copy in archive' },
  catenate: { short: 'A', long: ['catenate', 'concatenate'], ...elsewhere, help: 'append tar files to an archive' },
  compare: { short: 'd', long: ['diff', 'compare'], ...elsewhere, help: 'find differences between archive and file system' },
  delete: { long: 'delete', ...elsewhere, help: 'delete from the archive' },
  file: { short: 'f', long: 'file', argument: 'ARCHIVE', help: 'use archive file ARCHIVE' },
  gzip: { short: 'z', long: ['gzip', 'gunzip', 'ungzip'], help: 'filter the archive through gzip' },
  bzip2: { short: 'j', long: 'bzip2', ...elsewhere, help: 'filter the archive through bzip2' },
  xz: { short: 'J', long: 'xz', ...elsewhere, help: 'filter the archive through xz' },
  zstd: { long: 'zstd', ...elsewhere, help: 'filter the archive through zstd' },
  program: { short: 'I', long: 'use-compress-program', argument: 'PROG', ...elsewhere, help: 'filter through PROG' },
  autoCompress: { short: 'a', long: 'auto-compress', help: 'use archive suffix to determine the compression program' },
  verbose: { short: 'v', long: 'verbose', count: true, help: 'verbosely list files processed' },
  exclude: { long: 'exclude', argument: 'PATTERN', repeat: true, help: 'exclude files, given as a PATTERN' },
  excludeFrom: { short: 'X', long: 'exclude-from', argument: 'FILE', repeat: true, help: 'exclude patterns listed in FILE' },
  strip: {
    long: 'strip-components',
    argument: 'NUMBER',
    type: componentCount,
    help: 'strip NUMBER leading components from file names on extraction',
  },
  filesFrom: { short: 'T', long: 'files-from', argument: 'FILE', repeat: true, help: 'get names to extract or create from FILE' },
  absolute: { short: 'P', long: 'absolute-names', help: "don't strip leading '/'s from file names" },
  dereference: { short: 'h', long: 'dereference', help: 'follow symlinks; archive and dump the files they point to' },
  noRecursion: { long: 'no-recursion', help: 'avoid descending automatically in directories' },
  keepOld: { short: 'k', long: 'keep-old-files', help: "don't replace existing files when extracting, treat them as errors" },
  skipOld: { long: 'skip-old-files', help: "don't replace existing files when extracting, silently skip over them" },
  overwrite: { long: 'overwrite', help: '(existing files are replaced anyway)' },
  touch: { short: 'm', long: 'touch', help: "don't extract file modified time" },
  permissions: lastOf({
    same: {
      short: 'p',
      long: ['preserve-permissions', 'same-permissions'],
      help: 'extract information about file permissions (default for superuser)',
    },
    masked: { long: 'no-same-permissions', help: "apply the user's umask when extracting (default for ordinary users)" },
  }),
  owners: lastOf({
    same: { long: 'same-owner', help: 'try extracting files with the same ownership (default for superuser)' },
    own: { short: 'o', long: 'no-same-owner', help: 'extract files as yourself (default for ordinary users)' },
  }),
  stdout: { short: 'O', long: 'to-stdout', help: 'extract files to standard output' },
  owner: { long: 'owner', argument: 'NAME', help: 'force NAME as owner for added files' },
  group: { long: 'group', argument: 'NAME', help: 'force NAME as group for added files' },
  numeric: { long: 'numeric-owner', help: 'always use numbers for user/group names' },
  fullTime: { long: 'full-time', help: 'print file time to its full resolution' },
  wildcards: { long: 'wildcards', help: 'use wildcards in member names' },
  removeFiles: { long: 'remove-files', help: 'remove files after adding them to the archive' },
  transform: {
    long: ['transform', 'xform'],
    argument: 'EXPRESSION',
    ...elsewhere,
    help: 'use sed replace EXPRESSION to transform file names',
  },
  sort: { long: 'sort', argument: 'ORDER', help: 'directory sorting order: none or name' },
  sparse: { short: 'S', long: 'sparse', help: '(has no effect)' },
  verify: { short: 'W', long: 'verify', ...elsewhere, help: 'attempt to verify the archive after writing it' },
  format: { short: 'H', long: 'format', argument: 'FORMAT', help: '(archives are always in GNU format)' },
  blocking: { short: 'b', long: 'blocking-factor', argument: 'BLOCKS', help: '(has no effect)' },
} as const;
type Values = OptionValues<typeof options>;

export default defineProgram({
  name: 'tar',
  usage: '[OPTION...] [FILE]...',
  summary: "GNU 'tar' saves many files together into a single archive, and can restore individual files from it.",
  suite: 'GNU tar 1.35',
  usageStatus: 64,
  hint: "Try 'tar --help' or 'tar --usage' for more information.\n",
  rewrite: rewriteWords,
  options,
  async run(io, values, operands) {
    const { names, directory } = placeOperands(operands);
    const verbs = [values.create, values.extract, values.list, values.append].filter((given) => given).length;
    if (verbs === 0) throw new UsageError("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", { status: 2 });
    if (verbs > 1)
      throw new UsageError("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option", { status: 2 });
    const job = new TarJob(io, await settingsOf(io, values));
    try {
      await runJob(job, values, [...names, ...(await namesFrom(io, values.filesFrom))], directory);
    } catch (error) {
      if (!(error instanceof FatalTarError)) throw error;
      await io.flush();
      if (error.message !== '') await io.complain(error.message);
      if (!error.recoverable) {
        await io.complain('Error is not recoverable: exiting now');
        return 2;
      }
    }
    if (!job.failed) return 0;
    await io.flush();
    await io.complain('Exiting with failure status due to previous errors');
    return 2;
  },
});

async function runJob(job: TarJob, values: Values, names: readonly PlacedName[], directory: ByteString): Promise<void> {
  if (values.list) return listMembers(job, await readArchive(job), names);
  if (values.extract) {
    checkDirectory(job, directory);
    return extractMembers(job, await readArchive(job), names, directory);
  }
  if (values.create && names.length === 0) throw new UsageError('Cowardly refusing to create an empty archive', { status: 2 });
  for (const { directory: each } of names) checkDirectory(job, each);
  const before = values.append ? membersOf(await readRaw(job, job.settings.archive)) : undefined;
  return writeArchive(job, names, before);
}

/** -C must lead somewhere. */
function checkDirectory({ io }: TarJob, directory: ByteString): void {
  if (directory === '') return;
  try {
    if (io.fs.stat(directory).type !== 'directory') throw new FsError('ENOTDIR', directory);
  } catch (error) {
    if (error instanceof FsError) throw new FatalTarError(`${directory}: Cannot open: ${error.text}`);
    throw error;
  }
}

async function namesFrom(io: ProgramIo, files: readonly ByteString[]): Promise<readonly PlacedName[]> {
  const names: PlacedName[] = [];
  for (const file of files) {
    const text = fromBytes(await readWholeFile(io.process, file === '-' ? '/dev/stdin' : file));
    for (const name of text.split('\n')) if (name !== '') names.push({ name, directory: '' });
  }
  return names;
}

async function settingsOf(io: ProgramIo, values: Values): Promise<TarSettings> {
  const isRoot = io.process.credentials.uid === 0;
  const patterns = [...values.exclude];
  for (const file of values.excludeFrom)
    patterns.push(
      ...fromBytes(await readWholeFile(io.process, file))
        .split('\n')
        .filter((line) => line !== ''),
    );
  const archive = values.file ?? io.process.environment.get('TAPE') ?? '-';
  return {
    archive,
    gzip: values.gzip || (values.autoCompress && /\.(?:t?gz|taz)$/.test(archive)),
    verbose: values.verbose,
    excludes: patterns.map(excludeTest),
    stripComponents: values.strip ?? 0,
    absoluteNames: values.absolute,
    dereference: values.dereference,
    recursion: !values.noRecursion,
    keepOldFiles: values.keepOld,
    skipOldFiles: values.skipOld,
    keepsTime: !values.touch,
    samePermissions: values.permissions === undefined ? isRoot : values.permissions === 'same',
    sameOwner: values.owners === undefined ? isRoot : values.owners === 'same',
    toStdout: values.stdout,
    numericOwner: values.numeric,
    fullTime: values.fullTime,
    wildcards: values.wildcards,
    removeFiles: values.removeFiles,
    owner: values.owner,
    group: values.group,
    rename: (name) => name,
    sorted: values.sort === 'name',
  };
}

/** A pattern fits a whole name or what follows one of its slashes; what is below is excluded too. */
function excludeTest(pattern: ByteString): (path: ByteString) => boolean {
  const test = fnmatch(pattern.replace(/(.)\/+$/, '$1'));
  return (path) => {
    const names = path.replace(/^\//, '').split('/');
    return names.some((_, start) => names.some((__, end) => end >= start && test(names.slice(start, end + 1).join('/')))) || test(path);
  };
}

function componentCount(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`${text}: Invalid number of elements`, { status: 2 });
  return Number(text);
}
