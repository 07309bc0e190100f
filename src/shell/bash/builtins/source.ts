/** `.` and `source`. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineBuiltin, type BuiltinCall } from '../define-builtin.ts';
import { readFile } from '../interp/script.ts';
import { runTrap } from '../interp/traps.ts';
import { isUnwind, type Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'source',
  alsoNamed: ['.'],
  usage: 'filename [arguments]',
  summary: 'Runs the commands of a file in this shell.',
  inSh: true,
  async run(call) {
    const words = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    const [name, ...rest] = words;
    if (name === undefined) {
      await call.complain('filename argument required');
      return call.usage();
    }
    if (name.startsWith('-') && name.length > 1 && call.arguments[0] !== '--') {
      await call.complain(`${name.slice(0, 2)}: invalid option`);
      return call.usage();
    }
    const path = findFile(call.shell, name);
    if (path === undefined) return notFound(call, name);
    try {
      if (isDirectory(call.shell, path)) throw new FsError('EISDIR', path);
      return await runHere(call.shell, path, await readFile(call.shell, path), rest);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (error.errno === 'ENOENT') return notFound(call, name);
      await (error.errno === 'EISDIR' ? call.complain(`${name}: is a directory`) : call.complainPlain(`${name}: ${error.text}`));
      return 1;
    }
  },
});

function isDirectory(shell: Shell, path: string): boolean {
  try {
    return shell.process.fs.stat(path).type === 'directory';
  } catch {
    return false;
  }
}

async function notFound(call: BuiltinCall, name: string): Promise<number> {
  if (call.shell.dialect === 'sh') {
    await call.complain(name.includes('/') ? `cannot open ${name}: No such file` : `${name}: not found`);
    throw { unwind: 'exit', status: 2 };
  }
  await call.complainPlain(`${name}: No such file or directory`);
  if (call.shell.state.options.posix && !call.shell.state.interactive) throw { unwind: 'exit', status: 1 };
  return 1;
}

/** A name without a slash is looked for in PATH, then here. */
function findFile(shell: Shell, name: string): string | undefined {
  const exists = (path: string): boolean => shell.process.fs.exists(path);
  if (name.includes('/')) return name;
  if (shell.state.shopts.sourcepath) {
    for (const directory of (getValue(shell, 'PATH') ?? '').split(':')) {
      const path = `${directory === '' ? '.' : directory}/${name}`;
      if (exists(path) && shell.process.fs.stat(path).type !== 'directory') return path;
    }
  }
  return exists(name) ? name : undefined;
}

async function runHere(shell: Shell, path: string, text: string, words: readonly string[]): Promise<number> {
  const { state } = shell;
  const saved = state.positional;
  if (words.length > 0) state.positional = [...words];
  const given = state.positional;
  state.frames.push({ kind: 'source', name: 'source', sourceName: path, callLine: state.line, words: words.length > 0 ? words : [path] });
  const line = state.line;
  state.traceDepth++;
  try {
    const status = await shell.actions.runText(shell, text, { name: path });
    await runTrap(shell, 'RETURN');
    return status;
  } catch (error) {
    if (isUnwind(error) && error.unwind === 'return') return error.status;
    throw error;
  } finally {
    state.frames.pop();
    state.traceDepth--;
    state.line = line;
    if (words.length > 0 && state.positional === given) state.positional = saved;
  }
}
