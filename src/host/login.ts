/** A terminal of the host: a pty between a screen and a login shell, with what it shows kept for a reload. */
import { toBytes, utf8 } from '../sim/fs/bytes.ts';
import type { PtyMaster, Screen } from '../sim/kernel/types.ts';
import { type Machine, startOnHost } from '../sim/machine.ts';
import { ScreenMemory } from '../sim/machine/screen-memory.ts';
import type { Place } from '../sim/view.ts';
import type { Keeper } from './keeper.ts';
import type { HostTerminal } from './types.ts';

export const LEARNER = { uid: 1000, gid: 1000, groups: [1000, 27, 999] };

export interface LoginOptions {
  readonly number: number;
  readonly screens: Map<number, ScreenMemory>;
  readonly keeper: Keeper;
  placeOf(container: string | undefined): Place;
}

/** Who is logged in, as login(1) would set it. */
const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['HOME', '/home/learner'],
  ['USER', 'learner'],
  ['LOGNAME', 'learner'],
  ['SHELL', '/bin/bash'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['LANG', 'C.UTF-8'],
  ['TERM', 'xterm-256color'],
];

export function openLogin(machine: Machine, screen: Screen, options: LoginOptions): HostTerminal {
  const { kernel } = machine;
  const { number, screens, keeper } = options;
  const memory = new ScreenMemory(machine.sleeping?.screens.get(number));
  screens.set(number, memory);
  const pty = kernel.createPty(screen.size);
  const hangUps = new Set<() => void>();
  let closed = false;
  pty.onOutput((bytes) => {
    memory.add(bytes);
    keeper.touch();
    return screen.write(bytes);
  });
  screen.onInput((bytes) => !closed && pty.input(bytes));
  screen.onResize((size) => !closed && pty.resize(size));
  startShell(machine, pty, () => closed);
  const place = () => options.placeOf(kernel.innermost(pty).namespace?.container);
  return {
    number,
    place,
    onPlace: (listener) => watchPlace(machine, place, listener),
    type: (text) => pty.input(toBytes(utf8(text))),
    untilAwaitsInput: () => kernel.untilAwaitsInput(pty),
    awaitsInput: () => kernel.awaitsInput(pty),
    onHangUp(listener) {
      hangUps.add(listener);
    },
    close() {
      if (closed) return;
      closed = true;
      screens.delete(number);
      pty.close();
      for (const listener of hangUps) listener();
    },
  };
}

/** A login shell; when it ends the next one begins, as on a console. */
function startShell(machine: Machine, pty: PtyMaster, isClosed: () => boolean): void {
  startOnHost(machine, {
    argv: ['-bash'],
    path: '/bin/bash',
    environment: new Map(ENVIRONMENT),
    cwd: '/home/learner',
    credentials: LEARNER,
    stdio: { pty },
    onExit: () => {
      if (!isClosed()) machine.kernel.after(0, () => !isClosed() && startShell(machine, pty, isClosed));
    },
  });
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
