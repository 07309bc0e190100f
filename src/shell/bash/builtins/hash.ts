/** `hash`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { findBuiltin } from '../interp/simple.ts';
import { searchPath } from '../interp/lookup.ts';

export default defineBuiltin({
  name: 'hash',
  usage: '[-lr] [-p pathname] [-dt] [name ...]',
  summary: 'Remembers and prints where programs are.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'lrp:dt');
    if (!parsed) return 2;
    const { flags, values, operands } = parsed;
    const { hashed } = call.shell.state;
    if (flags.has('r')) hashed.clear();
    if (operands.length === 0) {
      if (flags.has('r')) return 0;
      if (hashed.size === 0) {
        if (call.shell.dialect === 'bash') await call.out('hash: hash table empty\n');
        return 0;
      }
      if (call.shell.dialect === 'sh') {
        for (const { path } of hashed.values()) await call.out(`${path}\n`);
        return 0;
      }
      if (!flags.has('l')) await call.out('hits\tcommand\n');
      for (const [name, { path, hits }] of hashed)
        await call.out(flags.has('l') ? `builtin hash -p ${path} ${name}\n` : `${String(hits).padStart(4)}\t${path}\n`);
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      const problem = change(call.shell, name, flags, values.get('p'));
      if (problem === undefined) {
        if (flags.has('t') && flags.has('l')) await call.out(`builtin hash -p ${hashed.get(name)?.path} ${name}\n`);
        else if (flags.has('t'))
          await call.out(operands.length > 1 ? `${name}\t${hashed.get(name)?.path}\n` : `${hashed.get(name)?.path}\n`);
        continue;
      }
      await call.complain(problem);
      status = 1;
    }
    return status;
  },
});

/** Undefined when all went well. */
function change(
  shell: Parameters<typeof searchPath>[0],
  name: string,
  flags: ReadonlySet<string>,
  path: string | undefined,
): string | undefined {
  const { hashed } = shell.state;
  if (path !== undefined) {
    hashed.set(name, { path, hits: 0 });
    return undefined;
  }
  if (flags.has('d')) return hashed.delete(name) ? undefined : `${name}: not found`;
  if (flags.has('t')) return hashed.has(name) ? undefined : `${name}: not found`;
  if (name.includes('/') || findBuiltin(shell, name) || shell.state.functions.has(name)) return undefined;
  const [found] = searchPath(shell, name);
  if (found === undefined) {
    hashed.delete(name);
    return `${name}: not found`;
  }
  hashed.set(name, { path: found, hits: 0 });
  return undefined;
}
