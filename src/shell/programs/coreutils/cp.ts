/** cp: copies files and directories. As GNU coreutils 9.4 cp. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { backupOptions, backupStyle } from '../../files/backup.ts';
import { type CopyOptions, copyFile, newCopyState } from '../../files/copy.ts';
import { makeParentsOf } from '../../files/copy-parents.ts';
import { findTarget } from '../../files/target.ts';
import { oneOf } from '../../formats/choices.ts';
import { baseName, joinPath, stripSlashes } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf, type OptionValues } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const readUpdate = oneOf('--update', { all: ['all'], none: ['none'], older: ['older'] });

const options = {
  ...backupOptions,
  archive: { short: 'a', long: 'archive', help: 'same as -dR --preserve=all' },
  attributesOnly: { long: 'attributes-only', help: "don't copy the file data, just the attributes" },
  copyContents: { long: 'copy-contents', help: 'copy contents of special files when recursive', notSimulated: true },
  linksKept: { short: 'd', help: 'same as --no-dereference --preserve=links' },
  force: { short: 'f', long: 'force', help: 'if an existing destination file cannot be opened, remove it and try again' },
  overwrite: lastOf({
    ask: { short: 'i', long: 'interactive', help: 'prompt before overwrite' },
    never: { short: 'n', long: 'no-clobber', help: 'do not overwrite an existing file' },
  }),
  dereference: lastOf({
    operands: { short: 'H', help: 'follow command-line symbolic links in SOURCE' },
    always: { short: 'L', long: 'dereference', help: 'always follow symbolic links in SOURCE' },
    never: { short: 'P', long: 'no-dereference', help: 'never follow symbolic links in SOURCE' },
  }),
  link: { short: 'l', long: 'link', help: 'hard link files instead of copying' },
  preserveUsual: { short: 'p', help: 'same as --preserve=mode,ownership,timestamps' },
  preserve: { long: 'preserve', argument: 'ATTR_LIST', optional: true, repeat: true, help: 'preserve the specified attributes' },
  noPreserve: { long: 'no-preserve', argument: 'ATTR_LIST', repeat: true, help: "don't preserve the specified attributes" },
  parents: { long: 'parents', help: 'use full source file name under DIRECTORY' },
  recursive: { short: 'rR', long: 'recursive', help: 'copy directories recursively' },
  reflink: { long: 'reflink', argument: 'WHEN', optional: true, help: 'control clone/CoW copies' },
  removeDestination: { long: 'remove-destination', help: 'remove each existing destination file before attempting to open it' },
  sparse: { long: 'sparse', argument: 'WHEN', help: 'control creation of sparse files' },
  stripTrailingSlashes: { long: 'strip-trailing-slashes', help: 'remove any trailing slashes from each SOURCE argument' },
  symbolic: { short: 's', long: 'symbolic-link', help: 'make symbolic links instead of copying' },
  targetDirectory: { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'copy all SOURCE arguments into DIRECTORY' },
  noTargetDirectory: { short: 'T', long: 'no-target-directory', help: 'treat DEST as a normal file' },
  update: { long: 'update', argument: 'UPDATE', optional: true, help: 'control which existing files are updated', type: readUpdate },
  older: { short: 'u', help: 'equivalent to --update[=older]' },
  verbose: { short: 'v', long: 'verbose', help: 'explain what is being done' },
  oneFileSystem: { short: 'x', long: 'one-file-system', help: 'stay on this file system' },
  context: { short: 'Z', help: 'set SELinux security context', notSimulated: true },
} as const;

type Given = OptionValues<typeof options>;

export default defineProgram({
  name: 'cp',
  usage: '[OPTION]... [-T] SOURCE DEST\n  or:  cp [OPTION]... SOURCE... DIRECTORY\n  or:  cp [OPTION]... -t DIRECTORY SOURCE...',
  summary: 'Copy SOURCE to DEST, or multiple SOURCE(s) to DIRECTORY.',
  suite: 'GNU coreutils 9.4',
  options,
  async run(io, given, operands) {
    if (given.link && given.symbolic) throw new UsageError('cannot make both hard and symbolic links');
    // Debian and Ubuntu keep the old meaning of -n and warn.
    if (given.overwrite === 'never')
      await io.complain('warning: behavior of -n is non-portable and may change in future; use --update=none instead');
    const copyOptions = resolve(io, given);
    if (copyOptions.backup && given.overwrite === 'never') throw new UsageError('options --backup and --no-clobber are mutually exclusive');
    const { sources, directory, file } = findTarget(io, operands, given);
    if (given.parents && directory === undefined) throw new UsageError('with --parents, the destination must be a directory');
    const state = newCopyState();
    let good = true;
    for (const operand of sources) {
      const source = given.stripTrailingSlashes && directory !== undefined ? stripSlashes(operand) : operand;
      if (given.parents) good = (await makeParentsOf(io, source, directory ?? '', copyOptions)) && good;
      const name = given.parents ? stripSlashes(source) : baseName(source);
      const destination = file ?? joinPath(directory ?? '', name === '..' ? '' : name);
      good = (await copyFile(io, source, destination, copyOptions, state)) && good;
    }
    return good ? 0 : 1;
  },
});

function resolve(io: ProgramIo, given: Given): CopyOptions {
  const recursive = given.recursive || given.archive;
  const keepLinks = given.archive || given.linksKept;
  const update = given.older || given.update === true ? 'older' : (given.update ?? 'all');
  return {
    recursive,
    dereference: given.dereference ?? (recursive || keepLinks || given.link ? 'never' : 'always'),
    preserve: preserved(given),
    update: given.overwrite === 'never' ? 'none' : update,
    interactive: given.overwrite === 'ask',
    force: given.force,
    removeDestination: given.removeDestination,
    verbose: given.verbose,
    backup: backupStyle(io, given),
    make: given.link ? 'link' : given.symbolic ? 'symlink' : 'copy',
    attributesOnly: given.attributesOnly,
    oneFileSystem: given.oneFileSystem,
  };
}

const ATTRIBUTES = ['mode', 'timestamps', 'ownership', 'links', 'context', 'xattr', 'all'] as const;
const readAttribute = (option: string): ((text: ByteString) => (typeof ATTRIBUTES)[number]) =>
  oneOf(option, {
    mode: ['mode'],
    timestamps: ['timestamps'],
    ownership: ['ownership'],
    links: ['links'],
    context: ['context'],
    xattr: ['xattr'],
    all: ['all'],
  });

function preserved({ archive, linksKept, preserveUsual, preserve, noPreserve }: Given): CopyOptions['preserve'] {
  const usual = ['mode', 'ownership', 'timestamps'];
  const wanted = new Set<string>([...(archive ? ['all'] : []), ...(linksKept ? ['links'] : []), ...(preserveUsual ? usual : [])]);
  for (const list of preserve)
    for (const name of list === true ? usual : list.split(',').map(readAttribute('--preserve'))) wanted.add(name);
  if (wanted.delete('all')) for (const name of ATTRIBUTES) wanted.add(name);
  for (const list of noPreserve) for (const name of list.split(',').map(readAttribute('--no-preserve'))) wanted.delete(name);
  return { mode: wanted.has('mode'), owner: wanted.has('ownership'), times: wanted.has('timestamps'), links: wanted.has('links') };
}
