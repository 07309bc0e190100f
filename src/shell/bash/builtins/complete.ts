/** `complete`, `compgen`, `compopt`: programmable completion. */
import { type BuiltinCall, defineBuiltin, readFlags } from '../define-builtin.ts';
import { setValue, unsetVariable } from '../set-variables.ts';
import { KEYWORDS } from '../keywords.ts';
import { globPaths, sortNames } from '../expand/glob.ts';
import { matches, quotePattern } from '../expand/pattern.ts';
import { SET_OPTIONS, SHOPTS } from '../options.ts';
import { SIGNALS } from '../../formats/signals.ts';
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { isExecutable } from '../interp/lookup.ts';
import { getValue, variableNames, findVariable } from '../variables.ts';

export default defineBuiltin({
  name: 'complete',
  alsoNamed: ['compgen', 'compopt'],
  usage:
    '[-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]',
  summary: 'Says how arguments are completed, or makes completions.',
  async run(call) {
    if (call.name === 'compopt') return compopt(call);
    const parsed = readFlags(call.arguments, 'abcdefgjksuvprDEIo:A:G:W:F:C:X:P:S:');
    if ('problem' in parsed) {
      await call.complain(parsed.problem);
      if (call.name !== 'compgen') return call.usage();
      await call.shell.process.write(2, `compgen: usage: compgen ${COMPGEN_USAGE}\n`);
      return 2;
    }
    const action = parsed.values.get('A');
    if (action !== undefined && !NAMED_ACTIONS.has(action)) {
      await call.complain(`${action}: invalid action name`);
      return 2;
    }
    if (call.name === 'compgen') return compgen(call, parsed.flags, parsed.values, parsed.operands[0] ?? '');
    const { completions } = call.shell.state;
    const { flags, operands } = parsed;
    const special = flags.has('D') ? '-D' : flags.has('E') ? '-E' : flags.has('I') ? '-I' : undefined;
    const names = special ? [special] : operands;
    if (flags.has('r')) {
      if (names.length === 0) completions.clear();
      for (const name of names) completions.delete(name);
      return 0;
    }
    if (flags.has('p') || names.length === 0) return print(call, names);
    const specification = call.arguments
      .slice(0, parsed.firstOperand)
      .filter((word) => word !== '--')
      .flatMap((word) => (/^-[oAGWFCXPS]./.test(word) ? [word.slice(0, 2), word.slice(2)] : [word]));
    for (const name of names) completions.set(name, specification);
    return 0;
  },
});

const COMPGEN_USAGE =
  '[-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]';

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  g: 'group',
  j: 'job',
  k: 'keyword',
  s: 'service',
  u: 'user',
  v: 'variable',
};

const NAMED_ACTIONS: ReadonlySet<string> = new Set([
  ...Object.values(ACTIONS),
  ...['arrayvar', 'binding', 'disabled', 'enabled', 'function', 'helptopic', 'hostname', 'running', 'setopt', 'shopt', 'signal', 'stopped'],
]);

/** Bash lists these in the order of its own tables. */
const UNSORTED: ReadonlySet<string> = new Set(['keyword', 'signal']);

async function print(call: BuiltinCall, names: readonly string[]): Promise<number> {
  const { completions } = call.shell.state;
  let status = 0;
  for (const name of names.length === 0 ? [...completions.keys()].sort() : names) {
    const specification = completions.get(name);
    if (specification) await call.out(`complete ${specificationText(specification)}${name}\n`);
    else {
      await call.complain(`${name}: no completion specification`);
      status = 1;
    }
  }
  return status;
}

const LETTER_OF = new Map(Object.entries(ACTIONS).map(([letter, action]) => [action, letter]));

/** Arguments that are shell text stand in quotes, actions that have a letter are spelled by it. */
function specificationText(words: readonly string[]): string {
  let text = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const next = words[i + 1] ?? '';
    if (/^-[WPSGXC]$/.test(word)) text += `${word} '${next.replaceAll("'", "'\\''")}' `;
    else if (word === '-A' && LETTER_OF.has(next)) text += `-${LETTER_OF.get(next)} `;
    else if (/^-[AFo]$/.test(word)) text += `${word} ${next} `;
    else {
      text += `${word} `;
      continue;
    }
    i++;
  }
  return text;
}

async function compopt(call: BuiltinCall): Promise<number> {
  const names = call.arguments.filter((word, i) => !/^[-+]/.test(word) && !/^[-+]o$/.test(call.arguments[i - 1] ?? ''));
  if (names.length === 0) {
    await call.complain('not currently executing completion function');
    return 1;
  }
  for (const name of names) {
    if (call.shell.state.completions.has(name)) continue;
    await call.complain(`${name}: no completion specification`);
    return 1;
  }
  return 0;
}

