/** docker events: what happened, and what happens. As moby's daemon/events. */
import type { Instant } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import { NO_FILTERS, valuesOf } from '../filters.ts';
import type { EngineEvent, Filters } from '../types.ts';

export interface EventOptions {
  readonly since?: Instant | undefined;
  /** The stream ends there; one in the past shows only what was. */
  readonly until?: Instant | undefined;
  readonly filters?: Filters;
}

/** A filter that it does not know is passed over, as the daemon does here alone. */
export async function* engineEvents(
  engine: Engine,
  { since, until, filters = NO_FILTERS }: EventOptions = {},
): AsyncGenerator<EngineEvent, void> {
  const isWanted = (event: EngineEvent): boolean => matches(event, filters) && (until === undefined || event.at <= until);
  let last = engine.state.events.at(-1);
  if (since !== undefined) for (const event of engine.state.events) if (event.at >= since && isWanted(event)) yield event;
  while (until === undefined || engine.now() < until) {
    await nextChange(engine, until);
    const fresh = engine.state.events.slice(last === undefined ? 0 : engine.state.events.lastIndexOf(last) + 1);
    last = fresh.at(-1) ?? last;
    for (const event of fresh) if (isWanted(event)) yield event;
  }
}

function nextChange(engine: Engine, until: Instant | undefined): Promise<void> {
  return new Promise((resolve) => {
    const cancel = until === undefined ? undefined : engine.ports.kernel.after(until - engine.now(), () => finish());
    const end = engine.onChange(() => finish());
    const finish = (): void => {
      end();
      cancel?.();
      resolve();
    };
  });
}

function matches({ type, action, id, attributes }: EngineEvent, filters: Filters): boolean {
  const any = (key: string, test: (value: string) => boolean): boolean =>
    valuesOf(filters, key).length === 0 || valuesOf(filters, key).some(test);
  const name = attributes['name'] ?? '';
  const isIt = (kind: string) => (value: string) =>
    type === kind && (id.startsWith(value) || name === value || name.replace(/:[^:/]*$/, '') === value);
  return (
    any('type', (value) => type === value) &&
    any('event', (value) => action === value || action.startsWith(`${value}:`)) &&
    any('container', isIt('container')) &&
    any('image', (value) => isIt('image')(value) || (type === 'container' && attributes['image'] === value)) &&
    any('volume', isIt('volume')) &&
    any('network', isIt('network')) &&
    any('scope', (value) => value === 'local') &&
    any('label', (value) =>
      value.includes('=') ? attributes[value.split('=')[0] ?? ''] === value.slice(value.indexOf('=') + 1) : value in attributes,
    )
  );
}
