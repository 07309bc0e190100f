/** `declare`, `typeset`, `local`, `export`, `readonly`. As declare.def and setattr.def of GNU bash. */
import { defineBuiltin } from '../define-builtin.ts';
import { runDeclaration } from '../declare-variables.ts';

export default defineBuiltin({
  name: 'declare',
  alsoNamed: ['typeset', 'local', 'export', 'readonly'],
  usage: '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  summary: 'Declares variables and their attributes, or prints them.',
  declares: true,
  inSh: true,
  run: runDeclaration,
});
