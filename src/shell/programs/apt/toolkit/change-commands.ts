/** What apt-get and apt have in common: the commands that renew lists and change packages. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { AptCommand } from './apt-frame.ts';
import { AptContext } from './apt-context.ts';
import { autoRemove, changePackages, upgradeAll } from './change.ts';
import { readCaches, readPackageLists } from './op-progress.ts';
import { readSituation, upgradable } from './situation.ts';
import { updateLists } from './update.ts';

/** The same context with one item set, as `purge` is `remove --purge`. */
function withItem(context: AptContext, item: string): AptContext {
  return new AptContext(context.io, { ...context.settings, items: new Map([...context.settings.items, [item, 'true']]) });
}

async function update(context: AptContext): Promise<number> {
  const messages = await updateLists(context);
  const hasFailed = messages.some(({ kind }) => kind === 'E');
  if (context.isApt && !hasFailed) {
    await readCaches(context);
    await countUpgradable(context);
  } else await readPackageLists(context);
  await context.say(messages);
  return hasFailed ? 100 : 0;
}

async function countUpgradable(context: AptContext): Promise<void> {
  const count = upgradable(readSituation(context)).length;
  const hint = "Run 'apt list --upgradable' to see";
  if (count === 0) await context.out('All packages are up to date.\n');
  else await context.out(count === 1 ? `1 package can be upgraded. ${hint} it.\n` : `${count} packages can be upgraded. ${hint} them.\n`);
}

const install = (context: AptContext, operands: readonly ByteString[]) => changePackages(context, operands, 'install');

export const changeCommands: Readonly<Record<string, AptCommand>> = {
  update: { summary: 'Renew the lists of packages', run: update },
  upgrade: { summary: 'Upgrade what is installed', run: upgradeAll },
  install: { summary: 'Install new packages (the name is libc6, not libc6.deb)', run: install },
  reinstall: {
    summary: 'Install packages once more (the name is libc6, not libc6.deb)',
    run: (context, operands) => install(withItem(context, 'APT::Get::ReInstall'), operands),
  },
  remove: { summary: 'Remove packages', run: (context, operands) => changePackages(context, operands, 'remove') },
  purge: {
    summary: 'Remove packages and their configuration files',
    run: (context, operands) => changePackages(withItem(context, 'APT::Get::Purge'), operands, 'remove'),
  },
  autoremove: { summary: 'Remove automatically installed packages that nothing needs any more', run: autoRemove },
  autopurge: { summary: '', run: (context, operands) => autoRemove(withItem(context, 'APT::Get::Purge'), operands) },
  'auto-remove': { summary: '', run: autoRemove },
  'dist-upgrade': { summary: 'Upgrade the distribution, see apt-get(8)', run: upgradeAll },
  'full-upgrade': { summary: '', run: upgradeAll },
};
