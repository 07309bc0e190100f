/** Reads sed scripts. As GNU sed 4.9 sed/compile.c; the error texts are its own. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { parseAddress, parseSubstitution, parseTransliteration, type RegexDialect } from './parse-regex.ts';
import { readEscape, Scanner, type ScriptPiece } from './scanner.ts';
import { type Action, type Command, type Script, ScriptError, type Selection, type SimpleName } from './script.ts';

export interface ScriptOptions extends RegexDialect {
  /** --sandbox: no command may touch files or run programs. */
  readonly sandbox: boolean;
}

interface Context {
  readonly options: ScriptOptions;
  readonly commands: Command[];
  /** Places of `{` that are still open. */
  readonly blocks: number[];
  readonly labels: Map<ByteString, number>;
  readonly jumps: { readonly place: number; readonly name: 'b' | 't' | 'T'; readonly label: ByteString }[];
}

/** All pieces as one program. Throws ScriptError. */
export function parseScript(pieces: readonly ScriptPiece[], options: ScriptOptions): Script {
  const context: Context = { options, commands: [], blocks: [], labels: new Map(), jumps: [] };
  for (const piece of joined(pieces)) {
    const scanner = new Scanner(piece);
    while (parseCommand(scanner, context));
  }
  const { commands, blocks, jumps, labels } = context;
  if (blocks.length > 0) throw new ScriptError("-e expression #1, char 0: unmatched `{'");
  for (const { place, name, label } of jumps) {
    const target = label === '' ? commands.length : labels.get(label);
    const command = commands[place];
    if (target === undefined) throw new ScriptError(`can't find label for jump to \`${label}'`, 4);
    if (command) commands[place] = { ...command, action: { name, target } };
  }
  return { commands, quiet: /^#n(?:\n|$)/.test(pieces[0]?.text ?? '') };
}

/** `-e 'a\' -e text`: a piece that ends in a backslash goes on in the next. */
function joined(pieces: readonly ScriptPiece[]): readonly ScriptPiece[] {
  const whole: ScriptPiece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last && !last.isFile && /(?:^|[^\\])(?:\\\\)*\\$/.test(last.text))
      whole[whole.length - 1] = { ...last, text: `${last.text}\n${piece.text}` };
    else whole.push(piece);
  }
  return whole;
}

/** False at the end. */
function parseCommand(scanner: Scanner, context: Context): boolean {
  scanner.take(/[\s;]*/y);
  if (scanner.isAtEnd) return false;
  const selection = parseSelection(scanner, context.options);
  const name = scanner.next();
  if (name === '') scanner.fail('missing command');
  if (name === '#') {
    if (selection.from) scanner.fail("comments don't accept any addresses");
    scanner.takeLine();
  } else if (name === '}') closeBlock(scanner, selection, context);
  else if (name === ':') addLabel(scanner, selection, context);
  else if (name === '{') {
    context.blocks.push(context.commands.length);
    context.commands.push({ selection, action: { name, end: 0 } });
  } else if (name === 'v') checkVersion(scanner);
  else {
    const place = context.commands.length;
    context.commands.push({ selection, action: { name: 'd' } });
    context.commands[place] = { selection, action: parseAction(scanner, name, selection, place, context) };
  }
  return true;
}

function parseSelection(scanner: Scanner, options: ScriptOptions): Selection {
  const from = parseAddress(scanner, options);
  if (from?.kind === 'count' || from?.kind === 'multiple') scanner.fail('invalid usage of +N or ~N as first address');
  scanner.skipBlanks();
  let to: Selection['to'];
  if (from && scanner.peek() === ',') {
    scanner.at++;
    scanner.skipBlanks();
    to = parseAddress(scanner, options);
    if (!to) {
      scanner.at++;
      scanner.fail("unexpected `,'");
    }
  }
  scanner.skipBlanks();
  if (from?.kind === 'line' && from.line === 0 && to?.kind !== 'regex') {
    scanner.at++;
    scanner.fail('invalid usage of line address 0');
  }
  return { from, to, negated: takeNegation(scanner) };
}

function takeNegation(scanner: Scanner): boolean {
  if (scanner.peek() !== '!') return false;
  scanner.at++;
  scanner.skipBlanks();
  if (scanner.peek() === '!') {
    scanner.at++;
    scanner.fail("multiple `!'s");
  }
  return true;
}

