/** The build cache, which is empty as long as nothing is built. As docker/buildx commands/du.go and prune.go. */
import { confirm } from '../confirm.ts';
import type { Command } from '../define-command.ts';

export const emptyDiskUsage: Command['run'] = async (context) => {
  await context.out('ID        RECLAIMABLE   SIZE      LAST ACCESSED\nReclaimable:\t0B\nTotal:\t\t0B\n');
};

export const pruneNothing: Command['run'] = async (context) => {
  const { all, force } = context.flags as { readonly all: boolean; readonly force: boolean };
  const what = all ? 'all build cache' : 'all dangling build cache';
  if (!force && !(await confirm(context, `WARNING! This will remove ${what}. Are you sure you want to continue?`))) return;
  await context.out('Total:\t0B\n');
};
