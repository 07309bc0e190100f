/** A shell's state as one plain record (a subshell is a copy of it), and how a copy is made cheaply. As execute_cmd.c, variables.c and jobs.c keep it in GNU bash. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { initialOptions, initialShopts, type OptionName, type ShoptName } from './options.ts';
import type { CommandTree, FunctionTree } from './syntax/tree.ts';

/** A variable with its attributes. An array's elements stand at their index; an associative array keeps its keys' order. */
export interface Variable {
  /** Undefined: declared but unset. Of arrays: not used. */
  value: ByteString | undefined;
  array: (ByteString | undefined)[] | undefined;
  map: Map<ByteString, ByteString> | undefined;
  /** The array or map belongs to a copy too: it is copied before it is changed. */
  shared: boolean;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  nameref: boolean;
  letterCase: 'upper' | 'lower' | 'capitalize' | undefined;
  trace: boolean;
  /** An array that got a list, though perhaps an empty one: `declare -p` shows `=()`. */
  listed: boolean;
}

/** One level of variables: the shell's own, or those that a function made local. */
export interface Scope {
  variables: Map<ByteString, Variable>;
  /** How many states hold this map; above 1 it is copied before it is changed. */
  holders: { count: number };
  /** Made for a command's own assignments (`x=1 f`), not for a function's locals. */
  readonly temporary: boolean;
  /** Options to restore when the function returns (`local -`). */
  savedOptions: Record<OptionName, boolean> | undefined;
}

export interface ShellFunction {
  readonly name: ByteString;
  readonly tree: FunctionTree;
  readonly sourceName: ByteString;
  exported: boolean;
  trace: boolean;
  readonly: boolean;
}

/** A function call or a sourced file, innermost last. */
export interface Frame {
  readonly kind: 'function' | 'source' | 'main';
  readonly name: ByteString;
  readonly sourceName: ByteString;
  /** The line of the call. */
  readonly callLine: number;
  /** Its arguments, for BASH_ARGV; of functions only under extdebug. */
  readonly words?: readonly ByteString[];
}

export interface Job {
  readonly number: number;
  readonly group: number;
  readonly processes: { readonly pid: number; state: 'running' | 'stopped' | 'done'; status: number; signal: string | undefined }[];
  readonly text: ByteString;
  readonly cwd: ByteString;
  /** Whether its end or stop has been told. */
  notified: boolean;
  foreground: boolean;
  readonly hangUp: boolean;
}

export interface ShellState {
  scopes: Scope[];
  positional: ByteString[];
  /** `$0`. */
  name: ByteString;
  /** What error messages begin with: `bash`, `./script`. */
  title: ByteString;
  functions: Map<ByteString, ShellFunction>;
  aliases: Map<ByteString, ByteString>;
  /** Counts up with every change of an alias: the text that follows is read anew. */
  aliasGeneration: number;
  options: Record<OptionName, boolean>;
  shopts: Record<ShoptName, boolean>;
  /** Signal name, EXIT, ERR, DEBUG, RETURN → command; '' ignores. */
  traps: Map<string, ByteString>;
  /** Signals that were ignored when the shell started: they cannot be trapped. */
  readonly ignoredAtStart: Set<string>;
  /** Signals that came while a command ran; their traps run after it. */
  pendingTraps: string[];
  jobs: Job[];
  /** Job numbers in the order of use: the last is `%+`. */
  jobOrder: number[];
  /** Ended children of which nobody asked yet: PID → status. */
  finished: Map<number, number>;
  lastStatus: number;
  lastBackground: number | undefined;
  pipeStatus: readonly number[];
  lastArgument: ByteString;
  frames: Frame[];
  line: number;
  /** Sections in which a failure does not end the shell (`if`, `&&`, `!`). */
  conditionDepth: number;
  loopDepth: number;
  subshellDepth: number;
  /** `$$`. */
  shellPid: number;
  interactive: boolean;
  /** It began as one, and so did what it forked: messages then name no line. */
  interactiveShell: boolean;
  login: boolean;
  /** `monitor` came from the shell that forked this one: `$-` shows it, jobs are not controlled. */
  monitorAside: boolean;
  history: ByteString[];
  historyBase: number;
  /** How many of its last lines are not in HISTFILE yet. */
  historyAdded: number;
  directories: ByteString[];
  /** The working directory as one came to it, whatever PWD says; undefined until it is asked for. */
  place: ByteString | undefined;
  hashed: Map<ByteString, { path: ByteString; hits: number }>;
  completions: Map<ByteString, readonly ByteString[]>;
  /** `enable -n`. */
  disabledBuiltins: Set<ByteString>;
  getopts: { index: number; position: number };
  randomSeed: number;
  secondsStart: number;
  secondsOffset: number;
  /** The text that `-c` runs, for `$BASH_EXECUTION_STRING`. */
  commandString: ByteString | undefined;
  inTrap: number;
  /** Status of the last command of the trap that ran last. */
  trapStatus: number;
  coprocess: { readonly name: ByteString; readonly pid: number } | undefined;
  /** Descriptors of process substitutions to close after the command. */
  substitutionDescriptors: number[];
  /** The command that runs, for BASH_COMMAND. */
  currentCommand: CommandTree | undefined;
  /** The script file that is read; undefined for `-c` and standard input. */
  script: ByteString | undefined;
  /** Status of the last command substitution since it was cleared. */
  substituted: number | undefined;
  /** In a subshell: its parent's traps, shown by `trap` until it sets one itself. */
  shownTraps: ReadonlyMap<string, ByteString> | undefined;
  /** `exit` has warned of stopped jobs. */
  exitAsked: boolean;
  promptCount: number;
  /** ^C has come: the command line is to be left. */
  interrupted: boolean;
  /** How deep in `eval`, `.` and substitutions xtrace is: PS4's first character is repeated. */
  traceDepth: number;
  /** Commands come from standard input (`$-` has an s). */
  readsStandardInput: boolean;
}

