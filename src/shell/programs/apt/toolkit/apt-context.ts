/** What every command of apt has at hand: its process, its settings, and how it prints. */
import { type ByteString, fromBytes } from '../../../../sim/fs/bytes.ts';
import type { FileSystem } from '../../../../sim/fs/types.ts';
import type { MaybePromise, Process } from '../../../../sim/kernel/types.ts';
import type { ProgramIo } from '../../program-io.ts';
import type { AptMessage } from './apt-error.ts';
import type { AptSettings } from './apt-options.ts';

export class AptContext {
  readonly io: ProgramIo;
  readonly settings: AptSettings;
  readonly isTerminal: boolean;

  constructor(io: ProgramIo, settings: AptSettings) {
    this.io = io;
    this.settings = settings;
    this.isTerminal = this.process.terminal(1) !== undefined;
  }

  get process(): Process {
    return this.io.process;
  }

  get fs(): FileSystem {
    return this.io.process.fs;
  }

  /** apt itself, not apt-get: other colours, a bar, more lines. */
  get isApt(): boolean {
    return this.io.name === 'apt';
  }

  /** 0 with all progress, 1 without what is redrawn, 2 nothing but errors. */
  get quiet(): number {
    return Math.max(this.settings.quiet, this.isTerminal ? 0 : 1);
  }

  /** The last column that is used. */
  get width(): number {
    return (this.process.terminal(1)?.size.columns ?? 80) - 1;
  }

  is(item: string, usual = false): boolean {
    const value = this.settings.items.get(item) ?? configured(this.fs, item);
    return value === undefined ? usual : /^(?:1|yes|true|on|with|enable)$/i.test(value);
  }

  /** Standard output; on a terminal at once. */
  async out(text: ByteString): Promise<void> {
    await this.io.out(text);
    if (this.isTerminal) await this.io.flush();
  }

  err(text: ByteString): MaybePromise<void> {
    return this.io.err(text);
  }

  /** Prints messages with their letters, coloured by apt on a terminal; notices only there. */
  async say(messages: readonly AptMessage[]): Promise<void> {
    await this.io.flush();
    const said = messages.filter(({ kind }) => kind !== 'N' || this.quiet === 0);
    for (const { kind, text } of said) await this.err(`${this.#tag(kind)}${text}\n`);
  }

  #tag(kind: AptMessage['kind']): string {
    if (kind === 'drydock' || !this.isApt || !this.isTerminal) return `${kind}: `;
    return `\x1b[${{ E: '1;31', W: '1;33', N: '33' }[kind]}m${kind}: \x1b[0m`;
  }

  /** A pause in the course of things, a tenth of what the real one would take. */
  async pause(milliseconds: number): Promise<void> {
    await this.process.sleep(milliseconds * 1000);
  }
}

const CONFIGURATION = '/etc/apt/apt.conf.d';

/** The value of `A::B "value";` in apt.conf.d; the last file wins. */
function configured(fs: FileSystem, item: string): ByteString | undefined {
  if (!fs.exists(CONFIGURATION)) return undefined;
  const pattern = new RegExp(`^\\s*${item.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s+"([^"]*)"\\s*;`, 'im');
  let value: ByteString | undefined;
  for (const { name } of [...fs.readDir(CONFIGURATION)].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    value = pattern.exec(fromBytes(fs.readFile(`${CONFIGURATION}/${name}`)))?.[1] ?? value;
  }
  return value;
}

/** Whether `DPkg::Post-Invoke` empties the archive folder, as docker's images have it. */
export function cleansArchives(fs: FileSystem): boolean {
  if (!fs.exists(CONFIGURATION)) return false;
  return fs
    .readDir(CONFIGURATION)
    .some(({ name }) =>
      /DPkg::Post-Invoke\s*\{[^}]*rm -f \/var\/cache\/apt\/archives\/\*\.deb/i.test(fromBytes(fs.readFile(`${CONFIGURATION}/${name}`))),
    );
}
