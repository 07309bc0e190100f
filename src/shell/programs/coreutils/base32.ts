/** base32: encodes and decodes. As GNU coreutils 9.4 base32. */
import { baseProgram } from '../../files/base-program.ts';

export default baseProgram({ name: 'base32', alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bits: 5, group: 8 });
