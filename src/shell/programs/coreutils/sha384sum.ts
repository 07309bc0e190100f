/** sha384sum: prints and checks SHA384 checksums. As GNU coreutils 9.4 sha384sum. */
import { sha384 } from '@noble/hashes/sha2.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'sha384sum', tag: 'SHA384', length: 48, create: () => sha384.create() });
