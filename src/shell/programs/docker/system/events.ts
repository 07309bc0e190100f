/** docker events: what happens in the daemon, until ^C. As docker/cli cli/command/system/events.go. */
import { rfc3339Fixed } from '../../../../sim/engine/go-text.ts';
import { engineEvents } from '../../../../sim/engine/system/events.ts';
import type { EngineEvent, JsonObject } from '../../../../sim/engine/types.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { clientMoment } from '../toolkit/moment.ts';
import { formatValue, parse } from '../toolkit/format.ts';
import { executeTemplate } from '../toolkit/go-template/execute.ts';
import { toJson } from '../toolkit/go-template/json.ts';
import { goStruct } from '../toolkit/go-value.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { filter, objectFormat, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system events', 'events'],
  usage: '[OPTIONS]',
  summary: 'Get real time events from the server',
  arguments: none,
  flags: {
    filter: filter('Filter output based on conditions provided', 'f'),
    format: objectFormat(),
    since: string('Show all events created since timestamp'),
    until: string('Stream events until this timestamp'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const engine = context.engine('Get /events');
    const [since, until] = [flags.since, flags.until].map((text) => clientMoment(text, engine.now()));
    const events = engineEvents(engine, { since, until, filters: engineFilters(flags.filter) });
    checkFormat(flags.format);
    for (;;) {
      const next = await waitFor(process, events.next());
      if (next.done) return;
      await context.out(`${eventText(next.value, flags.format)}\n`);
    }
  },
});

/** Before any event comes: docker events has its own words for it. Throws StatusError. */
function checkFormat(format: string): void {
  if (format === '' || format === 'json') return;
  const nothing: EngineEvent = { type: 'container', action: '', id: '', attributes: {}, at: 0 };
  const { error } = executeTemplate(parse(format, 'Error parsing format'), goStruct(eventObject(nothing), '*events.Message'));
  if (error) throw new StatusError(`Error parsing format: ${error.message}`, 64);
}

function eventText(event: EngineEvent, format: string): string {
  if (format === '') return eventLine(event);
  const value = goStruct(eventObject(event), '*events.Message');
  return format === 'json' ? toJson(value, true) : formatValue(value, format);
}

function eventLine({ type, action, id, attributes, at }: EngineEvent): string {
  const pairs = Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return `${rfc3339Fixed(at)} ${type} ${action} ${id}${pairs.length === 0 ? '' : ` (${pairs.join(', ')})`}`;
}

/** `status`, `id` and `from` are the old names that containers and images still have. */
function eventObject({ type, action, id, attributes, at }: EngineEvent): JsonObject {
  const old =
    type === 'container' || type === 'image'
      ? { status: action, id, ...(type === 'container' ? { from: attributes['image'] ?? '' } : {}) }
      : {};
  return {
    ...old,
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: attributes },
    scope: 'local',
    time: Math.floor(at / 1e6),
    timeNano: at * 1000,
  };
}
