/** mount: lists what is mounted; mounting is the daemon's matter here. As util-linux 2.39.3 mount. */
import { readMounts } from '../../files/mounts.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'mount',
  usage: '[-lhV]\n mount [options] <source> <directory>',
  summary: 'Mount a filesystem; without arguments list them.',
  suite: 'util-linux 2.39.3',
  options: {
    labels: { short: 'l', long: 'show-labels', help: 'show also filesystem labels' },
    types: { short: 't', long: 'types', argument: '<list>', help: 'limit the set of filesystem types' },
    other: { short: 'afFisrvwBMRn', long: ['all', 'fake', 'fork', 'bind', 'move', 'rbind', 'read-only', 'rw', 'verbose'] },
    options: { short: 'oOLU', long: 'options', argument: '<list>' },
  },
  async run(io, { types, other }, operands) {
    if (operands.length > 0 || other) {
      if (io.process.credentials.uid === 0) {
        await io.err('drydock: mount of a file system is not simulated\n');
        return 32;
      }
      await io.complain(`${operands.at(-1) ?? ''}: must be superuser to use mount.`);
      return 1;
    }
    for (const { device, at, type, options } of readMounts(io)) {
      if (types === undefined || types.split(',').includes(type)) await io.out(`${device} on ${at} type ${type} (${options})\n`);
    }
    return 0;
  },
});
