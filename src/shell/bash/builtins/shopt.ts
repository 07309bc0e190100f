/** `shopt`. */
import { defineBuiltin, parseFlags, type BuiltinCall } from '../define-builtin.ts';
import { isOptionName, isShoptName, SET_OPTIONS, SHOPTS } from '../options.ts';

export default defineBuiltin({
  name: 'shopt',
  usage: '[-pqsu] [-o] [optname ...]',
  summary: "Sets and prints the shell's options.",
  async run(call) {
    const parsed = await parseFlags(call, 'pqsuo');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    if (flags.has('s') && flags.has('u')) {
      await call.complain('cannot set and unset shell options simultaneously');
      return 1;
    }
    if (operands.length === 0) return list(call, flags);
    let status = 0;
    for (const name of operands) if (!(await handle(call, flags, name))) status = 1;
    return status;
  },
});

function read(call: BuiltinCall, name: string, setOptions: boolean): boolean | undefined {
  const { options, shopts } = call.shell.state;
  if (setOptions) return isOptionName(name) ? options[name] : undefined;
  return isShoptName(name) ? shopts[name] : undefined;
}

function write(call: BuiltinCall, name: string, setOptions: boolean, on: boolean): void {
  const { state } = call.shell;
  if (setOptions && isOptionName(name)) state.options[name] = on;
  else if (isShoptName(name)) state.shopts[name] = on;
  if (name === 'extdebug') {
    state.options.functrace = on;
    state.options.errtrace = on;
  }
  if (name === 'expand_aliases' || name === 'extglob') state.aliasGeneration++;
}

async function handle(call: BuiltinCall, flags: ReadonlySet<string>, name: string): Promise<boolean> {
  const value = read(call, name, flags.has('o'));
  if (value === undefined) {
    await call.complain(`${name}: invalid ${flags.has('o') ? 'option' : 'shell option'} name`);
    return false;
  }
  if (flags.has('s') || flags.has('u')) {
    write(call, name, flags.has('o'), flags.has('s'));
    return true;
  }
  if (!flags.has('q')) await call.out(line(flags, name, value));
  return value;
}

function line(flags: ReadonlySet<string>, name: string, value: boolean): string {
  if (flags.has('p')) return flags.has('o') ? `set ${value ? '-' : '+'}o ${name}\n` : `shopt ${value ? '-s' : '-u'} ${name}\n`;
  return `${name.padEnd(15)}\t${value ? 'on' : 'off'}\n`;
}

async function list(call: BuiltinCall, flags: ReadonlySet<string>): Promise<number> {
  const names: readonly string[] = flags.has('o') ? SET_OPTIONS.map(([name]) => name) : SHOPTS.map(([name]) => name);
  for (const name of names) {
    const value = read(call, name, flags.has('o')) ?? false;
    if ((flags.has('s') && !value) || (flags.has('u') && value) || flags.has('q')) continue;
    await call.out(line(flags, name, value));
  }
  return 0;
}
