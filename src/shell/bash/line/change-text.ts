/** Commands that change words and letters where they stand: transposing and case. As GNU readline 8.2. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Command } from './editor.ts';

/** Swaps the characters around the point; at the end of the line the last two. */
export const transposeCharacters: Command = (editor) => {
  const { buffer } = editor;
  if (buffer.point === 0 || buffer.text.length < 2) return editor.bell();
  const middle = buffer.point === buffer.text.length ? buffer.before(buffer.point) : buffer.point;
  const [from, to] = [buffer.before(middle), buffer.after(middle)];
  const { text } = buffer;
  buffer.replace(text.slice(0, from) + text.slice(middle, to) + text.slice(from, middle) + text.slice(to), to);
  return undefined;
};

/** Swaps the word before the point with the one after it. */
export const transposeWords: Command = (editor) => {
  const { buffer } = editor;
  const end = buffer.wordEnd(buffer.point);
  const start = buffer.wordStart(end);
  const firstStart = buffer.wordStart(start);
  const firstEnd = buffer.wordEnd(firstStart);
  if (firstStart === start || firstEnd > start) return editor.bell();
  const { text } = buffer;
  buffer.replace(
    text.slice(0, firstStart) + text.slice(start, end) + text.slice(firstEnd, start) + text.slice(firstStart, firstEnd) + text.slice(end),
    end,
  );
  return undefined;
};

/** Changes the word after the point and goes behind it. */
export const changeCase =
  (change: (word: ByteString) => ByteString): Command =>
  ({ buffer }) => {
    const end = buffer.wordEnd(buffer.point);
    const { text, point } = buffer;
    buffer.replace(text.slice(0, point) + text.slice(point, end).replace(/[A-Za-z]+/g, change) + text.slice(end), end);
    return undefined;
  };
