/** Cuts shell source into the tokens of bash's grammar, so that a syntax error can be told at the token where bash tells it. As read_token of GNU bash's parse.y. */

export interface Token {
  readonly kind: 'word' | 'operator' | 'newline' | 'end';
  readonly text: string;
  readonly pos: number;
  readonly end: number;
}

/** Quotes or brackets that nothing closes; `pos`: where they were opened. */
export class Unterminated extends Error {
  readonly closer: string;
  readonly pos: number;
  /** Bash names the line of the text's end, not of the opening. */
  readonly atEnd: boolean;
  constructor(closer: string, pos: number, atEnd = false) {
    super(closer);
    this.name = 'Unterminated';
    this.closer = closer;
    this.pos = pos;
    this.atEnd = atEnd;
  }
}

const OPERATOR = /;;&|;;|;&|&&|\|\||&>>|&>|\|&|<<<|<<-|<<|>>|<&|>&|<>|>\||[;&|()<>\n]/;
const BASIC_OPERATOR = /;;|&&|\|\||<<-|<<|>>|<&|>&|<>|>\||[;&|()<>\n]/;

export interface Lexer {
  /** The next token; nothing is taken. */
  peek(): Token;
  take(): Token;
  /** Where the next token is looked for. */
  readonly at: number;
  back(to: number): void;
  /** Takes `((…))` that closes; false when there is none. */
  arithmetic(): boolean;
  /** How parentheses in words are read: as patterns, as a regular expression, not at all. */
  parentheses: 'none' | 'pattern' | 'regex';
  /** A here-document was opened: its text begins on the next line. */
  document(delimiter: string, strip: boolean): void;
  /** At a place for a command's name: puts an alias's value in the place of its name. `afterBlank`: only when an alias that ends in a blank stood before. */
  expandAlias(afterBlank?: boolean): void;
}

/** The text that is read; aliases change it. */
export interface SourceText {
  source: string;
}

export interface LexerOptions {
  readonly extended: boolean;
  readonly dash: boolean;
  readonly aliases?: ReadonlyMap<string, string> | undefined;
}

