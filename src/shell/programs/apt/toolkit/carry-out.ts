/** Carrying a plan out: download, dpkg, logs, marks. As apt-private/private-install.cc InstallPackages, apt-pkg/deb/dpkgpm.cc. */
import { readAutomatic, writeAutomatic } from '../../../../sim/packages/extended-states.ts';
import type { Plan, Situation } from '../../../../sim/packages/resolve.ts';
import { archiveName } from '../../../../sim/packages/unpack-package.ts';
import { type AptContext, cleansArchives } from './apt-context.ts';
import { AptError, errors } from './apt-error.ts';
import { openLogs } from './apt-logs.ts';
import { ARCHIVES, downloadPackages } from './download.ts';
import { DpkgRun } from './dpkg-run.ts';
import { ProgressBar } from './progress-bar.ts';

export interface Manner {
  readonly purges: boolean;
  readonly reinstalled: ReadonlySet<string>;
}

/** Does what the plan says. Throws AptError when a package cannot be fetched or processed. */
export async function carryOut(context: AptContext, situation: Situation, plan: Plan, manner: Manner): Promise<number> {
  prepareArchives(context);
  const fetched = await downloadPackages(context, plan.install);
  if (context.is('APT::Get::Download-Only')) {
    if (context.quiet < 2) await context.out('Download complete and in download only mode\n');
    return 0;
  }
  if (plan.install.length > 0 && asksBeforehand(context))
    await context.err('debconf: delaying package configuration, since apt-utils is not installed\n');
  await context.io.flush();
  const logs = openLogs(context, situation, plan, manner);
  const bar = context.isApt && context.isTerminal ? new ProgressBar(context, plan.install.length * 5 + plan.remove.length * 2) : undefined;
  await bar?.start();
  const before = context.process.disposition('INT');
  context.process.on('INT', 'ignore');
  const run = new DpkgRun(context.process, {
    redraws: true,
    step: () => bar?.step(),
    say: async (text, stream) => {
      logs.add(text);
      const shown = context.isTerminal ? text : text.replaceAll('\n', '\r\n');
      await (stream === 2 && context.isTerminal ? context.err(shown) : context.out(shown));
    },
  });
  if (plan.remove.length > 0) await removeAll(run, plan, manner);
  if (plan.install.length > 0) {
    await run.unpack(
      plan.install.map((candidate, i) => ({ fetched: fetched[i] ?? fail(candidate.name), title: `.../${archiveName(candidate)}` })),
    );
  }
  await run.configure();
  await bar?.end();
  context.process.on('INT', before);
  logs.end();
  saveMarks(context, plan);
  if (cleansArchives(context.fs)) emptyArchives(context);
  return run.failed.length === 0 ? 0 : failRun(context, run);
}

function fail(name: string): never {
  throw new AptError(`Unable to fetch ${name}`);
}

async function removeAll(run: DpkgRun, plan: Plan, { purges }: Manner): Promise<void> {
  const names = plan.remove.map(({ name }) => name);
  if (plan.remove.some(({ state }) => state !== 'config-files')) await run.remove(names);
  if (purges && names.some((name) => run.database.get(name)?.state === 'config-files')) await run.purge(names);
}

async function failRun(context: AptContext, run: DpkgRun): Promise<number> {
  await context.err(`Errors were encountered while processing:\n${run.failed.map((name) => ` ${name}\n`).join('')}`);
  throw new AptError(errors('Sub-process /usr/bin/dpkg returned an error code (1)'));
}

/** debconf's hook: it can ask before unpacking only where apt-utils is. */
function asksBeforehand({ fs }: AptContext): boolean {
  return (
    fs.exists('/etc/apt/apt.conf.d/70debconf') && fs.exists('/usr/sbin/dpkg-preconfigure') && !fs.exists('/usr/bin/apt-extracttemplates')
  );
}

function prepareArchives({ fs }: AptContext): void {
  if (!fs.exists(`${ARCHIVES}/partial`)) {
    for (const path of ['/var/cache/apt', ARCHIVES]) if (!fs.exists(path)) fs.mkdir(path, 0o755);
    fs.mkdir(`${ARCHIVES}/partial`, 0o700);
  }
  if (fs.exists(`${ARCHIVES}/lock`)) return;
  fs.writeFile(`${ARCHIVES}/lock`, new Uint8Array(0), 0o640);
  fs.chmod(`${ARCHIVES}/lock`, 0o640);
}

/** What was installed for others' sake is automatic, what was removed is no more. */
function saveMarks(context: AptContext, plan: Plan): void {
  const automatic = readAutomatic(context.fs);
  for (const { name } of plan.install) if (!plan.additional.some((each) => each.name === name)) automatic.delete(name);
  for (const { name } of plan.additional) automatic.add(name);
  for (const { name } of plan.remove) automatic.delete(name);
  writeAutomatic(context.fs, automatic);
}

/** Deletes the archives; those still being fetched too. */
export function emptyArchives({ fs }: AptContext): void {
  for (const folder of [ARCHIVES, `${ARCHIVES}/partial`]) {
    if (!fs.exists(folder)) continue;
    for (const { name } of fs.readDir(folder)) if (name.endsWith('.deb')) fs.unlink(`${folder}/${name}`);
  }
}