/** Makes candidates for a word, as `complete` with the same options would. */
async function compgen(call: BuiltinCall, flags: ReadonlySet<string>, values: ReadonlyMap<string, string>, word: string): Promise<number> {
  const { shell } = call;
  const found: string[] = [];
  const actions = [...flags].flatMap((letter) => ACTIONS[letter] ?? []);
  const named = values.get('A');
  if (named !== undefined) actions.push(named);
  for (const action of actions) {
    const candidates = candidatesOf(call, action, word).filter((name) => name.startsWith(word));
    found.push(...(UNSORTED.has(action) ? candidates : sortNames(candidates)));
  }
  const list = values.get('W');
  if (list !== undefined) found.push(...(await splitWords(call, list)).filter((name) => name.startsWith(word)));
  const pattern = values.get('G');
  if (pattern !== undefined) found.push(...globPaths(shell, pattern));
  const functionName = values.get('F');
  if (functionName !== undefined) found.push(...(await callFunction(call, functionName, word)));
  const filter = values.get('X');
  const kept =
    filter === undefined
      ? found
      : found.filter((name) =>
          filter.startsWith('!') && !(filter.startsWith('!(') && shell.state.shopts.extglob)
            ? matches(shell, name, filter.slice(1))
            : !matches(
                shell,
                name,
                filter.replace(/\\?&/g, (mark) => (mark === '&' ? quotePattern(word) : '&')),
              ),
        );
  const affixed = kept.map((name) => `${values.get('P') ?? ''}${name}${values.get('S') ?? ''}`);
  const wantsFolders = call.arguments.some((word) => word === 'plusdirs' || word === '-oplusdirs');
  const option = wantsFolders ? 'plusdirs' : values.get('o');
  if (option === 'plusdirs' || (option === 'dirnames' && kept.length === 0)) affixed.push(...candidatesOf(call, 'directory', word));
  else if (option === 'default' && kept.length === 0) affixed.push(...candidatesOf(call, 'file', word));
  await call.out(affixed.map((text) => `${text}\n`).join(''));
  return kept.length > 0 ? 0 : 1;
}

async function splitWords(call: BuiltinCall, list: string): Promise<string[]> {
  const { shell } = call;
  const ifs = getValue(shell, 'IFS') ?? ' \t\n';
  const text = /[$`\\'"]/.test(list) ? await expandList(call, list) : list;
  return text.split(new RegExp(`[${ifs.replace(/[\]\\^-]/g, '\\$&')}]+`)).filter((name) => name !== '');
}

async function expandList(call: BuiltinCall, list: string): Promise<string> {
  const { shell } = call;
  const sink = shell.sink;
  const captured = { text: '' };
  shell.sink = captured;
  try {
    await shell.actions.runText(shell, `printf '%s\\n' ${list}`);
  } finally {
    shell.sink = sink;
  }
  return captured.text;
}

async function callFunction(call: BuiltinCall, name: string, word: string): Promise<string[]> {
  const { shell } = call;
  for (const variable of ['COMP_KEY', 'COMP_TYPE']) setValue(shell, variable, '0');
  await shell.actions.runWords(shell, [name, '', word, '']);
  for (const variable of ['COMP_KEY', 'COMP_TYPE']) unsetVariable(shell, variable);
  const reply = findVariable(shell, 'COMPREPLY')?.array ?? [];
  return reply.filter((text) => text !== undefined);
}

function candidatesOf(call: BuiltinCall, action: string, word: string): string[] {
  const { shell } = call;
  const { state } = shell;
  switch (action) {
    case 'alias':
      return [...state.aliases.keys()];
    case 'builtin':
    case 'helptopic':
    case 'enabled':
      return [...shell.builtins.keys()];
    case 'keyword':
      return [...KEYWORDS];
    case 'function':
      return [...state.functions.keys()];
    case 'variable':
      return variableNames(shell);
    case 'arrayvar':
      return variableNames(shell).filter((name) => findVariable(shell, name)?.array);
    case 'export':
      return variableNames(shell).filter((name) => findVariable(shell, name)?.exported);
    case 'setopt':
      return SET_OPTIONS.map(([name]) => name);
    case 'shopt':
      return SHOPTS.map(([name]) => name);
    case 'signal':
      return ['EXIT', ...SIGNALS.map((signal) => `SIG${signal}`), 'DEBUG', 'ERR', 'RETURN'];
    case 'file':
      return filesOf(call, word);
    case 'user':
      return passwordFields(call, '/etc/passwd');
    case 'group':
      return passwordFields(call, '/etc/group');
    case 'directory':
      return filesOf(call, word).filter((path) => shell.process.fs.exists(path) && shell.process.fs.stat(path).type === 'directory');
    case 'command':
      return [...KEYWORDS, ...state.functions.keys(), ...shell.builtins.keys(), ...state.aliases.keys(), ...pathCommands(call)];
    case 'hostname':
      return [shell.process.hostname()];
    default:
      return [];
  }
}

/** Files that begin with a word; those with a dot too. */
function filesOf(call: BuiltinCall, word: string): string[] {
  const slash = word.lastIndexOf('/') + 1;
  const hidden = word.length === slash && !call.shell.state.shopts.dotglob ? globPaths(call.shell, `${quotePattern(word)}.[!.]*`) : [];
  return [...globPaths(call.shell, `${quotePattern(word)}*`), ...hidden.filter((path) => call.shell.process.fs.exists(path))];
}

function passwordFields(call: BuiltinCall, path: string): string[] {
  const { fs } = call.shell.process;
  if (!fs.exists(path)) return [];
  return fromBytes(fs.readFile(path))
    .split('\n')
    .flatMap((line) => (line === '' ? [] : (line.split(':')[0] ?? [])));
}

function pathCommands(call: BuiltinCall): string[] {
  const names = new Set<string>();
  for (const directory of (getValue(call.shell, 'PATH') ?? '').split(':')) {
    try {
      const folder = directory === '' ? '.' : directory;
      for (const { name } of call.shell.process.fs.readDir(folder)) if (isExecutable(call.shell, `${folder}/${name}`)) names.add(name);
    } catch {
      // Not there.
    }
  }
  return [...names];
}
