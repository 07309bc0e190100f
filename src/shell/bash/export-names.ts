/** `export NAME …` of variables that are set, at top level: what startup files do, without the rest of `declare`. As setattr.def of GNU bash. */
import type { BuiltinCall } from './define-builtin.ts';
import { writable } from './set-variables.ts';

/** The exit status; undefined when the call asks for more, which then is all still to be done. */
export function exportNames({ name, arguments: names, shell }: BuiltinCall): number | undefined {
  const [global, ...inner] = shell.state.scopes;
  if (name !== 'export' || names.length === 0 || !global || inner.length > 0) return undefined;
  const isPlain = (each: string): boolean => each !== 'PATH' && global.variables.get(each)?.nameref === false;
  if (!names.every(isPlain)) return undefined;
  for (const each of names) writable(shell, each, global).exported = true;
  return 0;
}
