/** `set -x`: what a command looks like after expansion, behind PS4. As print_cmd.c's xtrace functions. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { traceQuote } from '../expand/quote.ts';
import { decodePrompt } from '../prompt.ts';
import { after, isUtf8, type Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

/** Writes one line of trace to BASH_XTRACEFD or standard error. */
export function trace(shell: Shell, text: ByteString): MaybePromise<void> {
  const { state } = shell;
  state.options.xtrace = false;
  const prompt = decodePrompt(shell, getValue(shell, 'PS4') ?? '');
  return after(prompt, (prefix) => {
    state.options.xtrace = true;
    const repeated = prefix === '' ? '' : (prefix[0] ?? '').repeat(state.traceDepth) + prefix;
    const fd = Number(getValue(shell, 'BASH_XTRACEFD') ?? 2);
    return shell.process.isOpen(fd) ? shell.process.write(fd, `${repeated}${text}\n`) : undefined;
  });
}

export function traceWords(shell: Shell, words: readonly ByteString[]): MaybePromise<void> {
  const utf8 = isUtf8(shell);
  return trace(shell, words.map((word) => traceQuote(word, utf8)).join(' '));
}