function closeBlock(scanner: Scanner, selection: Selection, { blocks, commands }: Context): void {
  const start = blocks.pop();
  const open = start === undefined ? undefined : commands[start];
  if (start === undefined || !open) scanner.fail("unexpected `}'");
  if (selection.from) scanner.fail("} doesn't want any addresses");
  commands[start] = { ...open, action: { name: '{', end: commands.length } };
  scanner.endCommand();
}

function addLabel(scanner: Scanner, selection: Selection, { labels, commands }: Context): void {
  if (selection.from) scanner.fail(": doesn't want any addresses");
  const label = scanner.label();
  if (label === '') scanner.fail('":" lacks a label');
  if (labels.has(label)) scanner.fail(`duplicate label`);
  labels.set(label, commands.length);
}

/** `v 4.2`: newer scripts are refused. */
function checkVersion(scanner: Scanner): void {
  const wanted = scanner.label().split('.').map(Number);
  const [major = 0, minor = 0] = wanted;
  if (major > 4 || (major === 4 && minor > 9)) scanner.fail('expected newer version of sed');
  scanner.endCommand();
}

const SIMPLE = '=dDFgGhHnNpPxz';
const isSimple = (name: string): name is SimpleName => SIMPLE.includes(name);

function parseAction(scanner: Scanner, name: string, selection: Selection, place: number, { options, jumps }: Context): Action {
  if (isSimple(name)) return ended(scanner, { name });
  if (options.sandbox && /[erw]/.test(name)) scanner.fail('e/r/w commands disabled in sandbox mode');
  switch (name) {
    case 'a':
    case 'i':
    case 'c':
      return { name, text: parseText(scanner) };
    case 'b':
    case 't':
    case 'T':
      jumps.push({ place, name, label: scanner.take(/[ \t]*[^\s;}]*/y).trimStart() });
      return ended(scanner, { name, target: 0 });
    case 'r':
    case 'R':
    case 'w':
    case 'W':
      return { name, file: scanner.fileName() };
    case 'l':
      scanner.skipBlanks();
      return ended(scanner, { name, width: scanner.number() });
    case 'q':
    case 'Q':
      if (selection.to) scanner.fail('command only uses one address');
      scanner.skipBlanks();
      return ended(scanner, { name, status: scanner.number() ?? 0 });
    case 's': {
      const substitution = parseSubstitution(scanner, options);
      if (options.sandbox && (substitution.file !== undefined || substitution.evaluate))
        scanner.fail('e/r/w commands disabled in sandbox mode');
      return { name, substitution };
    }
    case 'y':
      return { name, map: parseTransliteration(scanner, options) };
    case 'e':
      scanner.skipBlanks();
      return { name, command: scanner.takeLine() };
    default:
      return scanner.fail(`unknown command: \`${name}'`);
  }
}

function ended(scanner: Scanner, action: Action): Action {
  scanner.endCommand();
  return action;
}

/** `a\` + newline + text, or GNU's `a text` on one line; a backslash at a line's end goes on. */
function parseText(scanner: Scanner): ByteString {
  scanner.skipBlanks();
  if (scanner.isAtEnd || scanner.peek() === '\n') {
    scanner.fail("expected \\ after `a', `c' or `i'");
  }
  if (scanner.peek() === '\\') {
    scanner.at++;
    scanner.take(/[ \t]*\n/y);
    if (scanner.isAtEnd) return '';
    if (scanner.peek() !== '\\' && scanner.text[scanner.at - 1] === '\\' && /[a-z]/.test(scanner.peek())) {
      // `a\text`: the backslash only ends the command's name
      return `${scanner.next()}${textLines(scanner)}\n`;
    }
  }
  return `${textLines(scanner)}\n`;
}

function textLines(scanner: Scanner): ByteString {
  let text = '';
  while (!scanner.isAtEnd) {
    const character = scanner.next();
    if (character === '\n') break;
    if (character !== '\\') {
      text += character;
      continue;
    }
    const special = readEscape(scanner.text, scanner.at);
    text += special ? special.character : scanner.peek();
    scanner.at += special?.length ?? 1;
  }
  return text;
}
