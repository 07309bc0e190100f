/** cat: copies files to standard output. As GNU coreutils 9.4 cat. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput, type Input } from '../inputs.ts';
import { blocks, type ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'cat',
  usage: '[OPTION]... [FILE]...',
  summary: 'Concatenate FILE(s) to standard output. With no FILE, or when FILE is -, read standard input.',
  suite: 'GNU coreutils 9.4',
  options: {
    numberNonblank: { short: 'b', long: 'number-nonblank', help: 'number nonempty output lines, overrides -n' },
    endsVisible: { short: 'e', help: 'equivalent to -vE' },
    visible: { short: 'v', long: 'show-nonprinting', help: 'use ^ and M- notation, except for LFD and TAB' },
    showEnds: { short: 'E', long: 'show-ends', help: 'display $ at end of each line' },
    number: { short: 'n', long: 'number', help: 'number all output lines' },
    squeeze: { short: 's', long: 'squeeze-blank', help: 'suppress repeated empty output lines' },
    tabsVisible: { short: 't', help: 'equivalent to -vT' },
    showTabs: { short: 'T', long: 'show-tabs', help: 'display TAB characters as ^I' },
    showAll: { short: 'A', long: 'show-all', help: 'equivalent to -vET' },
    unbuffered: { short: 'u', help: '(ignored)' },
  },
  async run(io, options, operands) {
    const { showAll, endsVisible, tabsVisible, numberNonblank, squeeze } = options;
    const style: Style = {
      ends: options.showEnds || showAll || endsVisible,
      tabs: options.showTabs || showAll || tabsVisible,
      visible: options.visible || showAll || endsVisible || tabsVisible,
      numbers: numberNonblank ? 'nonblank' : options.number ? 'all' : 'none',
      squeeze,
    };
    const plain = !style.ends && !style.tabs && !style.visible && !style.squeeze && style.numbers === 'none';
    const state: State = { line: 0, newlines: 1, text: '' };
    return forEachInput(io, operands, async (input) => {
      refuseOwnOutput(io, input);
      for await (const block of blocks(io.process, input.fd)) {
        await io.out(plain ? block : decorate(fromBytes(block), style, state));
        const waiting = io.flush();
        if (waiting) await waiting;
        const pause = io.process.tick(block.length >> 8);
        if (pause) await pause;
      }
    });
  },
});

interface Style {
  readonly ends: boolean;
  readonly tabs: boolean;
  readonly visible: boolean;
  readonly numbers: 'all' | 'nonblank' | 'none';
  readonly squeeze: boolean;
}

/** Across all files: cat numbers and squeezes as if they were one. */
interface State {
  line: number;
  /** Newlines in a row just before (1 at a line's start). */
  newlines: number;
  text: ByteString;
}

/** `cat f >> f` would never end. */
function refuseOwnOutput(io: ProgramIo, { fd }: Input): void {
  if (!io.process.isOpen(1)) return;
  const [from, to] = [io.process.fstat(fd), io.process.fstat(1)];
  if (from.type !== 'file' || from.ino !== to.ino || from.dev !== to.dev || to.size === 0) return;
  throw new SameFile();
}

class SameFile extends FsError {
  constructor() {
    super('EINVAL');
  }
  override get text(): string {
    return 'input file is output file';
  }
}

function decorate(block: ByteString, style: Style, state: State): ByteString {
  const parts: ByteString[] = [];
  for (let start = 0; start < block.length; ) {
    const newline = block.indexOf('\n', start);
    const end = newline < 0 ? block.length : newline;
    const content = block.slice(start, end);
    if (content !== '') {
      if (state.newlines > 0 && style.numbers !== 'none') parts.push(lineNumber(++state.line));
      parts.push(shown(content, style, newline >= 0));
      state.newlines = 0;
    }
    if (newline < 0) break;
    start = newline + 1;
    if (state.newlines > 0 && style.squeeze && state.newlines >= 2) continue;
    if (state.newlines > 0 && style.numbers === 'all') parts.push(lineNumber(++state.line));
    parts.push(style.ends ? '$\n' : '\n');
    state.newlines++;
  }
  return parts.join('');
}

const lineNumber = (line: number): ByteString => `${String(line).padStart(6)}\t`;

function shown(text: ByteString, { visible, tabs, ends }: Style, ended: boolean): ByteString {
  const tabbed = (c: string): string => (c === '\t' && !tabs ? c : `^${String.fromCharCode(c.charCodeAt(0) ^ 64)}`);
  if (!visible) {
    const marked = tabs ? text.replaceAll('\t', '^I') : text;
    return ends && ended ? marked.replace(/\r$/, '^M') : marked;
  }
  return text.replace(/[\x00-\x1f\x7f-\xff]/g, (c) => {
    const code = c.charCodeAt(0);
    if (code < 128) return tabbed(c);
    const low = String.fromCharCode(code - 128);
    return `M-${/[\x00-\x1f\x7f]/.test(low) ? `^${String.fromCharCode(low.charCodeAt(0) ^ 64)}` : low}`;
  });
}
