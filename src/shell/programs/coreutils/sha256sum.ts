/** sha256sum: prints and checks SHA256 checksums. As GNU coreutils 9.4 sha256sum. */
import { sha256 } from '@noble/hashes/sha2.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'sha256sum', tag: 'SHA256', length: 32, create: () => sha256.create() });
