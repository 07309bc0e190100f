/** A shell put together: state, process, builtins, and the interpreter's functions that the layers below call back. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Process } from '../../sim/kernel/types.ts';
import type { Builtin } from './define-builtin.ts';
import { evaluateText } from './expand/arithmetic.ts';
import { evaluateSource, expandParts, expandPattern, expandText } from './expand/word.ts';
import { runScriptFile } from './interp/script.ts';
import { runCommand, runList } from './interp/run.ts';
import { runSimple, runWords } from './interp/simple.ts';
import { runText } from './interp/source.ts';
import { processSubstitution, substitute } from './interp/substitution.ts';
import { trace } from './interp/trace.ts';
import type { Shell, ShellActions } from './shell.ts';
import { createState } from './state.ts';

const ACTIONS: ShellActions = {
  substitute,
  processSubstitution,
  runText,
  runCommand,
  runScript: runList,
  runSimpleTail: (shell, command) => runSimple(shell, command, true),
  runScriptFile,
  runWords,
  trace,
  evaluate: evaluateText,
};

/** `name` is `$0`. */
export function createShell(process: Process, builtins: ReadonlyMap<string, Builtin>, dialect: 'bash' | 'sh', name: ByteString): Shell {
  return {
    process,
    state: createState(name, process.pid),
    builtins,
    dialect,
    actions: ACTIONS,
    expand: { text: expandText, pattern: expandPattern, parts: expandParts, arithmetic: evaluateSource },
    caches: { patterns: new Map(), arithmetic: new Map(), regexes: new Map(), utf8: undefined },
    sink: undefined,
  };
}

/** The table of builtins by name, from what a glob of their files gives. */
export function builtinTable(builtins: Iterable<Builtin>): ReadonlyMap<string, Builtin> {
  const table = new Map<string, Builtin>();
  for (const builtin of builtins) for (const name of [builtin.name, ...(builtin.alsoNamed ?? [])]) table.set(name, builtin);
  return table;
}
