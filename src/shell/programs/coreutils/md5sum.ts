/** md5sum: prints and checks MD5 checksums. As GNU coreutils 9.4 md5sum. */
import { md5 } from '@noble/hashes/legacy.js';
import { checksumProgram } from '../../files/checksum-program.ts';

export default checksumProgram({ name: 'md5sum', tag: 'MD5', length: 16, create: () => md5.create() });
