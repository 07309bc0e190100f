/** Commands around the archive folder: clean, autoclean, download; and check. As apt-private/private-download.cc. */
import { candidatesNamed } from './cache-queries.ts';
import type { AptCommand } from './apt-frame.ts';
import { emptyArchives } from './carry-out.ts';
import { downloadPackages } from './download.ts';
import { lockPackages } from './locks.ts';
import { readCaches } from './op-progress.ts';
import { readSituation } from './situation.ts';

const clean: AptCommand = {
  summary: 'Delete the archives that were downloaded',
  run: async (context) => {
    lockPackages(context);
    emptyArchives(context);
    return 0;
  },
};

export const archiveCommands: Readonly<Record<string, AptCommand>> = {
  clean,
  distclean: { ...clean, summary: '' },
  autoclean: {
    summary: 'Delete archives that cannot be downloaded any more',
    run: async (context) => {
      lockPackages(context);
      await readCaches(context);
      return 0;
    },
  },
  check: {
    summary: 'See that no dependency is broken',
    run: async (context) => {
      await readCaches(context);
      return 0;
    },
  },
  download: {
    summary: 'Download a package into the current directory',
    run: async (context, operands) => {
      const wanted = candidatesNamed(readSituation(context), operands);
      await downloadPackages(context, wanted, context.process.cwd().replace(/\/$/, ''));
      return 0;
    },
  },
};
