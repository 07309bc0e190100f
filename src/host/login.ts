/** A terminal of the host: a pty between a screen and a login shell, with what it shows kept for a reload. */
import { toBytes, utf8 } from '../sim/fs/bytes.ts';
import { FsError } from '../sim/fs/errno.ts';
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
  const shells = new LoginShells(
    machine,
    pty,
    (text) => void show(toBytes(`\x1b[?2004l\r${text}\r\n`)),
    () => {
      if (logsOut()) close();
      return !closed;
    },
  );
  const take = (bytes: Uint8Array) => {
    keeper.prepare();
    if (!closed && !shells.take(bytes)) pty.input(bytes);
  };
  pty.onOutput(show);
  // Should never come; if it does, not in silence.
  const endFaults = kernel.onEvent((event) => event.type === 'fault' && shells.say(`drydock: fault: ${event.message}`));
  screen.onInput(take);
  screen.onResize((size) => !closed && pty.resize(size));
  shells.begin();
  const place = () => options.placeOf(kernel.innermost(pty).namespace?.container);
  return {
    number,
    place,
    onPlace: (listener) => watchPlace(machine, place, listener),
    type: (text) => take(toBytes(utf8(text))),
    async untilAwaitsInput() {
      do {
        await shells.next;
        await kernel.untilAwaitsInput(pty);
      } while (shells.next);
    },
    awaitsInput: () => !shells.next && kernel.awaitsInput(pty),
    onHangUp(listener) {
      hangUps.add(listener);
    },
    onLogOut(decide) {
      logsOut = decide;
    },
    close,
  };
}

/** Login shells, one after the other, as on a console. One that cannot start, or ends before a key was pressed, is followed by none until Enter. */
class LoginShells {
  readonly #machine: Machine;
  readonly #pty: PtyMaster;
  readonly say: (line: string) => void;
  /** Asked when a shell has ended: whether the next one may begin. */
  readonly #mayGoOn: () => boolean;
  #typed = false;
  /** What Enter starts; undefined while a shell runs. */
  #atEnter: readonly string[] | undefined;
  /** Between a shell's end and what follows it. */
  next: Promise<void> | undefined;

  constructor(machine: Machine, pty: PtyMaster, say: (line: string) => void, mayGoOn: () => boolean) {
    this.#machine = machine;
    this.#pty = pty;
    this.say = say;
    this.#mayGoOn = mayGoOn;
  }

  /** Whether the keys were meant for us. */
  take(bytes: Uint8Array): boolean {
    this.#typed = true;
    const argv = this.#atEnter;
    if (argv && bytes.includes(13)) this.begin(argv);
    return argv !== undefined;
  }

  begin(argv: readonly string[] = ['-bash']): void {
    this.#typed = false;
    this.#atEnter = undefined;
    try {
      startOnHost(this.#machine, {
        argv,
        path: '/bin/bash',
        environment: new Map(ENVIRONMENT),
        cwd: '/home/learner',
        credentials: LEARNER,
        stdio: { pty: this.#pty },
        onExit: () => {
          this.next = new Promise((resolve) => {
            this.#machine.kernel.after(0, () => {
              this.next = undefined;
              this.#ended();
              resolve();
            });
          });
        },
      });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.say(`drydock: no login shell: /bin/bash: ${error.text}. Put it back from another terminal and press Enter, or start over.`);
      this.#atEnter = argv;
    }
  }

  #ended(): void {
    if (!this.#typed) {
      this.say('drydock: the login shell ended before a key was pressed. Press Enter for one without startup files.');
      this.#atEnter = ['-bash', '--noprofile', '--norc'];
    } else if (this.#mayGoOn()) this.begin();
  }
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
