/** uname: the system's name. As GNU coreutils 9.4 uname with Ubuntu's processor and platform. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { kernelName } from '../../formats/kernel-name.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'uname',
  usage: '[OPTION]...',
  summary: 'Print certain system information. With no OPTION, same as -s.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { short: 'a', long: 'all', help: 'print all information' },
    kernel: { short: 's', long: ['kernel-name', 'sysname'], help: 'print the kernel name' },
    node: { short: 'n', long: 'nodename', help: 'print the network node hostname' },
    release: { short: 'r', long: ['kernel-release', 'release'], help: 'print the kernel release' },
    version: { short: 'v', long: 'kernel-version', help: 'print the kernel version' },
    machine: { short: 'm', long: 'machine', help: 'print the machine hardware name' },
    processor: { short: 'p', long: 'processor', help: 'print the processor type (non-portable)' },
    platform: { short: 'i', long: 'hardware-platform', help: 'print the hardware platform (non-portable)' },
    system: { short: 'o', long: 'operating-system', help: 'print the operating system' },
  },
  async run(io, asked, operands) {
    checkOperands(operands, 0, 0);
    const { release, version, machine } = kernelName(io.fs);
    const rows: readonly (readonly [boolean, ByteString])[] = [
      [asked.kernel, 'Linux'],
      [asked.node, io.process.hostname()],
      [asked.release, release],
      [asked.version, version],
      [asked.machine, machine],
      [asked.processor, machine],
      [asked.platform, machine],
      [asked.system, 'GNU/Linux'],
    ];
    const shown = rows.filter(([wanted]) => wanted || asked.all).map(([, text]) => text);
    await io.out(`${shown.length === 0 ? 'Linux' : shown.join(' ')}\n`);
    return 0;
  },
});
