/** realpath: canonical file names. As GNU coreutils 9.4 realpath. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { canonicalPath, type Missing, relativeBetween } from '../../formats/canonical-path.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'realpath',
  usage: '[OPTION]... FILE...',
  summary: 'Print the resolved absolute file name; all but the last component must exist.',
  suite: 'GNU coreutils 9.4',
  options: {
    missing: lastOf({
      none: { short: 'e', long: 'canonicalize-existing', help: 'all components of the path must exist' },
      any: { short: 'm', long: 'canonicalize-missing', help: 'no path components need exist or be a directory' },
    }),
    links: lastOf({
      logical: { short: 'L', long: 'logical', help: "resolve '..' components before symlinks" },
      physical: { short: 'P', long: 'physical', help: 'resolve symlinks as encountered (default)' },
      strip: { short: 's', long: ['strip', 'no-symlinks'], help: "don't expand symlinks" },
    }),
    quiet: { short: 'q', long: 'quiet', help: 'suppress most error messages' },
    relativeTo: { long: 'relative-to', argument: 'DIR', help: 'print the resolved path relative to DIR' },
    relativeBase: { long: 'relative-base', argument: 'DIR', help: 'print absolute paths unless paths below DIR' },
    zero: { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  },
  async run(io, { missing, links, quiet, relativeTo, relativeBase, zero }, operands) {
    checkOperands(operands, 1);
    const resolve = (path: ByteString, how: Missing): ByteString =>
      canonicalPath(io.process, links === 'logical' ? withoutDots(path) : path, how, { links: links !== 'strip' });
    const base = relativeBase === undefined ? undefined : resolveDirectory(io, relativeBase, resolve);
    const from = relativeTo === undefined ? base : resolveDirectory(io, relativeTo, resolve);
    let status = 0;
    for (const operand of operands) {
      try {
        const path = resolve(operand, missing ?? 'last');
        const below = base === undefined || path === base || path.startsWith(base === '/' ? '/' : `${base}/`);
        await io.out((from !== undefined && below ? relativeBetween(path, from) : path) + (zero ? '\0' : '\n'));
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        status = 1;
        if (!quiet) await io.complain(`${io.shellQuoted(operand)}: ${error.text}`);
      }
    }
    return status;
  },
});

function resolveDirectory(io: ProgramIo, path: ByteString, resolve: (path: ByteString, how: Missing) => ByteString): ByteString {
  try {
    return resolve(path, 'last');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`${io.shellQuoted(path)}: ${error.text}`, { hint: false });
  }
}

/** `a/../b` → `b`, by the text alone. */
function withoutDots(path: ByteString): ByteString {
  const names: ByteString[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return (path.startsWith('/') ? '/' : '') + names.join('/') || '.';
}