export const newVariable = (value?: ByteString): Variable => ({
  value,
  array: undefined,
  map: undefined,
  shared: false,
  exported: false,
  readonly: false,
  integer: false,
  nameref: false,
  letterCase: undefined,
  trace: false,
  listed: false,
});

export const newScope = (temporary = false): Scope => ({ variables: new Map(), holders: { count: 1 }, temporary, savedOptions: undefined });

/** What a new state holds of plain values. */
const AT_START = {
  aliasGeneration: 0,
  lastStatus: 0,
  lastBackground: undefined,
  lastArgument: '',
  line: 0,
  conditionDepth: 0,
  loopDepth: 0,
  subshellDepth: 0,
  interactive: false,
  interactiveShell: false,
  login: false,
  monitorAside: false,
  historyBase: 1,
  historyAdded: 0,
  secondsStart: 0,
  secondsOffset: 0,
  commandString: undefined,
  inTrap: 0,
  trapStatus: 0,
  coprocess: undefined,
  currentCommand: undefined,
  script: undefined,
  substituted: undefined,
  place: undefined,
  shownTraps: undefined,
  exitAsked: false,
  promptCount: 1,
  interrupted: false,
  traceDepth: 0,
  readsStandardInput: false,
} satisfies Partial<ShellState>;

export function createState(name: ByteString, pid: number): ShellState {
  return {
    ...AT_START,
    scopes: [newScope()],
    positional: [],
    name,
    title: name,
    functions: new Map(),
    aliases: new Map(),
    options: initialOptions(),
    shopts: initialShopts(),
    traps: new Map(),
    ignoredAtStart: new Set(),
    pendingTraps: [],
    jobs: [],
    jobOrder: [],
    finished: new Map(),
    pipeStatus: [0],
    frames: [],
    shellPid: pid,
    history: [],
    directories: [],
    hashed: new Map(),
    completions: new Map(),
    disabledBuiltins: new Set(),
    getopts: { index: 1, position: 0 },
    randomSeed: pid,
    substitutionDescriptors: [],
  };
}

/** A subshell's state: scopes are shared until one side writes. Traps but ignored ones and jobs are its parent's alone. */
export function copyState(state: ShellState): ShellState {
  return {
    ...state,
    scopes: state.scopes.map(shareScope),
    positional: [...state.positional],
    functions: new Map(state.functions),
    aliases: new Map(state.aliases),
    options: { ...state.options },
    monitorAside: true,
    shopts: { ...state.shopts },
    traps: new Map([...state.traps].filter(([name, command]) => command === '' || isInherited(state, name))),
    shownTraps: state.shownTraps ?? new Map(state.traps),
    pendingTraps: [],
    jobs: state.jobs.map((job) => ({ ...job })),
    jobOrder: [...state.jobOrder],
    finished: new Map(),
    frames: [...state.frames],
    directories: [...state.directories],
    hashed: new Map(state.hashed),
    completions: new Map(state.completions),
    disabledBuiltins: new Set(state.disabledBuiltins),
    getopts: { ...state.getopts },
    subshellDepth: state.subshellDepth + 1,
    substitutionDescriptors: [],
    interactive: false,
    loopDepth: 0,
    inTrap: 0,
  };
}

/** DEBUG, RETURN and ERR go into subshells when the options say so. */
function isInherited({ options }: ShellState, name: string): boolean {
  return name === 'ERR' ? options.errtrace : (name === 'DEBUG' || name === 'RETURN') && options.functrace;
}

function shareScope(scope: Scope): Scope {
  scope.holders.count++;
  return { variables: scope.variables, holders: scope.holders, temporary: scope.temporary, savedOptions: scope.savedOptions };
}

/** A subshell has ended: its parent may write in place again. */
export function releaseState(state: ShellState): void {
  for (const scope of state.scopes) scope.holders.count--;
}

/** Makes a scope this state's own, before something in it is changed. */
export function ownScope(scope: Scope): void {
  if (scope.holders.count <= 1) return;
  scope.holders.count--;
  const copied = new Map<ByteString, Variable>();
  for (const [name, variable] of scope.variables) {
    if (variable.array || variable.map) variable.shared = true;
    copied.set(name, { ...variable });
  }
  scope.variables = copied;
  scope.holders = { count: 1 };
}
