/** Runs a sed script over its input, cycle by cycle. As GNU sed 4.9 process_files. */
import { createStep } from './commands.ts';
import { DELETE, type Flow, QUIT, QUIT_SILENTLY, RESTART, type Step } from './flow.ts';
import type { Machine } from './machine.ts';
import type { Command, Script } from './script.ts';
import { createSelector, type Selector } from './selection.ts';

interface Line {
  readonly selector: Selector;
  readonly step: Step;
  /** Where to go on when the selector does not hold. */
  readonly otherwise: number;
  /** Every line, without asking. */
  readonly always: boolean;
}

export interface RunningScript {
  /** To the end of the input or to `q`. Throws ScriptError, FsError. */
  run(machine: Machine): Promise<void>;
  /** A file with line numbers of its own begins. */
  reset(): void;
}

export function createRunningScript({ commands }: Script, unicode: boolean): RunningScript {
  const lines = commands.map((command, i) => createLine(command, i, unicode));
  return {
    async run(machine) {
      for (let restarted = false; ; ) {
        if (!restarted) {
          const reading = machine.read(false);
          if (!(reading instanceof Promise ? await reading : reading)) return;
          machine.replaced = false;
        }
        const running = runCycle(lines, machine, 0);
        const flow = running instanceof Promise ? await running : running;
        const ending = endCycle(machine, flow);
        if (ending) await ending;
        if (flow === QUIT || flow === QUIT_SILENTLY) return;
        restarted = flow === RESTART;
        const pause = machine.io.process.tick();
        if (pause) await pause;
      }
    },
    reset() {
      for (const { selector } of lines) selector.reset();
    },
  };
}

function createLine(command: Command, place: number, unicode: boolean): Line {
  const { action, selection } = command;
  const selector = createSelector(selection);
  return {
    selector,
    step: createStep(command, selector, unicode),
    otherwise: action.name === '{' ? action.end : place + 1,
    always: selection.from === undefined && !selection.negated,
  };
}

/** Runs from a place to the cycle's end without waiting as long as nothing has to be waited for. */
function runCycle(lines: readonly Line[], machine: Machine, from: number): Flow | Promise<Flow> {
  for (let place = from; place < lines.length; ) {
    const line = lines[place];
    if (!line) break;
    if (!line.always) {
      const selected = line.selector.test(machine);
      if (selected instanceof Promise) return goOn(lines, machine, place, selected, undefined);
      if (!selected) {
        place = line.otherwise;
        continue;
      }
    }
    const flow = line.step(machine);
    if (flow instanceof Promise) return goOn(lines, machine, place, undefined, flow);
    if (flow < -1) return flow;
    if (flow >= 0 && flow <= place) {
      const pause = machine.io.process.tick();
      if (pause) return pause.then(() => runCycle(lines, machine, flow));
    }
    place = flow >= 0 ? flow : place + 1;
  }
  return lines.length;
}

/** The rest of the cycle after something that had to be waited for. */
async function goOn(
  lines: readonly Line[],
  machine: Machine,
  place: number,
  selecting: Promise<boolean> | undefined,
  stepping: Promise<Flow> | undefined,
): Promise<Flow> {
  const line = lines[place];
  if (!line) return lines.length;
  if (selecting && !(await selecting)) return runCycle(lines, machine, line.otherwise);
  const flow = await (stepping ?? line.step(machine));
  if (flow < -1) return flow;
  return runCycle(lines, machine, flow >= 0 ? flow : place + 1);
}

function endCycle(machine: Machine, flow: Flow): void | Promise<void> {
  if (flow === QUIT_SILENTLY) return;
  const prints = flow !== DELETE && flow !== RESTART && !machine.options.quiet;
  const printing = prints ? machine.print() : undefined;
  if (printing) return printing.then(() => machine.dump());
  return machine.dump();
}
