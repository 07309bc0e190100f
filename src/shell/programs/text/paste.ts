/** paste: lines of several files side by side. As GNU coreutils 9.4 paste. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { LineReader } from '../../text/line-reader.ts';
import { openInput } from '../../text/open-input.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'paste',
  usage: '[OPTION]... [FILE]...',
  summary: 'Write lines consisting of the sequentially corresponding lines from each FILE, separated by TABs.',
  suite: 'GNU coreutils 9.4',
  options: {
    delimiters: { short: 'd', long: 'delimiters', argument: 'LIST', help: 'reuse characters from LIST instead of TABs' },
    serial: { short: 's', long: 'serial', help: 'paste one file at a time instead of in parallel' },
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, { delimiters = '\t', serial, zero }, operands) {
    const list = readDelimiters(delimiters);
    const end = zero ? '\0' : '\n';
    const files = operands.length === 0 ? ['-'] : operands;
    return serial ? pasteSerially(io, files, list, end) : pasteSideBySide(io, files, list, end);
  },
});

const ESCAPES: Readonly<Record<string, string>> = { 0: '', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function readDelimiters(text: ByteString): readonly string[] {
  const list: string[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      list.push(text.charAt(i));
      continue;
    }
    const next = text[++i];
    if (next === undefined) throw new UsageError(`delimiter list ends with an unescaped backslash: ${text}`, { hint: false });
    list.push(ESCAPES[next] ?? next);
  }
  return list.length === 0 ? [''] : list;
}

async function pasteSideBySide(io: ProgramIo, files: readonly ByteString[], list: readonly string[], end: string): Promise<number> {
  const standard = new LineReader(io.process, 0, end);
  const readers: LineReader[] = [];
  for (const file of files) readers.push(file === '-' ? standard : new LineReader(io.process, await openInput(io, file), end));
  for (;;) {
    const lines: (ByteString | undefined)[] = [];
    for (const reader of readers) lines.push(await reader.next());
    if (lines.every((line) => line === undefined)) return 0;
    const text = lines.map((line, i) => (line ?? '') + (i < lines.length - 1 ? list[i % list.length] : end)).join('');
    const writing = io.out(text);
    if (writing) await writing;
  }
}

async function pasteSerially(io: ProgramIo, files: readonly ByteString[], list: readonly string[], end: string): Promise<number> {
  for (const file of files) {
    const fd = await openInput(io, file);
    const reader = new LineReader(io.process, fd, end);
    let line = await reader.next();
    for (let i = 0; line !== undefined; i++) {
      const next = await reader.next();
      await io.out(line + (next === undefined ? '' : list[i % list.length]));
      line = next;
    }
    await io.out(end);
    if (fd !== 0) io.process.close(fd);
  }
  return 0;
}
