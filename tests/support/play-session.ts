/** Plays a session on a host as the page starts it, and writes down what its terminals show. */
import { fileURLToPath } from 'node:url';
import xterm from '@xterm/headless';
import { folderContent } from '../../src/cli/folder-content.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { DEFAULT_NOW } from '../../src/cli/options.ts';
import { keyBytes } from '../../src/cli/scenario.ts';
import { startHost } from '../../src/host/start-host.ts';
import type { Host, HostTerminal } from '../../src/host/types.ts';
import type { Platform, Screen, WindowSize } from '../../src/sim/kernel/types.ts';
import { memoryStore } from '../../src/sim/store/memory-store.ts';
import { ReadableIds } from './readable-ids.ts';
import { directiveText, type Session, type SessionStep } from './session.ts';

/** Microseconds of the machine's time that a typed line, and a key, take. */
const LINE_TAKES = 250_000;
const KEY_TAKES = 400_000;

const content = folderContent(fileURLToPath(new URL('../../public', import.meta.url)));

/** The session's text as this machine plays it: equal to the file, or the machine or the file is wrong. */
export async function playSession(session: Session): Promise<string> {
  const player = new SessionPlayer(session);
  await player.prepare();
  await player.start();
  for (const [index, step] of session.steps.entries()) await player.take(step, session.steps.slice(index + 1).find(isDone));
  return player.end();
}

const isDone = (step: SessionStep): boolean => step.do !== 'comment';

class SessionPlayer {
  readonly #session: Session;
  readonly #store = memoryStore();
  readonly #ids = new ReadableIds();
  readonly #written: string[] = [];
  readonly #monitors = new Map<number, Monitor>();
  #host: Host | undefined;
  #number = 1;
  #starts = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** A first host, whose clock does not wait for anybody, pulls what is there from the start. */
  async prepare(): Promise<void> {
    const { pulled, tags } = this.#session;
    if (pulled.length === 0) return;
    const host = await startHost({ platform: this.#platform(false), store: this.#store, content, pulled, tags });
    await host.save();
    host.halt();
  }

  /** Every start is a second later, with other random numbers. */
  #platform(stands: boolean): Platform {
    this.#starts++;
    return nodePlatform({ seed: this.#starts, now: DEFAULT_NOW + this.#starts * 1000, realTime: false, stands });
  }

  async start(): Promise<void> {
    const host = await startHost({ platform: this.#platform(true), store: this.#store, content });
    host.onChange(() => this.#ids.see(host.view()));
    this.#ids.see(host.view());
    this.#host = host;
    this.#monitors.clear();
    await this.#monitor.terminal.untilAwaitsInput();
  }

  get #running(): Host {
    if (!this.#host) throw new Error('not started');
    return this.#host;
  }

  get #monitor(): Monitor {
    const there = this.#monitors.get(this.#number);
    if (there) return there;
    const monitor = new Monitor(this.#running, this.#session);
    this.#monitors.set(this.#number, monitor);
    return monitor;
  }

  async take(step: SessionStep, next: SessionStep | undefined): Promise<void> {
    if (step.do === 'line') {
      const real = this.#ids.typed(step.text);
      await this.#input(`${real}\r`, LINE_TAKES);
      const goesOn = next !== undefined && ['wait', 'key', 'type', 'screen', 'resize'].includes(next.do);
      return goesOn ? undefined : this.#monitor.terminal.untilAwaitsInput();
    }
    await this.#write(step);
    switch (step.do) {
      case 'key':
        for (const name of step.names) await this.#input(keyBytes(name), KEY_TAKES);
        return;
      case 'type':
        return this.#input(this.#ids.typed(step.text), KEY_TAKES);
      case 'wait':
        return this.#running.pass(step.seconds * 1_000_000);
      case 'screen':
        this.#written.push(...(await this.#monitor.picture()).map((line) => `│${line}`));
        return;
      case 'resize':
        this.#monitor.resize(step);
        return this.#running.pass(KEY_TAKES);
      case 'terminal':
        this.#number = step.number;
        return this.#monitor.terminal.untilAwaitsInput();
      case 'reload':
        await this.#running.save();
        this.#running.halt();
        return this.start();
    }
  }

  /** What is on the screen since the last time, but its last line, then the step. */
  async #write(step: SessionStep): Promise<void> {
    this.#written.push(...(await this.#monitor.lines()).map((line) => this.#ids.shown(line)), directiveText(step));
  }

  #input(text: string, takes: number): Promise<void> {
    this.#monitor.terminal.type(text);
    return this.#running.pass(takes);
  }

  async end(): Promise<string> {
    this.#written.push(...[...(await this.#monitor.lines()), await this.#monitor.lastLine()].map((line) => this.#ids.shown(line)));
    this.#running.halt();
    return `${this.#written.join('\n')}\n`;
  }
}

/** A terminal with an emulator before it, which knows what a person sees. */
class Monitor {
  readonly terminal: HostTerminal;
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  #resized: (size: WindowSize) => void = () => undefined;
  /** Lines of the normal screen that were written down. */
  #taken = 0;

  constructor(host: Host, size: WindowSize) {
    const { columns, rows } = size;
    const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 20_000, allowProposedApi: true });
    const screen: Screen = {
      // not waited for: a virtual clock would go on meanwhile
      write: (bytes) => emulator.write(bytes),
      onInput: (listener) => void emulator.onData((text) => listener(Buffer.from(text, 'utf8'))),
      onResize: (listener) => {
        this.#resized = listener;
      },
      size: { columns, rows },
    };
    this.#emulator = emulator;
    this.terminal = host.openTerminal(screen);
  }

  resize({ columns, rows }: WindowSize): void {
    this.#emulator.resize(columns, rows);
    // lines were folded anew; all before the cursor's are written down
    const { normal } = this.#emulator.buffer;
    this.#taken = normal.baseY + normal.cursorY;
    this.#resized({ columns, rows });
  }

  /** Finished lines since the last call; one that the window folded is one. */
  async lines(): Promise<readonly string[]> {
    const lines = await this.#folded();
    return lines.slice(0, -1);
  }

  async lastLine(): Promise<string> {
    return (await this.#folded()).at(-1) ?? '';
  }

  async #folded(): Promise<readonly string[]> {
    await new Promise<void>((done) => this.#emulator.write('', done));
    const { normal } = this.#emulator.buffer;
    const last = normal.baseY + normal.cursorY;
    if (last < this.#taken) this.#taken = 0;
    const lines: string[] = [];
    let beginning = this.#taken;
    for (let y = this.#taken; y <= last; y++) {
      const line = normal.getLine(y);
      const goesOn = normal.getLine(y + 1)?.isWrapped === true && y < last;
      const text = line?.translateToString(!goesOn) ?? '';
      if (line?.isWrapped && lines.length > 0) lines.push((lines.pop() ?? '') + text);
      else {
        lines.push(text);
        beginning = y;
      }
    }
    this.#taken = beginning;
    return lines;
  }

  async picture(): Promise<readonly string[]> {
    await new Promise<void>((done) => this.#emulator.write('', done));
    const { active } = this.#emulator.buffer;
    return Array.from({ length: this.#emulator.rows }, (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '');
  }
}
