/** base64: encodes and decodes. As GNU coreutils 9.4 base64. */
import { baseProgram } from '../../files/base-program.ts';

export default baseProgram({
  name: 'base64',
  alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  bits: 6,
  group: 4,
});
