/** What a new shell's variables are: the environment, and those that bash sets itself. As initialize_shell_variables of GNU bash. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import type { Shell } from './shell.ts';
import { newVariable } from './state.ts';
import { parseSource } from './syntax/script.ts';

const VERSION = '5.2.21(1)-release';

export function initializeVariables(shell: Shell, environment: ReadonlyMap<ByteString, ByteString>): void {
  const variables = shell.state.scopes[0]?.variables;
  if (!variables) return;
  for (const [name, value] of environment) {
    const functionName = /^BASH_FUNC_(.+)%%$/.exec(name)?.[1];
    if (functionName !== undefined) importFunction(shell, functionName, value);
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== '_') variables.set(name, { ...newVariable(value), exported: true });
  }
  shell.state.secondsStart = shell.process.now();
  setPlain(shell, 'IFS', ' \t\n', true);
  variables.set('OPTIND', { ...newVariable('1'), integer: shell.dialect === 'bash' });
  setPlain(shell, 'PS4', '+ ');
  if (!variables.has('PATH')) setPlain(shell, 'PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  setDirectories(shell);
  if (shell.dialect === 'sh') {
    setPlain(shell, 'PPID', String(shell.process.parentPid), true);
    return;
  }
  shell.state.lastArgument = environment.get('_') ?? shell.state.name;
  setBashVariables(shell, environment);
}

function setDirectories(shell: Shell): void {
  const variables = shell.state.scopes[0]?.variables;
  const inherited = variables?.get('PWD')?.value;
  let cwd = '';
  try {
    cwd = shell.process.cwd();
  } catch {
    return;
  }
  const usable = inherited?.startsWith('/') && isSame(shell, inherited, cwd);
  const variable = newVariable(usable ? inherited : cwd);
  variable.exported = true;
  variables?.set('PWD', variable);
  shell.state.place = variable.value;
  const before = variables?.get('OLDPWD')?.value;
  if (shell.dialect === 'bash' && (before === undefined || !isDirectory(shell, before)))
    variables?.set('OLDPWD', { ...newVariable(), exported: true });
}

function isDirectory({ process }: Shell, path: ByteString): boolean {
  return process.fs.exists(path) && process.fs.stat(path).type === 'directory';
}

function isSame(shell: Shell, path: ByteString, cwd: ByteString): boolean {
  try {
    return shell.process.fs.realPath(path) === shell.process.fs.realPath(cwd);
  } catch {
    return false;
  }
}

function setPlain(shell: Shell, name: ByteString, value: ByteString, always = false): void {
  const variables = shell.state.scopes[0]?.variables;
  if (always || !variables?.has(name)) variables?.set(name, newVariable(value));
}

function setBashVariables(shell: Shell, environment: ReadonlyMap<ByteString, ByteString>): void {
  const variables = shell.state.scopes[0]?.variables;
  if (!variables) return;
  const level = (Number.parseInt(environment.get('SHLVL') ?? '0', 10) || 0) + 1;
  variables.set('SHLVL', { ...newVariable(String(level)), exported: true });
  setPlain(shell, 'BASH', shell.process.argv[0]?.includes('/') ? (shell.process.argv[0] ?? '') : '/usr/bin/bash', true);
  setPlain(shell, 'BASH_VERSION', VERSION, true);
  variables.set('BASH_VERSINFO', { ...newVariable(), array: ['5', '2', '21', '1', 'release', 'x86_64-pc-linux-gnu'], readonly: true });
  for (const [name, value] of [
    ['HOSTNAME', shell.process.hostname()],
    ['HOSTTYPE', 'x86_64'],
    ['MACHTYPE', 'x86_64-pc-linux-gnu'],
    ['OSTYPE', 'linux-gnu'],
    ['OPTERR', '1'],
    ['TERM', 'dumb'],
    ['BASH_LOADABLES_PATH', '/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.'],
  ] as const)
    setPlain(shell, name, value);
  setDynamicVariables(shell);
  const { uid } = shell.process.credentials;
  for (const [name, value] of [
    ['UID', uid],
    ['EUID', uid],
    ['PPID', shell.process.parentPid],
  ] as const)
    variables.set(name, { ...newVariable(String(value)), integer: true, readonly: true });
  if (!variables.has('SHELL')) setPlain(shell, 'SHELL', loginShell(shell, uid));
}

/** Stand-ins of those that make their value up when asked, with the attributes that `declare -p` shows. */
function setDynamicVariables(shell: Shell): void {
  const variables = shell.state.scopes[0]?.variables;
  const plain = [
    'BASH_ARGV0',
    'BASH_COMMAND',
    'BASH_SUBSHELL',
    'COMP_WORDBREAKS',
    'EPOCHREALTIME',
    'EPOCHSECONDS',
    'LINENO',
    'SECONDS',
    '_',
  ];
  for (const name of plain) variables?.set(name, newVariable());
  for (const name of ['BASHPID', 'HISTCMD', 'RANDOM', 'SRANDOM']) variables?.set(name, { ...newVariable(), integer: true });
  for (const name of ['BASHOPTS', 'SHELLOPTS']) variables?.set(name, { ...newVariable(), readonly: true });
  for (const name of ['BASH_ALIASES', 'BASH_CMDS']) variables?.set(name, { ...newVariable(), map: new Map(), listed: true });
  for (const name of ['BASH_ARGC', 'BASH_ARGV', 'BASH_LINENO', 'BASH_SOURCE', 'DIRSTACK', 'GROUPS'])
    variables?.set(name, { ...newVariable(), array: [], listed: true });
  variables?.set('FUNCNAME', { ...newVariable(), array: [] });
}

function loginShell(shell: Shell, uid: number): ByteString {
  try {
    const lines = fromBytes(shell.process.fs.readFile('/etc/passwd')).split('\n');
    return lines.map((line) => line.split(':')).find((fields) => fields[2] === String(uid))?.[6] ?? '/bin/sh';
  } catch {
    return '/bin/sh';
  }
}

function importFunction(shell: Shell, name: ByteString, value: ByteString): void {
  if (!value.startsWith('() {')) return;
  const { chunks } = parseSource(`${name} ${value}`, 1);
  const command = chunks[0]?.items[0]?.command;
  if (command?.type !== 'function') return;
  shell.state.functions.set(name, {
    name,
    tree: command.definition,
    sourceName: 'environment',
    exported: true,
    trace: false,
    readonly: false,
  });
}
