/** stat: what the file system knows of files. As GNU coreutils 9.4 stat. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { fileField, fileSystemField, type StatSubject } from '../../files/stat-fields.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { readEscape } from '../../formats/escapes.ts';
import { shellEscape } from '../../formats/quoting.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { checkOperands } from '../operands.ts';

const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const FILE_SYSTEM =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\nBlocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n';
const FILE_SYSTEM_TERSE = '%n %i %l %t %s %S %b %f %a %c %d\n';

export default defineProgram({
  name: 'stat',
  usage: '[OPTION]... FILE...',
  summary: 'Display file or file system status.',
  suite: 'GNU coreutils 9.4',
  options: {
    dereference: { short: 'L', long: 'dereference', help: 'follow links' },
    fileSystem: { short: 'f', long: 'file-system', help: 'display file system status instead of file status' },
    cached: { long: 'cached', argument: 'MODE', help: 'specify how to use cached attributes' },
    output: lastOf({
      format: { short: 'c', long: 'format', argument: 'FORMAT', help: 'use the specified FORMAT; output a newline after each use' },
      printf: { long: 'printf', argument: 'FORMAT', help: 'like --format, but interpret backslash escapes, and no newline' },
    }),
    terse: { short: 't', long: 'terse', help: 'print the information in terse form' },
  },
  async run(io, { dereference, fileSystem, output, terse }, operands) {
    checkOperands(operands, 1);
    const accounts = readAccounts(io.fs);
    const zone = parseTimeZone(io.process.environment.get('TZ'));
    const field = fileSystem ? fileSystemField : fileField;
    let status = 0;
    for (const path of operands) {
      try {
        const stat = path === '-' ? io.process.fstat(0) : dereference || fileSystem ? io.fs.stat(path) : io.fs.lstat(path);
        const subject: StatSubject = { io, path, stat, accounts, zone };
        const format = chooseFormat(subject, { output, terse, fileSystem });
        await io.out(fill(format, (letters) => field(letters, subject)));
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        status = 1;
        await io.flush();
        await io.complain(`${fileSystem ? 'cannot read file system information for' : 'cannot statx'} ${io.quoted(path)}: ${error.text}`);
      }
    }
    return status;
  },
});

interface Style {
  readonly output: { readonly format: ByteString } | { readonly printf: ByteString } | undefined;
  readonly terse: boolean;
  readonly fileSystem: boolean;
}

function chooseFormat(subject: StatSubject, { output, terse, fileSystem }: Style): ByteString {
  if (output) return 'printf' in output ? interpretEscapes(output.printf) : `${output.format}\n`;
  if (fileSystem) return terse ? FILE_SYSTEM_TERSE : FILE_SYSTEM;
  return terse ? TERSE : defaultFormat(subject);
}

function defaultFormat({ io, path, stat: { type } }: StatSubject): ByteString {
  const name = (text: ByteString): ByteString => shellEscape(text, { unicode: io.unicode }).replaceAll('%', '%%');
  const shown = type === 'symlink' ? `${name(path)} -> ${name(io.fs.readLink(path))}` : name(path);
  const device = type === 'character' || type === 'block' ? 'Links: %-5h Device type: %t,%T' : 'Links: %h';
  return `  File: ${shown}\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  ${device}\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n`;
}

const DIRECTIVE = /%([-+ #0']*)(\d*)(?:\.(\d*))?([HL]?[a-zA-Z]|%)|%/g;

/** Fills in a format; `field` gives text, or a number that takes flags. */
function fill(format: ByteString, field: (letters: string) => ByteString | number | undefined): ByteString {
  return format.replace(DIRECTIVE, (whole: string, flags = '', width = '', precision?: string, letters?: string) => {
    if (letters === '%') return '%';
    const value = letters === undefined ? undefined : field(letters);
    if (value === undefined) return letters === undefined ? whole : '?';
    const cut =
      typeof value === 'string' && precision !== undefined ? value.slice(0, Number(precision)) : numberText(value, flags, letters ?? '');
    if (flags.includes('-')) return cut.padEnd(Number(width));
    return cut.padStart(Number(width), flags.includes('0') && typeof value === 'number' ? '0' : ' ');
  });
}

function numberText(value: ByteString | number, flags: string, letters: string): ByteString {
  if (typeof value !== 'number') return value;
  const base = letters === 'a' ? 8 : /^[fDtT]$/.test(letters) ? 16 : 10;
  const prefix = flags.includes('#') ? (base === 8 ? '0' : base === 16 ? '0x' : '') : '';
  return prefix + value.toString(base);
}

function interpretEscapes(format: ByteString): ByteString {
  let text = '';
  for (let i = 0; i < format.length; ) {
    if (format.charAt(i) !== '\\') {
      text += format.charAt(i++);
      continue;
    }
    const read = readEscape(format, i, { style: 'printf' });
    text += read.text;
    i = read.end;
  }
  return text;
}
