/** The login shells of a terminal, one after the other, as on a console; what is done when one cannot start. As login(1) of util-linux. */
import { FsError } from '../sim/fs/errno.ts';
import type { PtyMaster } from '../sim/kernel/types.ts';
import { type Machine, startOnHost } from '../sim/machine.ts';

const LEARNER = { uid: 1000, gid: 1000, groups: [1000, 27, 999] };

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

/** One that cannot start, or ends before a key was pressed, is followed by none until Enter. */
export class LoginShells {
  readonly #machine: Machine;
  readonly #pty: PtyMaster;
  readonly #say: (line: string) => void;
  /** Asked when a shell has ended: whether the next one may begin. */
  readonly #mayGoOn: () => boolean;
  #typed = false;
  /** What Enter starts; undefined while a shell runs. */
  #atEnter: readonly string[] | undefined;
  /** Between a shell's end and what follows it. */
  #next: Promise<void> | undefined;

  constructor(machine: Machine, pty: PtyMaster, say: (line: string) => void, mayGoOn: () => boolean) {
    this.#machine = machine;
    this.#pty = pty;
    this.#say = say;
    this.#mayGoOn = mayGoOn;
  }

  /** Whether the keys were meant for us. */
  take(bytes: Uint8Array): boolean {
    this.#typed = true;
    const argv = this.#atEnter;
    if (argv && bytes.includes(13)) this.begin(argv);
    return argv !== undefined;
  }

  get awaitsInput(): boolean {
    return !this.#next && this.#machine.kernel.awaitsInput(this.#pty);
  }

  /** A terminal between two shells has nobody in front, but waits for nothing. */
  async untilAwaitsInput(): Promise<void> {
    do {
      await this.#next;
      await this.#machine.kernel.untilAwaitsInput(this.#pty);
    } while (this.#next);
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
          this.#next = new Promise((resolve) => {
            this.#machine.kernel.after(0, () => {
              this.#next = undefined;
              this.#ended();
              resolve();
            });
          });
        },
      });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.#say(`drydock: no login shell: /bin/bash: ${error.text}. Put it back from another terminal and press Enter, or start over.`);
      this.#atEnter = argv;
    }
  }

  #ended(): void {
    if (!this.#typed) {
      this.#say('drydock: the login shell ended before a key was pressed. Press Enter for one without startup files.');
      this.#atEnter = ['-bash', '--noprofile', '--norc'];
    } else if (this.#mayGoOn()) this.begin();
  }
}
