/** sha512sum: prints and checks SHA512 checksums. As GNU coreutils 9.4 sha512sum. */
import { sha512 } from '@noble/hashes/sha2.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'sha512sum', tag: 'SHA512', length: 64, create: () => sha512.create() });
