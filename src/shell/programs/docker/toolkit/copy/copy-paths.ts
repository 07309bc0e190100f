/** The two arguments of docker cp: which is a container's, which a path here. As docker/cli cli/command/container/cp.go. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';

export interface CopyFlags {
  /** Keep owners. */
  readonly archive: boolean;
  readonly followLink: boolean;
}

export interface Copied {
  /** Of the tar. */
  readonly bytes: number;
  readonly to: string;
}

/** `web:/x`; a path that begins with `/` or `.` is always local. */
export function splitArgument(text: ByteString): { readonly container: string; readonly path: ByteString } {
  const colon = text.indexOf(':');
  if (text.startsWith('/') || colon < 0 || text.startsWith('.')) return { container: '', path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}

/** Cleaned, but a slash or `/.` at the end stays: it says what is meant. */
export function absolutePath(process: Process, path: ByteString): ByteString {
  const whole = path.startsWith('/') ? path : `${process.cwd()}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const end = /(^|\/)\.$/.test(path) ? '/.' : path.endsWith('/') && parts.length > 0 ? '/' : '';
  return `/${parts.join('/')}${end}`;
}
