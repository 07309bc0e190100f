/** sha224sum: prints and checks SHA224 checksums. As GNU coreutils 9.4 sha224sum. */
import { sha224 } from '@noble/hashes/sha2.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'sha224sum', tag: 'SHA224', length: 28, create: () => sha224.create() });
