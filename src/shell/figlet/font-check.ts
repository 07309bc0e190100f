/** Checks a FIGfont file for errors and signs of trouble, in chkfont's words. As chkfont 2.2 of FIGlet 2.2.5. */
import type { ByteString } from '../../sim/fs/bytes.ts';

const STARS = '*'.repeat(79);
const DASHES = '-'.repeat(79);
const HARDBLANKS = '!@#$%&*\x7f';
const CHARACTERS = 102;
/** Twice the errors and the warnings beyond this end the check. */
const PATIENCE = 40;

/** Ends the check of one file: its closing lines are written already. */
class Enough extends Error {}

interface Header {
  readonly hardblank: string;
  readonly height: number;
  readonly upHeight: number;
  readonly maxLength: number;
  readonly oldLayout: number;
  readonly comments: number;
  readonly rightToLeft: number;
  readonly layout: number | undefined;
  /** -1: not said. */
  readonly codeTags: number;
}

/** The report on one file. `name` as it is printed; `checksName`: the name has to end in .flf. */
export function checkFont(name: ByteString, bytes: ByteString, checksName: boolean): ByteString {
  const check = new FontCheck(name, bytes);
  try {
    check.run(checksName);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return check.report;
}

class FontCheck {
  report = '';
  readonly #name: ByteString;
  readonly #text: ByteString;
  #at = 0;
  #errors = 0;
  #warnings = 0;
  #line = 0;
  #longest = 0;
  #maxLength = 0;
  #tags = 0;
  #saidTags = -1;
  /** Warnings that are only printed once and were. */
  readonly #said = new Set<string>();

  constructor(name: ByteString, text: ByteString) {
    this.#name = name;
    this.#text = text;
  }

  run(checksName: boolean): void {
    if (checksName && !/(?:\.flf|\.FLF)$/.test(this.#name)) this.#error("Filename does not end with '.flf'.");
    const magic = /^\s*(\S{1,4})/.exec(this.#text);
    if (!magic) this.#error("can't read magic number.", false);
    this.#at = magic?.[0].length ?? 0;
    if (magic?.[1] !== 'flf2') this.#error('Incorrect magic number.');
    if (this.#text[this.#at++] !== 'a') this.#warn("Sub-version character is not 'a'.");
    const header = this.#readHeader();
    this.#checkHeader(header);
    for (let i = 0; i < header.comments; i++) this.#nextLine();
    this.#line = header.comments + 1;
    for (let i = 0; i < CHARACTERS; i++) this.#character(header);
    this.#taggedCharacters(header);
    if (header.codeTags !== -1 && header.codeTags !== this.#tags) this.#error(`Inconsistent Codetag_Cnt value ${header.codeTags}`);
    this.#end(false);
  }

  #say(kind: string, text: string): void {
    this.report += `${this.#name}: ${kind}- ${text}\n`;
  }

  #error(text: string, counts = true): void {
    this.#say('ERROR', text);
    this.#errors++;
    if (counts) this.#checkPatience();
  }

  #fatal(text: string): never {
    this.#say('ERROR (fatal)', text);
    this.#errors++;
    return this.#end(false);
  }

  #warn(text: string): void {
    this.#say('Warning', text);
    this.#warnings++;
    this.#checkPatience();
  }

  #warnOnce(key: string, text: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#say('Warning', `${text} in line ${this.#line}.`);
    this.report += `${this.#name}:          (Above warning will only be printed once.)\n`;
    this.#warnings++;
    this.#checkPatience();
  }

  #checkPatience(): void {
    if (2 * this.#errors + this.#warnings > PATIENCE) this.#end(true);
  }

  #end(tooMany: boolean): never {
    if (this.#errors + this.#warnings > 0) this.report += `${STARS}\n`;
    if (tooMany) this.report += `${this.#name}: Too many errors/warnings.\n`;
    this.report += `${this.#name}: Errors: ${this.#errors}, Warnings: ${this.#warnings}\n`;
    if (this.#line > 1 && this.#maxLength !== this.#longest) {
      this.report += `${this.#name}: maxlen: ${this.#maxLength}, actual max line length: ${this.#longest}\n`;
      if (this.#tags > 0 && this.#saidTags === -1) this.report += `${this.#name}: Code-tagged characters: ${this.#tags}\n`;
    }
    this.report += `${DASHES}\n`;
    throw new Enough();
  }

  /** The next line with its newline; undefined at the end. */
  #nextLine(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end + 1);
    this.#at += line.length;
    return line;
  }

  #readHeader(): Header {
    const line = this.#nextLine() ?? '';
    const match = /^([\s\S])((?:\s*[+-]?\d+){0,8})/.exec(line);
    const numbers = (match?.[2]?.match(/[+-]?\d+/g) ?? []).map(Number);
    if (numbers.length < 5) this.#fatal('First line improperly formatted.');
    const [height = 0, upHeight = 0, maxLength = 0, oldLayout = 0, comments = 0, rightToLeft = 0, layout, codeTags = -1] = numbers;
    this.#maxLength = maxLength;
    this.#saidTags = codeTags;
    return { hardblank: match?.[1] ?? '', height, upHeight, maxLength, oldLayout, comments, rightToLeft, layout, codeTags };
  }

  #checkHeader({ hardblank, height, upHeight, maxLength, oldLayout, comments, rightToLeft, layout }: Header): void {
    if (!HARDBLANKS.includes(hardblank)) this.#warn('Unusual hardblank.');
    if (height < 1) this.#fatal('charheight not positive.');
    if (upHeight > height || upHeight < 1) this.#error('up_height out of bounds.');
    if (maxLength < 1) this.#fatal('maxlen not positive.');
    if (oldLayout < -1) this.#error('old_layout < -1.');
    if (oldLayout > 63) this.#error('old_layout > 63.');
    if (layout !== undefined) this.#checkLayout(layout, oldLayout);
    if (comments < 0) this.#error('cmt_count is negative.');
    if (rightToLeft < 0 || rightToLeft > 1) this.#error('rtol out of bounds.');
  }

  #checkLayout(layout: number, oldLayout: number): void {
    if (layout < 0) this.#error('layout < 0.');
    if (layout > 32767) this.#error('layout > 32767.');
    const wrong =
      (oldLayout === -1 && (layout & 192) !== 0) ||
      (oldLayout === 0 && (layout & 192) !== 64 && (layout & 255) !== 128) ||
      (oldLayout > 0 && ((layout & 128) === 0 || oldLayout !== (layout & 63)));
    if (wrong) this.#error(`layout ${layout} is inconsistent with old_layout ${oldLayout}.`);
  }

  #character({ height, maxLength }: Header): void {
    let [mark, width] = ['', 0];
    for (let row = 0; row < height; row++) {
      const line = this.#nextLine();
      if (line === undefined) this.#fatal(`Unexpected read error after line ${this.#line}.`);
      if (!line.endsWith('\n')) this.#fatal(`Unexpected end of file after line ${this.#line}.`);
      this.#line++;
      const length = line.length - 1;
      this.#longest = Math.max(this.#longest, length);
      if (length > maxLength) this.#error(`Line length > maxlen in line ${this.#line}.`);
      const endMark = length === 0 ? '\n' : line.charAt(length - 1);
      let kept = length + 1;
      while (kept > 0 && (line[kept - 1] === '\n' || line[kept - 1] === endMark)) kept--;
      if (row === 0) [mark, width] = this.#firstRow(endMark, kept);
      else this.#laterRow(endMark !== mark, kept !== width);
      this.#checkEndMarks(length - kept, row, height);
    }
  }

  #firstRow(mark: string, width: number): [string, number] {
    if (mark === ' ') this.#warn(`Blank endmark in line ${this.#line}.`);
    return [mark, width];
  }

  #laterRow(otherMark: boolean, otherWidth: boolean): void {
    if (otherMark) this.#warnOnce('mark', 'Inconsistent endmark');
    if (otherWidth) this.#error(`Inconsistent character width in line ${this.#line}.`);
  }

  #checkEndMarks(marks: number, row: number, height: number): void {
    if (marks > 2) this.#error(`Too many endmarks in line ${this.#line}.`);
    else if (height > 1 && marks !== (row === height - 1 ? 2 : 1)) this.#warnOnce('count', 'Endchar count convention violated');
  }

  #taggedCharacters(header: Header): void {
    let before = 0;
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      this.#line++;
      const length = line.length - 1;
      this.#longest = Math.max(this.#longest, length - 100);
      if (length > header.maxLength + 100) this.#error(`Code tag line way too long in line ${this.#line}.`);
      const tag = parseTag(line);
      if (tag === undefined) {
        this.#warn(`Extra chars after font in line ${this.#line}.`);
        return;
      }
      this.#tags++;
      if (this.#checkTag(tag, before)) return;
      before = tag;
      this.#character(header);
    }
  }

  /** True when the tag cannot be used and the check of tags ends. */
  #checkTag(tag: number, before: number): boolean {
    if (tag > 65535) this.#warnOnce('big', 'Code tag > 65535');
    if (tag === -1) {
      this.#error(`Code tag -1 (unusable) in line ${this.#line}.`);
      return true;
    }
    if (tag >= -255 && tag <= -249) this.#warnOnce('german', 'Code tag in old Deutsch area');
    if (tag < 127 && tag > 31 && !this.#said.has('ascii')) this.#warnOnce('ascii', 'Code tag in ASCII range');
    else if (tag <= before && tag >= 0 && before >= 0) this.#warnOnce('order', 'Non-increasing code tag');
    return false;
  }
}

/** As C's scanf reads `%li`: decimal, octal or hexadecimal with a sign. */
export function parseTag(line: string): number | undefined {
  const tag = /^\s*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|(\d+))/.exec(line);
  if (!tag) return undefined;
  const value = tag[2] !== undefined ? Number.parseInt(tag[2], 16) : tag[3] !== undefined ? Number.parseInt(tag[3], 8) : Number(tag[4]);
  return tag[1] === '-' ? -value : value;
}
