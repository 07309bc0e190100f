/** docker logs: what a container has written. As docker/cli cli/command/container/logs.go. */
import { getContainer } from '../../../../sim/engine/container/find.ts';
import { rfc3339Fixed } from '../../../../sim/engine/go-text.ts';
import type { LogEntry } from '../../../../sim/engine/runtime/container-log.ts';
import { containerLogs, logAttributes } from '../../../../sim/engine/runtime/logs.ts';
import { concatBytes, toBytes } from '../../../../sim/fs/bytes.ts';
import { clientMoment } from '../toolkit/moment.ts';
import { containers } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container logs', 'logs'],
  usage: '[OPTIONS] CONTAINER',
  summary: 'Fetch the logs of a container',
  arguments: exactly(1),
  complete: [containers()],
  flags: {
    details: bool('Show extra details provided to logs'),
    follow: bool('Follow log output', 'f'),
    since: string('Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)'),
    tail: string('Number of lines to show from the end of the logs', 'n', 'all'),
    timestamps: bool('Show timestamps', 't'),
    until: string('Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const name = requireName(context.arguments[0] ?? '');
    const engine = context.engine(`Get /containers/${name}/json`);
    const container = getContainer(engine.state, name);
    const entries = containerLogs(engine, name, {
      follow: flags.follow,
      tail: lineCount(flags.tail),
      since: clientMoment(flags.since, engine.now(), 'invalid value for "since": '),
      until: clientMoment(flags.until, engine.now(), 'invalid value for "until": '),
    });
    for (;;) {
      const next = await waitFor(process, entries.next());
      if (next.done) return;
      await process.write(
        next.value.stream === 'stderr' ? 2 : 1,
        shown(next.value, flags, flags.details ? `${logAttributes(container)} ` : ''),
      );
    }
  },
});

/** `all`, and what is no number, mean all; as the daemon reads it. */
const lineCount = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

function shown({ at, bytes }: LogEntry, { timestamps }: { readonly timestamps: boolean }, details: string): Uint8Array {
  const prefix = `${timestamps ? `${rfc3339Fixed(at)} ` : ''}${details}`;
  return prefix === '' ? bytes : concatBytes([toBytes(prefix), bytes]);
}
