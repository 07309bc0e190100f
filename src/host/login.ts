/** A terminal of the host: a pty between a screen and a login shell, with what it shows kept for a reload. */
import { toBytes, utf8 } from '../sim/fs/bytes.ts';
import type { Screen } from '../sim/kernel/types.ts';
import type { Machine } from '../sim/machine.ts';
import { ScreenMemory } from '../sim/machine/screen-memory.ts';
import type { Place } from '../sim/view.ts';
import type { Keeper } from './keeper.ts';
import { LoginShells } from './login-shells.ts';
import type { HostTerminal } from './types.ts';

export interface LoginOptions {
  readonly number: number;
  readonly screens: Map<number, ScreenMemory>;
  readonly keeper: Keeper;
  placeOf(container: string | undefined): Place;
}

export function openLogin(machine: Machine, screen: Screen, options: LoginOptions): HostTerminal {
  const [{ kernel }, { number, screens, keeper }] = [machine, options];
  const memory = new ScreenMemory(machine.sleeping?.screens.get(number));
  screens.set(number, memory);
  const pty = kernel.createPty(screen.size);
  const hangUps = new Set<() => void>();
  let [closed, logsOut]: [boolean, () => boolean] = [false, () => false];
  const show = (bytes: Uint8Array) => {
    memory.add(bytes);
    keeper.touch();
    return screen.write(bytes);
  };
  const close = () => {
    if (closed) return;
    closed = true;
    screens.delete(number);
    endFaults();
    pty.close();
    for (const listener of hangUps) listener();
  };
  const say = (line: string) => void show(toBytes(utf8(`\x1b[?2004l\r${line}\r\n`)));
  const shells = new LoginShells(machine, pty, say, () => {
    if (logsOut()) close();
    return !closed;
  });
  const take = (bytes: Uint8Array) => {
    keeper.prepare();
    if (!closed && !shells.take(bytes)) pty.input(bytes);
  };
  pty.onOutput(show);
  // Should never come; if it does, not in silence.
  const endFaults = kernel.onEvent((event) => event.type === 'fault' && say(`drydock: fault: ${event.message}`));
  screen.onInput(take);
  screen.onResize((size) => !closed && pty.resize(size));
  shells.begin();
  const place = () => options.placeOf(kernel.innermost(pty).namespace?.container);
  return {
    number,
    place,
    onPlace: (listener) => watchPlace(machine, place, listener),
    type: (text) => take(toBytes(utf8(text))),
    untilAwaitsInput: () => shells.untilAwaitsInput(),
    awaitsInput: () => shells.awaitsInput,
    onHangUp: (listener) => void hangUps.add(listener),
    onLogOut: (decide) => void (logsOut = decide),
    close,
  };
}

/** Tells a place when it is another than before. */
function watchPlace({ kernel, engine }: Machine, place: () => Place, listener: (place: Place) => void): () => void {
  let last = JSON.stringify(place());
  const look = () => {
    const now = place();
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    listener(now);
  };
  const ends = [kernel.onEvent(({ type }) => type === 'foreground' && look()), engine.onChange(look)];
  return () => {
    for (const end of ends) end();
  };
}
