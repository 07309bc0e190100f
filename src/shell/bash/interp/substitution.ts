/** `$(…)`, `<(…)` and `>(…)`. As command_substitute and process_substitute of GNU bash's subst.c. */
import { type ByteString, concatBytes, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { expandText } from '../expand/word.ts';
import { complain, isUnwind, type Shell } from '../shell.ts';
import type { List, Part, SimpleCommand } from '../syntax/tree.ts';
import { spawnSubshell } from './fork.ts';
import { abandonIfInterrupted } from '../interrupt.ts';
import { exitStatus, waitForProcess } from './jobs.ts';
import { moveUp, runTail } from './pipeline.ts';

export function substitute(shell: Shell, script: List, _source: ByteString): MaybePromise<ByteString> {
  const [item] = script.items;
  if (script.unread !== undefined) return substituteByFork(shell, script);
  if (!item) {
    shell.state.lastStatus = 0;
    shell.state.substituted = 0;
    return '';
  }
  if (script.items.length === 1 && !item.background && item.command.type === 'simple') {
    const command = item.command;
    if (isFileReading(command)) return readFile(shell, command);
    if (runsInPlace(shell, command)) return substituteInPlace(shell, command);
  }
  return substituteByFork(shell, script);
}

const isFileReading = ({ words, assignments, redirections }: SimpleCommand): boolean =>
  words.length === 0 && assignments.length === 0 && redirections.length === 1 && redirections[0]?.operator === '<';

/** `$(<file)`. */
async function readFile(shell: Shell, { redirections }: SimpleCommand): Promise<ByteString> {
  const [redirection] = redirections;
  const path = redirection ? await expandText(shell, redirection.target) : '';
  try {
    const fd = await shell.process.open(path, { read: true });
    const text = await readToEnd(shell, fd);
    shell.process.close(fd);
    shell.state.lastStatus = 0;
    shell.state.substituted = 0;
    return trimmed(text);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await complain(shell, `${path}: ${error.text}`);
    shell.state.lastStatus = 1;
    shell.state.substituted = 1;
    return '';
  }
}

/** Builtins that only print: no subshell can be told from none. */
const PRINTERS: ReadonlySet<string> = new Set(['echo', 'printf', 'pwd', 'true', 'false', ':', 'test', '[', 'type']);

function runsInPlace(shell: Shell, command: SimpleCommand): boolean {
  const [name] = command.words;
  if (!name || 'kind' in name || name.literal === undefined || !PRINTERS.has(name.literal)) return false;
  if (
    command.assignments.length > 0 ||
    command.redirections.length > 0 ||
    shell.state.traps.size > 0 ||
    shell.state.options.xtrace ||
    shell.state.options.errexit ||
    shell.state.options.nounset
  )
    return false;
  if (shell.state.functions.has(name.literal) || shell.state.aliases.has(name.literal)) return false;
  return command.words.every((word) => !('kind' in word) && word.text !== '-v' && word.parts.every(isHarmless));
}

/** Expanding it changes nothing and asks for nothing of this process. */
function isHarmless(part: Part): boolean {
  if (part.kind === 'literal' || part.kind === 'quoted' || part.kind === 'tilde') return true;
  if (part.kind === 'double') return part.parts.every(isHarmless);
  if (part.kind === 'arithmetic') return !/[=]|\+\+|--|[$`]|BASHPID|RANDOM|BASH_SUBSHELL/.test(part.expression.text);
  if (part.kind !== 'parameter') return false;
  if (/^(?:BASHPID|RANDOM|SRANDOM|BASH_SUBSHELL|BASH_COMMAND)$/.test(part.name) || part.prefix === '!' || part.index?.kind === 'one')
    return false;
  return (
    part.operation === undefined ||
    ((part.operation.type === 'remove' || part.operation.type === 'replace' || part.operation.type === 'case') &&
      !/[$`]/.test(part.text.slice(2)))
  );
}

