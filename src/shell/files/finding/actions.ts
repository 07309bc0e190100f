/** find's actions: -print, -exec, -delete and their kin. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { baseName, directoryName } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { ask } from '../ask.ts';
import { spawnByName } from '../search-path.ts';
import { compilePrintf, listLine } from './printf.ts';
import { type FindContext, findError, type Test, type Visit, type WordReader } from './visit.ts';

export type ActionMaker = (context: FindContext, words: WordReader, option: ByteString) => Test;

const printing =
  (text: (visit: Visit, context: FindContext) => ByteString): ActionMaker =>
  (context) =>
  async (visit) => {
    const writing = context.io.out(text(visit, context));
    if (writing) await writing;
    return true;
  };

const printfAction: ActionMaker = (context, words, option) => {
  const warnings: string[] = [];
  const format = compilePrintf(words.argument(option), context, (text) => warnings.push(text));
  return async (visit) => {
    for (const text of warnings.splice(0)) await context.io.complain(text);
    await context.io.out(format(visit));
    return true;
  };
};

const deleteAction: ActionMaker =
  (context) =>
  async ({ path, stat }) => {
    if (path === '.' || path === '..') return true;
    try {
      if (stat.type === 'directory') context.io.fs.rmdir(path);
      else context.io.fs.unlink(path);
      return true;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await context.io.flush();
      await context.io.complain(`cannot delete ${localeQuoted(path)}: ${error.text}`);
      context.status = 1;
      return false;
    }
  };

/** Most bytes of one command line that -exec … + collects. */
const BATCH = 100_000;

const execAction =
  ({ inDirectory, asks }: { readonly inDirectory: boolean; readonly asks: boolean }): ActionMaker =>
  (context, words, option) => {
    const { command, batch } = readCommand(words, option, asks);
    if (batch) return collecting(context, command, inDirectory);
    return async (visit) => {
      const name = inDirectory ? `./${baseName(visit.path)}` : visit.path;
      const argv = command.map((word) => word.replaceAll('{}', name));
      if (asks && !(await ask(context.io, `< ${argv[0]} ... ${visit.path} > ? `))) return false;
      return (await run(context, argv, inDirectory ? directoryName(visit.path) : undefined, asks)) === 0;
    };
  };

function readCommand(
  words: WordReader,
  option: ByteString,
  asks: boolean,
): { readonly command: readonly ByteString[]; readonly batch: boolean } {
  const command: ByteString[] = [];
  for (let word = words.next(); word !== ';'; word = words.next()) {
    if (word === undefined) throw findError(`missing argument to \`${option}'`);
    if (word === '+' && command.at(-1) === '{}' && !asks) {
      if (command.filter((each) => each.includes('{}')).length > 1)
        throw findError(`Only one instance of {} is supported with ${option} ... +`);
      return { command: command.slice(0, -1), batch: true };
    }
    command.push(word);
  }
  if (command.length === 0) throw findError(`missing argument to \`${option}'`);
  return { command, batch: false };
}

function collecting(context: FindContext, command: readonly ByteString[], inDirectory: boolean): Test {
  let collected: ByteString[] = [];
  let size = 0;
  let place: ByteString | undefined;
  const flush = async (): Promise<void> => {
    if (collected.length === 0) return;
    const argv = [...command, ...collected];
    collected = [];
    size = 0;
    if ((await run(context, argv, place, false)) !== 0) context.status = 1;
  };
  context.atEnd.push(flush);
  return async ({ path }) => {
    const folder = inDirectory ? directoryName(path) : undefined;
    if (size > BATCH || folder !== place) await flush();
    place = folder;
    collected.push(inDirectory ? `./${baseName(path)}` : path);
    size += path.length + 1;
    return true;
  };
}

/** Runs a command and returns its status (128 and more when a signal ended it; 127 when it could not be started, which is said). */
async function run(context: FindContext, argv: readonly ByteString[], cwd: ByteString | undefined, noInput: boolean): Promise<number> {
  const { io } = context;
  await io.flush();
  try {
    const input = noInput ? await io.process.open('/dev/null', { read: true }) : undefined;
    const pid = spawnByName(io.process, argv, {
      ...(cwd !== undefined && { cwd }),
      ...(input !== undefined && { descriptors: new Map([[0, input]]) }),
    });
    if (input !== undefined) io.process.close(input);
    const result = await io.process.wait({ pid });
    return result && 'exited' in result.status ? result.status.exited : 128;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`${localeQuoted(argv[0] ?? '')}: ${error.text}`);
    return 127;
  }
}

export const actionMakers: Readonly<Record<string, ActionMaker>> = {
  '-print': printing(({ path }) => `${path}\n`),
  '-print0': printing(({ path }) => `${path}\0`),
  '-ls': printing((visit, context) => listLine(visit, context)),
  '-printf': printfAction,
  '-delete': deleteAction,
  '-exec': execAction({ inDirectory: false, asks: false }),
  '-execdir': execAction({ inDirectory: true, asks: false }),
  '-ok': execAction({ inDirectory: false, asks: true }),
  '-okdir': execAction({ inDirectory: true, asks: true }),
  '-prune': () => (visit) => {
    visit.pruned = true;
    return true;
  },
  '-quit': (context) => () => {
    context.quit = true;
    return true;
  },
};
