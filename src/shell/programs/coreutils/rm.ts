/** rm: removes files and directories. As GNU coreutils 9.4 rm. */
import { ask } from '../../files/ask.ts';
import { type RemoveOptions, removeFile } from '../../files/remove.ts';
import { oneOf } from '../../formats/choices.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { UsageError } from '../usage-error.ts';

const readWhen = oneOf('--interactive', { never: ['never', 'no', 'none'], once: ['once'], always: ['always', 'yes'] });

export default defineProgram({
  name: 'rm',
  usage: '[OPTION]... [FILE]...',
  summary: 'Remove (unlink) the FILE(s).',
  suite: 'GNU coreutils 9.4',
  options: {
    asking: lastOf({
      force: { short: 'f', long: 'force', help: 'ignore nonexistent files and arguments, never prompt' },
      always: { short: 'i', help: 'prompt before every removal' },
      once: { short: 'I', help: 'prompt once before removing more than three files, or when removing recursively' },
      when: {
        long: 'interactive',
        argument: 'WHEN',
        optional: true,
        help: 'prompt according to WHEN: never, once, or always',
        type: readWhen,
      },
    }),
    oneFileSystem: { long: 'one-file-system', help: 'skip directories on other file systems than their operand' },
    root: lastOf({
      noPreserve: { long: 'no-preserve-root', help: "do not treat '/' specially" },
      preserve: { long: 'preserve-root', argument: 'all', optional: true, help: "do not remove '/' (default)" },
    }),
    recursive: { short: 'rR', long: 'recursive', help: 'remove directories and their contents recursively' },
    directories: { short: 'd', long: 'dir', help: 'remove empty directories' },
    verbose: { short: 'v', long: 'verbose', help: 'explain what is being done' },
  },
  async run(io, { asking, oneFileSystem, root, recursive, directories, verbose }, operands) {
    const when = typeof asking === 'object' ? (asking.when === true ? 'always' : asking.when) : asking;
    if (operands.length === 0) {
      if (when === 'force') return 0;
      throw new UsageError('missing operand');
    }
    if (when === 'once' && (operands.length > 3 || recursive)) {
      const count = `${operands.length} argument${operands.length === 1 ? '' : 's'}`;
      if (!(await ask(io, `rm: remove ${count}${recursive ? ' recursively' : ''}? `))) return 0;
    }
    const options: RemoveOptions = {
      recursive,
      emptyDirectories: directories,
      force: when === 'force',
      interactive: when === 'always' ? 'always' : when === 'never' ? 'never' : undefined,
      verbose,
      preserveRoot: root !== 'noPreserve',
      oneFileSystem,
    };
    let good = true;
    for (const operand of operands) good = (await removeFile(io, operand, options)) && good;
    return good ? 0 : 1;
  },
});
