/** sha1sum: prints and checks SHA1 checksums. As GNU coreutils 9.4 sha1sum. */
import { sha1 } from '@noble/hashes/legacy.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'sha1sum', tag: 'SHA1', length: 20, create: () => sha1.create() });
