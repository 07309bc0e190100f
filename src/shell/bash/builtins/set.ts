/** `set`. */
import { defineBuiltin, type BuiltinCall } from '../define-builtin.ts';
import { isOptionName, optionOfLetter, type OptionName, SET_OPTIONS } from '../options.ts';
import { assignmentText } from '../show-variable.ts';
import { printFunctions } from '../print-declarations.ts';
import { singleQuote } from '../expand/quote.ts';
import type { Shell } from '../shell.ts';
import { findVariable, variableNames } from '../variables.ts';

export default defineBuiltin({
  name: 'set',
  usage: '[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  summary: 'Sets options and positional parameters, or prints variables.',
  inSh: true,
  run(call) {
    return call.arguments.length === 0 ? printAll(call) : setOptions(call);
  },
});

async function printAll(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  for (const name of variableNames(shell)) {
    const variable = findVariable(shell, name);
    const text =
      variable &&
      (shell.dialect === 'sh'
        ? variable.value === undefined
          ? undefined
          : `${name}=${singleQuote(variable.value)}`
        : assignmentText(shell, name, variable));
    if (text !== undefined) await call.out(`${text}\n`);
  }
  if (shell.dialect === 'bash' && !shell.state.options.posix)
    await printFunctions(call, new Set(['f']), [...shell.state.functions.keys()].sort());
  return 0;
}

/** As shell arguments have them too: letters, `-o name`; then positional parameters. */
async function setOptions(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const words = call.arguments;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--' || word === '-') {
      if (word === '-') {
        shell.state.options.xtrace = false;
        shell.state.options.verbose = false;
      }
      if (word === '--' || at + 1 < words.length) shell.state.positional = words.slice(at + 1);
      return 0;
    }
    if ((word[0] !== '-' && word[0] !== '+') || word.length < 2) break;
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[at + 1];
        if (name === undefined || /^[-+]/.test(name)) await listOptions(call, on);
        else {
          at++;
          if (!isOptionName(name))
            return fail(call, shell.dialect === 'sh' ? `Illegal option ${word} ${name}` : `${name}: invalid option name`, false);
          applyOption(shell, name, on);
        }
        continue;
      }
      const option = optionOfLetter(letter);
      if (!option)
        return fail(
          call,
          shell.dialect === 'sh' ? `Illegal option ${word.slice(0, 1)}${letter}` : `${word[0]}${letter}: invalid option`,
          true,
        );
      applyOption(shell, option, on);
    }
  }
  if (at < words.length) shell.state.positional = words.slice(at);
  return 0;
}

/** dash's own, in its order. */
const SH_OPTIONS =
  'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset privileged nolog debug'.split(
    ' ',
  );

function shOption({ state }: Shell, name: string): boolean {
  if (name === 'interactive') return state.interactive;
  if (name === 'stdin') return state.readsStandardInput;
  return isOptionName(name) && state.options[name];
}

async function fail(call: BuiltinCall, text: string, usage: boolean): Promise<number> {
  await call.complain(text);
  if (call.shell.dialect === 'sh') throw { unwind: 'exit', status: 2 };
  return usage ? call.usage() : 2;
}

function applyOption(shell: Shell, option: OptionName, on: boolean): void {
  const { options } = shell.state;
  options[option] = on;
  if (option === 'monitor') shell.state.monitorAside = false;
  if (option === 'emacs' && on) options.vi = false;
  if (option === 'vi' && on) options.emacs = false;
}

async function listOptions(call: BuiltinCall, readable: boolean): Promise<void> {
  const { options } = call.shell.state;
  if (call.shell.dialect === 'sh' && readable) {
    await call.out(
      `Current option settings\n${SH_OPTIONS.map((name) => `${name.padEnd(16)}${shOption(call.shell, name) ? 'on' : 'off'}\n`).join('')}`,
    );
    return;
  }
  const names = SET_OPTIONS.map(([name]) => name);
  await call.out(
    names
      .map((name) => (readable ? `${name.padEnd(15)}\t${options[name] ? 'on' : 'off'}\n` : `set ${options[name] ? '-' : '+'}o ${name}\n`))
      .join(''),
  );
}