function substituteInPlace(shell: Shell, command: SimpleCommand): MaybePromise<ByteString> {
  const outer = shell.sink;
  const sink = { text: '' };
  const { state } = shell;
  const saved = { argument: state.lastArgument, pipe: state.pipeStatus, line: state.line, condition: state.conditionDepth };
  shell.sink = sink;
  state.conditionDepth++;
  const restore = (status: number): ByteString => {
    shell.sink = outer;
    state.lastArgument = saved.argument;
    state.pipeStatus = saved.pipe;
    state.conditionDepth = saved.condition;
    state.line = saved.line;
    state.lastStatus = status;
    state.substituted = status;
    return trimmed(sink.text);
  };
  const failed = (error: unknown): ByteString => {
    const text = restore(1);
    if (!isUnwind(error)) throw error;
    return text;
  };
  try {
    const status = shell.actions.runCommand(shell, command);
    return status instanceof Promise ? status.then(restore, failed) : restore(status);
  } catch (error) {
    return failed(error);
  }
}

async function substituteByFork(shell: Shell, script: List): Promise<ByteString> {
  const { process } = shell;
  const { read, write } = process.pipe();
  const descriptors = new Map<number, number | undefined>([
    [read, undefined],
    [write, undefined],
    [1, write],
  ]);
  const pid = spawnSubshell(shell, (child) => runScriptTail(child, script), { descriptors });
  process.close(write);
  const text = await readToEnd(shell, read);
  process.close(read);
  const result = await waitForProcess(shell, pid);
  shell.state.lastStatus = result ? exitStatus(result.status) : 127;
  shell.state.substituted = shell.state.lastStatus;
  return trimmed(text);
}

function runScriptTail(child: Shell, script: List): MaybePromise<number> {
  const { state } = child;
  state.traceDepth++;
  if (!state.shopts.inherit_errexit && !state.options.posix && child.dialect === 'bash') state.options.errexit = false;
  if (script.unread !== undefined) return child.actions.runText(child, script.unread, { label: 'command substitution' });
  const [item] = script.items;
  if (item?.command.type === 'subshell' && script.items.length === 1) state.subshellDepth++;
  return script.items.length === 1 && item && !item.background ? runTail(child, item.command) : child.actions.runScript(child, script);
}

async function readToEnd(shell: Shell, fd: number): Promise<ByteString> {
  const parts: Uint8Array[] = [];
  for (;;) {
    try {
      const reading = shell.process.read(fd);
      const bytes = reading instanceof Promise ? await reading : reading;
      if (bytes.length === 0) break;
      parts.push(bytes);
    } catch (error) {
      if (!(error instanceof FsError) || error.errno !== 'EINTR') throw error;
      if (shell.state.interrupted) shell.process.close(fd);
      abandonIfInterrupted(shell);
    }
  }
  return parts.length === 0 ? '' : fromBytes(concatBytes(parts));
}

function trimmed(text: ByteString): ByteString {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  const cut = end === text.length ? text : text.slice(0, end);
  return cut.includes('\0') ? cut.replaceAll('\0', '') : cut;
}

/** `<(…)`: the script runs at the other end of a pipe, whose descriptor the command gets as /dev/fd/N. */
export function processSubstitution(shell: Shell, direction: '<' | '>', script: List, _source: ByteString): ByteString {
  const { process, state } = shell;
  const { read, write } = process.pipe();
  const descriptors = new Map<number, number | undefined>([
    [read, undefined],
    [write, undefined],
    direction === '<' ? [1, write] : [0, read],
  ]);
  const pid = spawnSubshell(shell, (child) => runScriptTail(child, script), { descriptors });
  process.close(direction === '<' ? write : read);
  const kept = moveUp(shell, direction === '<' ? read : write, 63);
  state.substitutionDescriptors.push(kept);
  state.lastBackground = pid;
  return `/dev/fd/${kept}`;
}

/** Closes the descriptors of substitutions beyond the first `keep`. */
export function closeSubstitutions(shell: Shell, keep: number): void {
  const { process, state } = shell;
  for (const fd of state.substitutionDescriptors.splice(keep)) if (process.isOpen(fd)) process.close(fd);
}
