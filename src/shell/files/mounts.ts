/** What is mounted where, as /proc/self/mounts says. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { canonicalPath } from '../formats/canonical-path.ts';
import type { ProgramIo } from '../programs/program-io.ts';

export interface MountLine {
  readonly device: ByteString;
  readonly at: ByteString;
  readonly type: ByteString;
  readonly options: ByteString;
}

/** In the order of mounting; empty when /proc is not there. */
export function readMounts(io: ProgramIo): readonly MountLine[] {
  try {
    return fromBytes(io.fs.readFile('/proc/self/mounts'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' ').map(unescapeOctal))
      .map(([device = '', at = '', type = '', options = '']) => ({ device, at, type, options }));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

const unescapeOctal = (text: ByteString): ByteString =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The mount that a path lies in. */
export function mountOf(io: ProgramIo, path: ByteString): MountLine | undefined {
  const place = canonicalPath(io.process, path, 'any');
  const holding = readMounts(io).filter(({ at }) => at === '/' || place === at || place.startsWith(`${at}/`));
  return holding.reduce<MountLine | undefined>((best, mount) => (best && best.at.length > mount.at.length ? best : mount), undefined);
}
