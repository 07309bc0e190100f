/** `getopts`. */
import { type BuiltinCall, defineBuiltin, failInSh, isName } from '../define-builtin.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';
import { setValue, unsetVariable } from '../set-variables.ts';

export default defineBuiltin({
  name: 'getopts',
  usage: 'optstring name [arg ...]',
  summary: 'Takes options from the positional parameters, one at a call.',
  inSh: true,
  async run(call) {
    const given = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    const [spec, name, ...rest] = given;
    if (spec === undefined || name === undefined) {
      return call.shell.dialect === 'sh' ? failInSh(call, 'Usage: getopts optstring var [arg...]') : call.usage();
    }
    if (!isName(name)) {
      await call.complain(`\`${name}': not a valid identifier`);
      return 1;
    }
    const words = given.length > 2 ? rest : call.shell.state.positional;
    return next(call, spec, name, words);
  },
});

async function next(call: BuiltinCall, spec: string, name: string, words: readonly string[]): Promise<number> {
  const { shell } = call;
  const { getopts } = shell.state;
  if (getopts.index > words.length + 1) getopts.index = words.length + 1;
  const word = words[getopts.index - 1];
  if (getopts.position === 0) {
    if (word === undefined || word[0] !== '-' || word === '-') return finish(call, name, false);
    if (word === '--') {
      getopts.index++;
      return finish(call, name, true);
    }
    getopts.position = 1;
  }
  const letter = word?.[getopts.position++] ?? '';
  if (getopts.position >= (word?.length ?? 0)) advance(call);
  return take(call, spec, name, words, word ?? '', letter);
}

function advance(call: BuiltinCall): void {
  const { getopts } = call.shell.state;
  getopts.index++;
  getopts.position = 0;
}

function finish(call: BuiltinCall, name: string, _separator: boolean): number {
  const { shell } = call;
  storeIndex(shell);
  setValue(shell, name, '?');
  unsetVariable(shell, 'OPTARG');
  return 1;
}

/** OPTIND for the script to read; setting it must not start over. */
function storeIndex(shell: Shell): void {
  const { index, position } = shell.state.getopts;
  setValue(shell, 'OPTIND', String(index));
  shell.state.getopts = { index, position };
}

async function take(
  call: BuiltinCall,
  spec: string,
  name: string,
  words: readonly string[],
  word: string,
  letter: string,
): Promise<number> {
  const { shell } = call;
  const { getopts } = shell.state;
  const silent = spec.startsWith(':');
  const known = letter === ':' ? -1 : spec.indexOf(letter, silent ? 1 : 0);
  const speaks = !silent && getValue(shell, 'OPTERR') !== '0';
  if (known < 0) {
    setValue(shell, name, '?');
    if (silent) setValue(shell, 'OPTARG', letter);
    else unsetVariable(shell, 'OPTARG');
    if (speaks)
      await shell.process.write(
        2,
        shell.dialect === 'sh' ? `Illegal option -${letter}\n` : `${shell.state.name}: illegal option -- ${letter}\n`,
      );
  } else if (spec[known + 1] === ':') {
    const attached = getopts.position > 0 ? word.slice(getopts.position) : undefined;
    if (attached !== undefined) advance(call);
    const argument = attached ?? words[getopts.index - 1];
    if (argument !== undefined) {
      if (attached === undefined) advance(call);
      setValue(shell, name, letter);
      setValue(shell, 'OPTARG', argument);
    } else await missing(call, name, letter, silent, speaks);
  } else {
    setValue(shell, name, letter);
    unsetVariable(shell, 'OPTARG');
  }
  storeIndex(shell);
  return 0;
}

async function missing(call: BuiltinCall, name: string, letter: string, silent: boolean, speaks: boolean): Promise<void> {
  const { shell } = call;
  setValue(shell, name, silent ? ':' : '?');
  if (silent) setValue(shell, 'OPTARG', letter);
  else unsetVariable(shell, 'OPTARG');
  if (speaks)
    await shell.process.write(
      2,
      shell.dialect === 'sh' ? `No arg for -${letter} option\n` : `${shell.state.name}: option requires an argument -- ${letter}\n`,
    );
}
