/** `:`, `true`: do nothing, well. */
import { defineBuiltin } from '../define-builtin.ts';

export default defineBuiltin({
  name: ':',
  alsoNamed: ['true'],
  usage: '',
  summary: 'Does nothing and succeeds.',
  inSh: true,
  run: () => 0,
});
