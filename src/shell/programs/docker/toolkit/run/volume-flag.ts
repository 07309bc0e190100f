/** `-v`: what is a bind, a named volume, an anonymous one. As docker/cli cli/command/container/opts.go with compose's ParseVolume. */
import type { Process } from '../../../../../sim/kernel/types.ts';
import { StatusError } from '../status-error.ts';

export interface SplitVolumes {
  readonly binds: readonly string[];
  /** Paths in the container. */
  readonly anonymous: readonly string[];
}

/** A source that begins with a dot is relative to here. Throws StatusError. */
export function splitVolumes(process: Process, volumes: readonly string[]): SplitVolumes {
  const binds: string[] = [];
  const anonymous: string[] = [];
  for (const text of volumes) {
    const { source, isFile } = parseVolume(text);
    const colon = text.indexOf(':');
    if (source === '') anonymous.push(text);
    else if (isFile && !text.startsWith('/')) binds.push(absolute(process, text.slice(0, colon)) + text.slice(colon));
    else binds.push(text);
  }
  return { binds, anonymous };
}

/** A single letter before a colon is a Windows drive there: `x:/data` is an anonymous volume at that path. */
function parseVolume(text: string): { readonly source: string; readonly isFile: boolean } {
  if (text === '') throw new StatusError('invalid empty volume spec', 125);
  if (text.length <= 2) return { source: '', isFile: false };
  const sections = text.split(/(?<!^[a-zA-Z]|:[a-zA-Z]):/);
  const refuse = (why: string): never => {
    throw new StatusError(`invalid spec: ${text}: ${why}`, 125);
  };
  if (sections.includes('')) refuse('empty section between colons');
  if (sections.length > 3) refuse('too many colons');
  const source = sections.length > 1 ? (sections[0] ?? '') : '';
  return { source, isFile: /^[./~]/.test(source) };
}

function absolute(process: Process, path: string): string {
  const parts: string[] = [];
  for (const part of `${process.cwd()}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
