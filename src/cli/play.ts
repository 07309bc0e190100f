/** `drydock play`: types scenarios into a terminal of a fresh machine and keeps what it shows, as the recorder of the real sessions does. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeUtf8, fromBytes, toBytes, utf8 } from '../sim/fs/bytes.ts';
import type { PtyMaster } from '../sim/kernel/types.ts';
import { type Machine, startOnHost } from '../sim/machine.ts';
import { type MachineFactory, machineFactory } from './machine-factory.ts';
import { loadMachine, readLocal, saveMachine } from './machine-file.ts';
import { CommandLineError, parseCommandLine, WORK } from './options.ts';
import { parseScenario, type Scenario, type ScenarioStep } from './scenario.ts';
import { asRead, type CastEvent, castFile } from './transcript.ts';

export async function play(words: readonly string[], publicFolder: string): Promise<number> {
  const { options, own, operands } = parseCommandLine(words, ['out']);
  if (operands.length === 0) throw new CommandLineError('play needs scenario files');
  if (operands.length > 1 && options.save !== undefined)
    throw new CommandLineError('--save takes one scenario: each has a machine of its own');
  const out = own['out'] ?? '.';
  await mkdir(out, { recursive: true });
  const factory = machineFactory({ ...options, stands: true }, publicFolder, await loadMachine(options.load));
  for (const file of operands) {
    const name = basename(file).replace(/\.scenario$/, '');
    const { scenario, events, machine } = await playScenario(factory, Buffer.from(await readLocal(file)).toString('utf8'), options.limitMs);
    const text = events.map((event) => event.text).join('');
    await writeFile(join(out, `${name}.cast`), castFile(name, scenario, events));
    await writeFile(join(out, `${name}.txt`), `${asRead(text)}\n`);
    if (options.save !== undefined) await saveMachine(machine, options.save);
    process.stdout.write(`${name}: ${events.length} pieces, ${text.length} characters\n`);
  }
  return 0;
}

export interface Played {
  readonly scenario: Scenario;
  readonly events: readonly CastEvent[];
  readonly machine: Machine;
}

/** Microseconds of the machine's time that a typed line, and a key, take. */
const LINE_TAKES = 250_000;
const KEY_TAKES = 400_000;
const LINE_MAY_TAKE = 240_000_000;
const LOOK_EVERY = 100_000;

/** Plays a scenario's text on a machine of its own. Also for tests. */
export async function playScenario(factory: MachineFactory, text: string, limitMs = 10_000): Promise<Played> {
  const scenario = parseScenario(text);
  const machine = await factory.make();
  const player = new Player(machine, scenario, limitMs);
  await player.begin();
  for (const step of scenario.steps) await player.take(step);
  machine.kernel.halt();
  return { scenario, events: player.events, machine };
}

class Player {
  readonly events: CastEvent[] = [];
  readonly #machine: Machine;
  readonly #pty: PtyMaster;
  readonly #start: number;
  readonly #limitMs: number;
  #pending = '';
  /** What the next line is to bring onto the screen, in place of a prompt. */
  #expected: RegExp | undefined;
  #shownSinceLine = '';

  constructor(machine: Machine, { columns, rows }: Scenario, limitMs: number) {
    this.#limitMs = limitMs;
    this.#machine = machine;
    this.#start = machine.kernel.clock.now();
    this.#pty = machine.kernel.createPty({ columns, rows });
    this.#pty.onOutput((bytes) => this.#show(bytes));
  }

  /** The shell that the recordings have: root in /work, prompt `$ `. */
  async begin(): Promise<void> {
    startOnHost(this.#machine, {
      argv: ['bash', '--norc', '--noprofile'],
      path: '/bin/bash',
      environment: new Map([
        ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
        ['HOME', '/root'],
        ['TERM', 'xterm-256color'],
        ['LANG', 'C.UTF-8'],
        ['PS1', '$ '],
      ]),
      cwd: WORK,
      credentials: { uid: 0, gid: 0, groups: [0] },
      stdio: { pty: this.#pty },
      onExit: () => undefined,
    });
    await this.#untilReady();
  }

  async take(step: ScenarioStep): Promise<void> {
    switch (step.do) {
      case 'line':
        return this.#takeLine(step.text);
      case 'type':
        this.#input(step.text);
        return this.#pass(KEY_TAKES);
      case 'key':
        this.#input(step.bytes);
        return this.#pass(KEY_TAKES);
      case 'wait':
        return this.#pass(step.seconds * 1_000_000);
      case 'expect':
        this.#expected = step.pattern;
    }
  }

  async #takeLine(text: string): Promise<void> {
    const expected = this.#expected;
    this.#expected = undefined;
    this.#shownSinceLine = '';
    this.#input(`${this.#filled(text)}\r`);
    await this.#pass(LINE_TAKES);
    await (expected ? this.#untilShown(expected) : this.#untilReady());
  }

  #input(text: string): void {
    this.#pty.input(toBytes(utf8(text)));
  }

  /** `{CID}`, `{IID}`: the newest container's and image's short ID. */
  #filled(text: string): string {
    const { containers, images } = this.#machine.engine.state;
    return text
      .replaceAll('{CID}', () => newest(containers).slice(0, 12))
      .replaceAll('{IID}', () => newest(images).replace('sha256:', '').slice(0, 12));
  }

  #show(bytes: Uint8Array): void {
    // a character may be cut at the end of a piece
    const whole = this.#pending + fromBytes(bytes);
    const cut = /[\xc2-\xf4][\x80-\xbf]{0,2}$/.exec(whole);
    const end = cut && cut[0].length < expectedLength(cut[0]) ? cut.index : whole.length;
    this.#pending = whole.slice(end);
    if (end === 0) return;
    const text = decodeUtf8(whole.slice(0, end));
    this.#shownSinceLine += text;
    this.events.push({ at: (this.#machine.kernel.clock.now() - this.#start) / 1_000_000, text });
  }

  #pass(microseconds: number): Promise<void> {
    return this.#machine.kernel.pass(microseconds);
  }

  /** The prompt, or the end of patience: some minutes of the machine's time, some seconds of ours. */
  async #untilReady(): Promise<void> {
    const { kernel } = this.#machine;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#limitMs);
    });
    await Promise.race([kernel.untilAwaitsInput(this.#pty), kernel.pass(LINE_MAY_TAKE), patience]);
    clearTimeout(timer);
  }

  /** Until the pattern stands on the screen, or the end of patience. */
  async #untilShown(pattern: RegExp): Promise<void> {
    const { clock } = this.#machine.kernel;
    const latest = clock.now() + LINE_MAY_TAKE;
    const deadline = performance.now() + this.#limitMs;
    while (!pattern.test(this.#shownSinceLine) && clock.now() < latest && performance.now() < deadline) await this.#pass(LOOK_EVERY);
  }
}

const expectedLength = (start: string): number => (start.charCodeAt(0) >= 0xf0 ? 4 : start.charCodeAt(0) >= 0xe0 ? 3 : 2);

function newest(objects: ReadonlyMap<string, { readonly id: string; readonly created: number }>): string {
  return [...objects.values()].reduce<{ id: string; created: number }>((best, each) => (each.created >= best.created ? each : best), {
    id: '',
    created: 0,
  }).id;
}
