/** b2sum: prints and checks BLAKE2b checksums. As GNU coreutils 9.4 b2sum. */
import { blake2b } from '@noble/hashes/blake2.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'b2sum', tag: 'BLAKE2b', length: 64, create: () => blake2b.create({}) });
