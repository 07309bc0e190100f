/** `false`: does nothing, and fails. */
import { defineBuiltin } from '../define-builtin.ts';

export default defineBuiltin({ name: 'false', usage: '', summary: 'Does nothing and fails.', inSh: true, run: () => 1 });
