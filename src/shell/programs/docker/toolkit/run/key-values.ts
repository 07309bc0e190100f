/** Environment and labels from flags and files. As docker/cli opts ReadKVEnvStrings and kvfile. */
import { type ByteString, fromBytes } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { goError } from '../go-error.ts';
import { readWholeFile } from '../../../program-io.ts';
import { StatusError } from '../status-error.ts';

/** Lines of files, then flags; a name alone takes the client's own value, or is left out when it has none. */
export function environmentOf(process: Process, entries: readonly ByteString[]): readonly ByteString[] {
  return entries.flatMap((entry) => {
    if (entry.includes('=')) return [entry];
    const value = process.environment.get(entry);
    return value === undefined ? [] : [`${entry}=${value}`];
  });
}

/** `key=value` texts as a map; the last one of a key counts. */
export function pairsOf(texts: readonly ByteString[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => [text.split('=', 1)[0] ?? '', text.includes('=') ? text.slice(text.indexOf('=') + 1) : '']),
  );
}

/** All lines of all files. Throws StatusError. */
export async function readLineFiles(process: Process, files: readonly ByteString[]): Promise<readonly ByteString[]> {
  const lines: ByteString[] = [];
  for (const file of files) lines.push(...linesOf(file, await readText(process, file)));
  return lines;
}

function linesOf(file: ByteString, whole: ByteString): readonly ByteString[] {
  const lines: ByteString[] = [];
  for (const line of whole.replace(/^\xef\xbb\xbf/, '').split('\n')) {
    const text = line.replace(/\r$/, '').replace(/^[ \t]+/, '');
    if (text === '' || text.startsWith('#')) continue;
    const name = text.split('=', 1)[0] ?? '';
    if (name === '') throw new StatusError(`invalid env file (${file}): no variable name on line '${text}'`, 125);
    if (/[ \t]/.test(name)) throw new StatusError(`invalid env file (${file}): variable '${name}' contains whitespaces`, 125);
    lines.push(text);
  }
  return lines;
}

async function readText(process: Process, file: ByteString): Promise<ByteString> {
  try {
    return fromBytes(await readWholeFile(process, file));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno === 'EISDIR') throw new StatusError(`invalid env file (${file}): read ${file}: is a directory`, 125);
    throw new StatusError(goError(error, 'open', file), 125);
  }
}
