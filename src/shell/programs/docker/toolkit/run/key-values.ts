/** Environment and labels from flags and files. As docker/cli opts ReadKVEnvStrings and kvfile. */
import { type ByteString, fromBytes } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { goError } from '../go-error.ts';
import { StatusError } from '../status-error.ts';

/** Files first, then the flags; a name alone takes the client's own value, or is left out when it has none. */
export function environmentOf(process: Process, files: readonly ByteString[], flags: readonly ByteString[]): readonly ByteString[] {
  return [...files.flatMap((file) => linesOf(process, file)), ...flags].flatMap((entry) => {
    if (entry.includes('=')) return [entry];
    const value = process.environment.get(entry);
    return value === undefined ? [] : [`${entry}=${value}`];
  });
}

export function labelsOf(process: Process, files: readonly ByteString[], flags: readonly ByteString[]): Readonly<Record<string, string>> {
  return pairsOf([...files.flatMap((file) => linesOf(process, file)), ...flags]);
}

/** `key=value` texts as a map; the last one of a key counts. */
export function pairsOf(texts: readonly ByteString[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => [text.split('=', 1)[0] ?? '', text.includes('=') ? text.slice(text.indexOf('=') + 1) : '']),
  );
}

function linesOf(process: Process, file: ByteString): readonly ByteString[] {
  const lines: ByteString[] = [];
  for (const line of readText(process, file)
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n')) {
    const text = line.replace(/\r$/, '').replace(/^[ \t]+/, '');
    if (text === '' || text.startsWith('#')) continue;
    const name = text.split('=', 1)[0] ?? '';
    if (name === '') throw new StatusError(`invalid env file (${file}): no variable name on line '${text}'`, 125);
    if (/[ \t]/.test(name)) throw new StatusError(`invalid env file (${file}): variable '${name}' contains whitespaces`, 125);
    lines.push(text);
  }
  return lines;
}

function readText(process: Process, file: ByteString): ByteString {
  try {
    return fromBytes(process.fs.readFile(file));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno === 'EISDIR') throw new StatusError(`invalid env file (${file}): read ${file}: is a directory`, 125);
    throw new StatusError(goError(error, 'open', file), 125);
  }
}
