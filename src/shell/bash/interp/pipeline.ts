/** Pipelines, subshells, background jobs, coprocesses: everything that makes processes of commands. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise, SpawnOptions } from '../../../sim/kernel/types.ts';
import { after, complain, type Shell } from '../shell.ts';
import type { CommandTree, CompoundTree, PipelineNode } from '../syntax/tree.ts';
import { setArray, setValue, unsetVariable } from '../set-variables.ts';
import { printCommandText } from '../syntax/print.ts';
import { ensuring } from './failures.ts';
import { forkShell, spawnSubshell } from './fork.ts';
import { addJob, controlsJobs, startJob, terminalDescriptor, waitForJob } from './jobs.ts';

export function runPipeline(shell: Shell, node: PipelineNode): MaybePromise<number> {
  shell.state.line = node.line;
  if (!node.negated && node.time === 'none') return runStages(shell, node);
  const run = (): MaybePromise<number> => (node.negated ? withoutConsequences(shell, node) : runStages(shell, node));
  if (node.time === 'none') return run();
  return shell.process.hold(import('./timing.ts')).then(({ timed }) => timed(shell, node.time === 'posix', run));
}

function withoutConsequences(shell: Shell, node: PipelineNode): MaybePromise<number> {
  shell.state.conditionDepth++;
  return ensuring(
    () => after(runStages(shell, node), (status) => (status === 0 ? 1 : 0)),
    () => {
      shell.state.conditionDepth--;
    },
  );
}

function runStages(shell: Shell, node: PipelineNode): MaybePromise<number> {
  const [first] = node.commands;
  if (!first) return 0;
  return node.commands.length === 1 ? shell.actions.runCommand(shell, first) : runPiped(shell, node);
}

async function runPiped(shell: Shell, node: PipelineNode): Promise<number> {
  const { process, state } = shell;
  const job = startJob(shell, true);
  const lastHere = state.shopts.lastpipe && !controlsJobs(shell);
  let input: number | undefined;
  let last: number | undefined;
  for (const [i, command] of node.commands.entries()) {
    const isLast = i === node.commands.length - 1;
    if (isLast && lastHere) {
      last = await runLastHere(shell, command, input);
      break;
    }
    const pipe: { readonly read: number; readonly write: number } | undefined = isLast ? undefined : process.pipe();
    const pid = spawnStage(shell, command, { input, pipe, both: node.both[i] ?? false }, job.options);
    job.started(pid, jobText(command));
    if (input !== undefined) process.close(input);
    if (pipe) process.close(pipe.write);
    input = pipe?.read;
  }
  const status = await waitForJob(shell, job);
  if (last === undefined) return status;
  state.pipeStatus = [...state.pipeStatus, last];
  return last === 0 && state.options.pipefail ? status : last;
}

interface Ends {
  readonly input: number | undefined;
  readonly pipe: { readonly read: number; readonly write: number } | undefined;
  readonly both: boolean;
}

function spawnStage(shell: Shell, command: CommandTree, { input, pipe, both }: Ends, options: SpawnOptions): number {
  const descriptors = new Map<number, number | undefined>();
  if (input !== undefined) {
    descriptors.set(input, undefined);
    descriptors.set(0, input);
  }
  if (pipe) {
    descriptors.set(pipe.read, undefined);
    descriptors.set(pipe.write, undefined);
    descriptors.set(1, pipe.write);
    if (both) descriptors.set(2, pipe.write);
  }
  return spawnSubshell(shell, (child) => runTail(child, command), { ...options, descriptors });
}

async function runLastHere(shell: Shell, command: CommandTree, input: number | undefined): Promise<number> {
  const { process } = shell;
  if (input === undefined) return shell.actions.runCommand(shell, command);
  const saved = process.isOpen(0) ? process.dup(0, 10) : undefined;
  process.dup2(input, 0);
  process.close(input);
  try {
    return await shell.actions.runCommand(shell, command);
  } finally {
    if (saved === undefined) process.close(0);
    else {
      process.dup2(saved, 0);
      process.close(saved);
    }
  }
}

/** How a job is listed: a simple command as it was written, others printed anew. */
const jobText = (command: CommandTree): ByteString =>
  command.type === 'simple' ? command.text.replace(/[ \t]+/g, ' ') : printCommandText(command);

