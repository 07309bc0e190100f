/** `unset`. */
import { defineBuiltin, failInSh, isName, parseFlags, type BuiltinCall } from '../define-builtin.ts';
import { ExpansionError } from '../shell.ts';
import { resolveName, splitReference, findVariable } from '../variables.ts';
import { unsetElement, unsetVariable } from '../set-variables.ts';

export default defineBuiltin({
  name: 'unset',
  usage: '[-f] [-v] [-n] [name ...]',
  summary: 'Removes variables and functions.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'fvn');
    if (!parsed) return 2;
    if (parsed.flags.has('f') && parsed.flags.has('v')) {
      await call.complain('cannot simultaneously unset a function and a variable');
      return 1;
    }
    let status = 0;
    for (const name of parsed.operands) {
      try {
        if (!(await unsetOne(call, name, parsed.flags))) status = 1;
      } catch (error) {
        if (!(error instanceof ExpansionError)) throw error;
        if (call.shell.dialect === 'sh') return failInSh(call, `${name}: is read only`);
        await call.complain(error.text);
        status = 1;
      }
    }
    return status;
  },
});

async function unsetOne(call: BuiltinCall, name: string, flags: ReadonlySet<string>): Promise<boolean> {
  const { shell } = call;
  const { functions } = shell.state;
  if (flags.has('f')) {
    if (functions.get(name)?.readonly) throw new ExpansionError(`${name}: cannot unset: readonly function`);
    functions.delete(name);
    return true;
  }
  const resolved = flags.has('n') ? name : resolveName(shell, splitReference(name)?.name ?? name);
  const parts = splitReference(name) ?? splitReference(resolved);
  if (parts && isName(parts.name)) {
    const variable = findVariable(shell, resolveName(shell, parts.name));
    if (variable && !variable.array && !variable.map && parts.subscript !== '0') {
      await call.complain(`${parts.name}: not an array variable`);
      return false;
    }
    unsetElement(shell, parts.name, parts.subscript);
    return true;
  }
  if (!isName(name)) {
    if (!flags.has('v')) {
      functions.delete(name);
      return true;
    }
    await call.complain(`\`${name}': not a valid identifier`);
    return false;
  }
  if (flags.has('n') && !findVariable(shell, name)?.nameref) return true;
  if (!unsetVariable(shell, name, flags.has('n')) && !flags.has('v')) functions.delete(name);
  return true;
}
