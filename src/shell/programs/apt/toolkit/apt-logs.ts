/** /var/log/apt: history.log, term.log and the plan's eipp.log.xz. As apt-pkg/deb/dpkgpm.cc OpenLog, WriteHistoryTag. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { loggedName } from '../../../../sim/packages/database.ts';
import type { Plan, Situation } from '../../../../sim/packages/resolve.ts';
import { appendTo, timeStamp } from '../../../../sim/packages/session.ts';
import type { AptContext } from './apt-context.ts';

const FOLDER = '/var/log/apt';
/** Group of term.log. */
const ADM = 4;

/** Starts the entries of one run; returns what gathers dpkg's output and what ends them. */
export function openLogs(
  context: AptContext,
  situation: Situation,
  plan: Plan,
  how: { readonly purges: boolean; readonly reinstalled: ReadonlySet<string> },
): {
  readonly add: (text: ByteString) => void;
  readonly end: () => void;
} {
  const { fs, process } = context;
  const started = timeStamp(process.now(), '  ');
  if (fs.exists(FOLDER)) {
    fs.writeContent(
      `${FOLDER}/eipp.log.xz`,
      { size: 2608 + 4 * situation.database.size + 612 * (plan.install.length + plan.remove.length), segments: [] },
      0o644,
    );
    if (!fs.exists(`${FOLDER}/term.log`)) {
      fs.writeFile(`${FOLDER}/term.log`, new Uint8Array(0), 0o640);
      fs.chmod(`${FOLDER}/term.log`, 0o640);
      fs.chown(`${FOLDER}/term.log`, 0, ADM);
    }
  }
  appendTo(fs, `${FOLDER}/term.log`, `\nLog started: ${started}\n`);
  const head = `\nStart-Date: ${started}\nCommandline: ${process.argv.join(' ')}\n`;
  appendTo(fs, `${FOLDER}/history.log`, head + historyLines(situation, plan, how));
  return {
    add: (text) => appendTo(fs, `${FOLDER}/term.log`, text.replaceAll('\n', '\r\n')),
    end: () => {
      const ended = timeStamp(process.now(), '  ');
      appendTo(fs, `${FOLDER}/history.log`, `End-Date: ${ended}\n`);
      appendTo(fs, `${FOLDER}/term.log`, `Log ended: ${ended}\n`);
    },
  };
}

function historyLines(
  situation: Situation,
  plan: Plan,
  { purges, reinstalled }: { readonly purges: boolean; readonly reinstalled: ReadonlySet<string> },
): string {
  const additional = new Set(plan.additional.map(({ name }) => name));
  const sorted = [...plan.install].sort((a, b) => (a.name < b.name ? -1 : 1));
  const before = (name: string) => situation.database.get(name);
  const isThere = (name: string) => before(name)?.state === 'installed';
  const fresh = sorted.filter(({ name }) => !isThere(name));
  const upgraded = sorted.filter(({ name }) => isThere(name) && !reinstalled.has(name));
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Install', fresh.map((each) => `${loggedName(each)} (${each.version}${additional.has(each.name) ? ', automatic' : ''})`)],
    ['Reinstall', sorted.filter(({ name }) => reinstalled.has(name)).map((each) => `${loggedName(each)} (${each.version})`)],
    ['Upgrade', upgraded.map((each) => `${loggedName(each)} (${before(each.name)?.version}, ${each.version})`)],
    [purges ? 'Purge' : 'Remove', plan.remove.map((each) => `${loggedName(each)} (${each.state === 'config-files' ? '' : each.version})`)],
  ];
  return rows
    .filter(([, names]) => names.length > 0)
    .map(([title, names]) => `${title}: ${names.join(', ')}\n`)
    .join('');
}
