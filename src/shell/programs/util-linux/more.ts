/** more: shows files a screenful at a time. As util-linux 2.39.3 more. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Terminal } from '../../../sim/kernel/types.ts';
import { displayWidth } from '../../formats/display-width.ts';
import { rawAttributes } from '../../formats/terminal-modes.ts';
import { defineProgram } from '../define-program.ts';
import { readAll, type ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'more',
  usage: '[options] <file>...',
  summary: 'Display the contents of a file in a terminal.',
  suite: 'util-linux 2.39.3',
  rewrite: (words) => words.map((word) => (/^-\d+$/.test(word) ? `--lines=${word.slice(1)}` : word)),
  options: {
    silent: { short: 'd', long: 'silent', help: 'display help instead of ringing bell' },
    logical: { short: 'f', long: 'logical', help: 'count logical rather than screen lines' },
    noPause: { short: 'l', long: 'no-pause', help: 'suppress pause after form feed' },
    printOver: { short: 'cp', long: ['print-over', 'clean-print'], help: 'do not scroll, display text and clean line ends' },
    exitOnEof: { short: 'e', long: 'exit-on-eof', help: 'exit on end-of-file' },
    squeeze: { short: 's', long: 'squeeze', help: 'squeeze multiple blank lines into one' },
    plain: { short: 'u', long: 'plain', help: 'suppress underlining and bold' },
    lines: { short: 'n', long: 'lines', argument: '<number>', help: 'the number of lines per screenful' },
  },
  async run(io, { lines, squeeze }, operands) {
    const screen = io.process.isOpen(1) ? io.process.terminal(1) : undefined;
    if (operands.length === 0 && io.process.isOpen(0) && io.process.terminal(0)) {
      await io.err("more: bad usage\nTry 'more --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const [i, operand] of (operands.length === 0 ? ['-'] : operands).entries()) {
      const text = await load(io, operand);
      if (text === undefined) {
        status = 1;
        continue;
      }
      const titled = operands.length > 1 ? `::::::::::::::\n${operand}\n::::::::::::::\n${text}` : text;
      const shown = squeeze ? titled.replace(/\n{3,}/g, '\n\n') : titled;
      if (!screen) await io.out(shown);
      else if (
        !(await page(io, screen, shown, {
          rows: Number(lines ?? 0) || (screen.size.rows || 24) - 1,
          last: i === operands.length - 1 || operands.length === 0,
        }))
      )
        break;
    }
    return status;
  },
});

async function load(io: ProgramIo, path: ByteString): Promise<ByteString | undefined> {
  try {
    if (path === '-') return fromBytes(await readAll(io.process, 0));
    if (io.fs.stat(path).type === 'directory') {
      await io.out(`\n*** ${path}: directory ***\n\n`);
      return undefined;
    }
    const fd = await io.process.open(path, { read: true });
    const bytes = await readAll(io.process, fd);
    io.process.close(fd);
    return fromBytes(bytes);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`cannot open ${path}: ${error.text}`);
    return undefined;
  }
}

/** Shows a text screen by screen; false when the user quits. */
async function page(
  io: ProgramIo,
  screen: Terminal,
  text: ByteString,
  { rows, last }: { readonly rows: number; readonly last: boolean },
): Promise<boolean> {
  const lines = screenLines(text, screen.size.columns || 80, io.unicode);
  const keys = await io.process.open('/dev/tty', { read: true });
  const before = screen.attributes;
  let [at, amount] = [0, rows];
  try {
    for (;;) {
      await io.out(lines.slice(at, at + amount).join(''));
      at += amount;
      await io.flush();
      if (at >= lines.length && last) return true;
      const percent = Math.min(99, Math.floor((lines.slice(0, at).join('').length / Math.max(1, text.length)) * 100));
      screen.setAttributes({ ...rawAttributes(before), signals: true, echo: false, postProcess: true });
      await io.out(`\x1b[7m--More--${at >= lines.length ? '(Next file)' : `(${percent}%)`}\x1b[27m`);
      await io.flush();
      amount = await readCommand(io, keys, rows);
      await io.out('\r\x1b[K');
      screen.setAttributes(before);
      if (amount < 0) return false;
      if (at >= lines.length) return true;
    }
  } finally {
    screen.setAttributes(before);
    io.process.close(keys);
    await io.flush();
  }
}

/** How many lines to show next; negative: quit. */
async function readCommand(io: ProgramIo, keys: number, rows: number): Promise<number> {
  let count = '';
  for (;;) {
    const key = fromBytes(await io.process.read(keys, 1));
    if (key === '' || key === 'q' || key === 'Q') return -1;
    if (/\d/.test(key)) count += key;
    else if (key === ' ' || key === 'z' || key === 'f') return count === '' ? rows : Number(count);
    else if (key === '\n' || key === '\r' || key === 'j' || key === 's') return count === '' ? 1 : Number(count);
    else if (key === 'd' || key === '\x04') return count === '' ? 11 : Number(count);
    else await io.err('\x07');
  }
}

/** Lines as long as the screen is wide, each with its newline or without when it goes on. */
function screenLines(text: ByteString, columns: number, unicode: boolean): readonly ByteString[] {
  return text.split(/(?<=\n)/).flatMap((line) => {
    if (displayWidth(line.replace(/\n$/, ''), unicode) <= columns) return [line];
    const parts: ByteString[] = [];
    for (let i = 0; i < line.length; i += columns) parts.push(line.slice(i, i + columns));
    return parts;
  });
}
