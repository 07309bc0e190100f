/** cksum: CRC checksums and sizes, or another digest with -a. As GNU coreutils 9.4 cksum. */
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { blocks } from '../program-io.ts';

const POLYNOMIAL = 0x04c11db7;

export default defineProgram({
  name: 'cksum',
  usage: '[OPTION]... [FILE]...',
  summary: 'Print or verify checksums. By default use the 32 bit CRC algorithm.',
  suite: 'GNU coreutils 9.4',
  options: {
    algorithm: { short: 'a', long: 'algorithm', argument: 'TYPE', help: 'select the digest type to use', notSimulated: true },
    check: { short: 'c', long: 'check', help: 'read checksums from the FILEs and check them', notSimulated: true },
  },
  run(io, _options, operands) {
    const table = crcTable();
    return forEachInput(io, operands, async ({ fd, name }) => {
      let [crc, size] = [0, 0];
      for await (const block of blocks(io.process, fd)) {
        for (const byte of block) crc = (crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0);
        size += block.length;
        const pause = io.process.tick(block.length >> 6);
        if (pause) await pause;
      }
      for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) crc = (crc << 8) ^ (table[((crc >>> 24) ^ rest) & 0xff] ?? 0);
      const shown = name === '-' && operands.length === 0 ? '' : ` ${name}`;
      await io.out(`${~crc >>> 0} ${size}${shown}\n`);
    });
  },
});

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    let value = i << 24;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ POLYNOMIAL : value << 1;
    return value >>> 0;
  });
}