/** `nested` reads a `$( … )` from behind its opening parenthesis and gives the offset behind the closing one. */
export function createLexer(text: SourceText, start: number, options: LexerOptions, nested: (from: number) => number): Lexer {
  const { dash } = options;
  let at = start;
  let known: Token | undefined;
  let documents: { readonly delimiter: string; readonly strip: boolean }[] = [];
  const mode: { parentheses: Lexer['parentheses'] } = { parentheses: options.extended ? 'pattern' : 'none' };
  const skip = createSkipper(text, mode, dash, nested);
  const replace = options.aliases && createAliasReplacer(text, options.aliases);
  const moveTo = (to: number): void => {
    at = to;
    known = undefined;
  };
  const peek = (): Token => (known ??= readToken(text, at, { dash, regex: mode.parentheses === 'regex' }, skip.word));
  return {
    get at() {
      return at;
    },
    get parentheses() {
      return mode.parentheses;
    },
    set parentheses(parentheses) {
      mode.parentheses = parentheses;
      known = undefined;
    },
    back: moveTo,
    peek,
    take() {
      const token = peek();
      let to = token.end;
      if (token.kind === 'newline' && documents.length > 0) {
        for (const document of documents) to = skipDocument(text.source, to, document);
        documents = [];
      }
      moveTo(to);
      return token;
    },
    arithmetic() {
      const from = skipBlanks(text.source, at);
      const end = text.source.startsWith('((', from) && !dash ? skip.arithmetic(from - 1) : undefined;
      if (end !== undefined) moveTo(end);
      return end !== undefined;
    },
    document(delimiter, strip) {
      documents.push({ delimiter: delimiter.replace(/\\(.)|['"]/g, '$1'), strip });
    },
    expandAlias(afterBlank = false) {
      while (replace?.(peek(), afterBlank)) known = undefined;
    },
  };
}

const PLAIN = /^[^\\'"$`\s;&|<>()]+$/;

/** Gives true when it has put an alias's value in the place of that word. No alias is expanded within its own value. */
function createAliasReplacer(text: SourceText, aliases: ReadonlyMap<string, string>): (token: Token, afterBlank: boolean) => boolean {
  /** Aliases whose values are being read, and where these end. */
  let active: { readonly name: string; readonly end: number; readonly blank: boolean }[] = [];
  return (token, afterBlank) => {
    if (token.kind !== 'word') return false;
    const passed = active.filter(({ end }) => end <= token.pos);
    if (afterBlank && passed.at(-1)?.blank !== true) return false;
    active = active.filter(({ end }) => end > token.pos);
    const value = PLAIN.test(token.text) ? aliases.get(token.text) : undefined;
    if (value === undefined || active.some(({ name }) => name === token.text)) return false;
    const longer = value.length - token.text.length;
    text.source = text.source.slice(0, token.pos) + value + text.source.slice(token.end);
    active = active.map((other) => ({ ...other, end: other.end + longer }));
    active.unshift({ name: token.text, end: token.pos + value.length, blank: /[ \t]$/.test(value) });
    return true;
  };
}

function readToken(
  text: SourceText,
  at: number,
  { dash, regex }: { readonly dash: boolean; readonly regex: boolean },
  word: (from: number) => number,
): Token {
  const { source } = text;
  const pos = skipBlanks(source, at);
  if (pos >= source.length) return { kind: 'end', text: '', pos, end: pos };
  const operator = new RegExp(dash ? BASIC_OPERATOR : OPERATOR, 'y');
  operator.lastIndex = pos;
  const found = isSubstitution(source, pos, dash) || (regex && source[pos] === '(') ? undefined : operator.exec(source)?.[0];
  if (found !== undefined) return { kind: found === '\n' ? 'newline' : 'operator', text: found, pos, end: pos + found.length };
  const end = word(pos);
  return { kind: 'word', text: text.source.slice(pos, end), pos, end };
}

const isSubstitution = (source: string, at: number, dash: boolean): boolean =>
  !dash && /[<>]/.test(source[at] ?? '') && source[at + 1] === '(';

function skipBlanks(source: string, from: number): number {
  let at = from;
  for (;;) {
    if (source[at] === ' ' || source[at] === '\t') at++;
    else if (source[at] === '\\' && source[at + 1] === '\n') at += 2;
    else if (source[at] === '#') {
      const newline = source.indexOf('\n', at);
      return newline < 0 ? source.length : newline;
    } else return at;
  }
}

function skipDocument(source: string, from: number, { delimiter, strip }: { readonly delimiter: string; readonly strip: boolean }): number {
  let at = from;
  while (at < source.length) {
    const newline = source.indexOf('\n', at);
    const end = newline < 0 ? source.length : newline;
    const line = source.slice(at, end);
    at = Math.min(source.length, end + 1);
    if ((strip ? line.replace(/^\t+/, '') : line) === delimiter) return at;
  }
  return at;
}

/** Finds the ends of quotes and substitutions. */
function createQuoteSkipper(text: SourceText, dash: boolean, nested: (from: number) => number) {
  /** One character or substitution, inside double quotes or outside. */
  const inside = (at: number): number => {
    const char = text.source[at];
    if (char === '\\') return at + 2;
    if (char === '`') return until(text.source, '`', at + 1, at, true);
    if (char !== '$') return at + 1;
    const next = text.source[at + 1];
    if (next === '{') return quoted(at + 2, '}', at);
    if (next === '[' && !dash) return quoted(at + 2, ']', at);
    if (next === '(' && text.source[at + 2] === '(') return arithmeticEnd(text.source, at) ?? nested(at + 2);
    return next === '(' ? nested(at + 2) : at + 1;
  };
  /** Behind the closing `"` or `}`. */
  const quoted = (from: number, closer: string, opened: number): number => {
    for (let at = from; at < text.source.length; ) {
      const char = text.source[at] ?? '';
      if (char === closer) return at + 1;
      if (char === '"' && closer === '}') at = quoted(at + 1, '"', at);
      else if (char === "'" && closer === '}' && text.source[opened - 1] !== '"') at = until(text.source, "'", at + 1, at, false);
      else at = inside(at);
    }
    throw new Unterminated(closer, opened);
  };
  return { inside, quoted };
}

/** Finds the ends of words and of what is quoted in them. */
function createSkipper(
  text: SourceText,
  mode: { readonly parentheses: Lexer['parentheses'] },
  dash: boolean,
  nested: (from: number) => number,
) {
  const { inside, quoted } = createQuoteSkipper(text, dash, nested);
  const word = (from: number): number => {
    let at = from;
    while (at < text.source.length) {
      const char = text.source[at] ?? '';
      if (isSubstitution(text.source, at, dash)) at = nested(at + 2);
      else if (opensGroup(text.source, at, from, mode.parentheses, dash)) at = group(at + (char === '(' ? 1 : 2));
      else if (/[\s;&|()<>]/.test(char) && !(char === '|' && mode.parentheses === 'regex')) return at;
      else if (char === "'") at = until(text.source, "'", at + 1, at, text.source[at - 1] === '$' && !dash);
      else if (char === '"') at = quoted(at + 1, '"', at);
      else at = inside(at);
    }
    return Math.min(at, text.source.length);
  };
  /** Behind the parenthesis that closes a list of words or patterns. */
  const group = (from: number): number => {
    for (let at = from; at < text.source.length; ) {
      const char = text.source[at] ?? '';
      if (char === ')') return at + 1;
      if (char === '(') at = group(at + 1);
      else if (char === '#' && /\s/.test(text.source[at - 1] ?? '')) at = skipBlanks(text.source, at);
      else if (/[\s;&|<>]/.test(char)) at++;
      else at = Math.max(at + 1, word(at));
    }
    throw new Unterminated(')', from - 1);
  };
  return { word, arithmetic: (at: number): number | undefined => arithmeticEnd(text.source, at) };
}

/** Whether a pattern, a regular expression's group or an array's list begins at `at`, in a word that begins at `from`. */
function opensGroup(source: string, at: number, from: number, parentheses: Lexer['parentheses'], dash: boolean): boolean {
  if (source[at] !== '(') return /[@?*+!]/.test(source[at] ?? '') && source[at + 1] === '(' && parentheses !== 'none';
  return parentheses === 'regex' || (!dash && /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/.test(source.slice(from, at)));
}

function until(source: string, closer: string, from: number, opened: number, escapes: boolean): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === closer) return at + 1;
    if (escapes && source[at] === '\\') at++;
  }
  throw new Unterminated(closer, opened);
}

/** Behind `((…))` whose first parenthesis follows `from`; undefined when it is a command that begins with a subshell. */
function arithmeticEnd(source: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return source[at - 1] === ')' ? at + 1 : undefined;
  }
  throw new Unterminated(')', from);
}