/** Runs a command as all that a process has to do. */
export function runTail(child: Shell, command: CommandTree): MaybePromise<number> {
  if (command.type === 'simple') return child.actions.runSimpleTail(child, command);
  if (command.type === 'subshell') {
    child.state.subshellDepth += child.state.subshellDepth === 0 ? 1 : 0;
    return child.actions.runScript(child, command.body);
  }
  return child.actions.runCommand(child, command);
}

export function runSubshell(shell: Shell, node: Extract<CompoundTree, { type: 'subshell' }>): MaybePromise<number> {
  return forkShell(shell, (child) => child.actions.runScript(child, node.body), controlsJobs(shell) ? jobText(node) : node.text);
}

/** `command &`. */
export function runInBackground(shell: Shell, command: CommandTree, _text: ByteString): MaybePromise<number> {
  const { state, process } = shell;
  const job = startJob(shell, false);
  const descriptors = new Map<number, number | undefined>();
  const nothing = controlsJobs(shell) || !process.isOpen(0) ? undefined : process.open('/dev/null', { read: true });
  if (typeof nothing === 'number') {
    descriptors.set(nothing, undefined);
    descriptors.set(0, nothing);
  }
  const ignored = controlsJobs(shell) || state.interactive ? [] : (['INT', 'QUIT'] as const);
  const pid = spawnSubshell(
    shell,
    (child) => {
      return runTail(child, command);
    },
    { ...job.options, descriptors, ignoredSignals: ignored },
  );
  if (typeof nothing === 'number') process.close(nothing);
  job.started(pid, jobText(command));
  const added = addJob(shell, job);
  state.lastBackground = pid;
  state.lastStatus = 0;
  if (!state.interactive || terminalDescriptor(shell) === undefined) return 0;
  return after(process.write(2, `[${added.number}] ${pid}\n`), () => 0);
}

/** `coproc NAME command`. */
export function runCoprocess(shell: Shell, node: Extract<CommandTree, { type: 'coproc' }>): MaybePromise<number> {
  const { process, state } = shell;
  if (!/^[A-Za-z_]\w*$/.test(node.name)) return after(complain(shell, `\`${node.name}': not a valid identifier`), () => 1);
  const toChild = process.pipe();
  const fromChild = process.pipe();
  const job = startJob(shell, false);
  const descriptors = new Map<number, number | undefined>([
    [toChild.read, undefined],
    [toChild.write, undefined],
    [fromChild.read, undefined],
    [fromChild.write, undefined],
    [0, toChild.read],
    [1, fromChild.write],
  ]);
  const pid = spawnSubshell(shell, (child) => runTail(child, node.body), { ...job.options, descriptors });
  process.close(toChild.read);
  process.close(fromChild.write);
  const read = moveUp(shell, fromChild.read, 63);
  const write = moveUp(shell, toChild.write, 60);
  job.started(pid, jobText(node));
  addJob(shell, job);
  state.lastBackground = pid;
  state.coprocess = { name: node.name, pid };
  unsetVariable(shell, node.name);
  setArray(shell, node.name, [String(read), String(write)]);
  setValue(shell, `${node.name}_PID`, String(pid));
  return 0;
}

/** Moves a descriptor to the highest free one up to `from`. */
export function moveUp(shell: Shell, fd: number, from: number): number {
  const { process } = shell;
  let to = from;
  while (process.isOpen(to)) to--;
  process.dup2(fd, to);
  process.close(fd);
  return to;
}
