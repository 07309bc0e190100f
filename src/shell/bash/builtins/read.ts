/** `read`. As read.def of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { type BuiltinCall, defineBuiltin, failInSh, isName, readFlags } from '../define-builtin.ts';
import { type ReadInput, readInput } from '../read-input.ts';
import { after, isUtf8 } from '../shell.ts';
import { characterCount } from '../text.ts';
import { getValue } from '../variables.ts';
import { setArray, setReference } from '../set-variables.ts';

export default defineBuiltin({
  name: 'read',
  usage: '[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  summary: 'Reads a line into variables.',
  inSh: true,
  run(call) {
    const sh = call.shell.dialect === 'sh';
    const parsed = readFlags(call.arguments, sh ? 'rp:' : 'ersa:d:i:n:N:p:t:u:');
    if ('problem' in parsed) {
      if (sh) return failInSh(call, parsed.problem.replace(/^(-.).*$/s, 'Illegal option $1'));
      return wrong(call, parsed.problem, true);
    }
    if (sh && parsed.operands.length === 0) return failInSh(call, 'arg count');
    const { values, operands } = parsed;
    const bad = operands.find((name) => !isName(name.replace(/\[[\s\S]*\]$/, '')));
    if (bad !== undefined) return wrong(call, `\`${bad}': not a valid identifier`, false);
    const timeout = values.get('t');
    if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) return wrong(call, `${timeout}: invalid timeout specification`, false);
    for (const letter of ['n', 'N'] as const) {
      const count = values.get(letter);
      if (count !== undefined && !/^\d+$/.test(count)) return wrong(call, `${count}: invalid number`, false);
    }
    const fd = Number(values.get('u') ?? 0);
    if (!call.shell.process.isOpen(fd))
      return wrong(call, `${values.has('u') ? `${fd}: invalid file descriptor` : 'read error: 0'}: Bad file descriptor`, false);
    return read(call, parsed.flags, values, operands, fd);
  },
});

async function wrong(call: BuiltinCall, problem: string, usage: boolean): Promise<number> {
  await call.complain(problem);
  return usage ? call.usage() : 1;
}

function read(
  call: BuiltinCall,
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
  names: readonly string[],
  fd: number,
): MaybePromise<number> {
  const { shell } = call;
  const exact = values.get('N');
  const delimiter = exact !== undefined ? '' : values.has('d') ? (values.get('d') || '\0').slice(0, 1) : '\n';
  const limit = Number(exact ?? values.get('n') ?? Number.POSITIVE_INFINITY);
  const timeout = values.has('t') ? Math.round(Number(values.get('t')) * 1e6) : undefined;
  const terminal = shell.process.terminal(fd);
  const prompt = values.get('p');
  const asked = prompt !== undefined && terminal ? shell.process.write(2, prompt) : undefined;
  const silent = flags.has('s') && terminal ? terminal.attributes : undefined;
  const changed = terminal && (silent || limit !== Number.POSITIVE_INFINITY || delimiter !== '\n') ? terminal.attributes : undefined;
  if (terminal && changed)
    terminal.setAttributes({
      ...changed,
      echo: silent ? false : changed.echo,
      canonical: limit === Number.POSITIVE_INFINITY && delimiter === '\n',
      minimum: 1,
      time: 0,
    });
  const restore = (): void => {
    if (terminal && changed) terminal.setAttributes(changed);
  };
  if (limit === 0) return store(call, flags, values, names, { text: '', ended: 'limit' });
  const line = after(asked, () => readLogicalLine(call, { fd, delimiter, limit, timeout }, flags.has('r')));
  if (line instanceof Promise) return line.finally(restore).then((input) => store(call, flags, values, names, input));
  restore();
  return store(call, flags, values, names, line);
}

interface Options {
  readonly fd: number;
  readonly delimiter: string;
  readonly limit: number;
  readonly timeout: number | undefined;
}

/** Without -r a backslash at the line's end joins the next; the backslashes stay in the text for the splitting. */
function readLogicalLine(call: BuiltinCall, options: Options, raw: boolean, before = ''): MaybePromise<ReadInput> {
  return after(readCharacters(call, options), (input) => {
    const text = before + input.text;
    const open = !raw && input.ended === 'delimiter' && /(^|[^\\])(\\\\)*\\$/.test(text);
    if (!open) return { text, ended: input.ended };
    return readLogicalLine(call, options, raw, text.slice(0, -1));
  });
}

/** -n and -N count characters, not bytes. */
function readCharacters(call: BuiltinCall, options: Options): MaybePromise<ReadInput> {
  const { shell } = call;
  if (options.limit === Number.POSITIVE_INFINITY || !isUtf8(shell)) return readInput(shell, options);
  return after(readInput(shell, options), (input) => {
    const missing =
      input.ended === 'limit'
        ? options.limit -
          characterCount(
            shell,
            input.text.replace(/[\xc2-\xf4][\x80-\xbf]*$/, (tail) => (isWhole(tail) ? 'x' : '')),
          )
        : 0;
    if (missing <= 0) return input;
    return after(readCharacters(call, { ...options, limit: missing }), (rest) => ({ text: input.text + rest.text, ended: rest.ended }));
  });
}

function isWhole(tail: ByteString): boolean {
  const lead = tail.charCodeAt(0);
  return tail.length === (lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);
}

function store(
  call: BuiltinCall,
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
  names: readonly string[],
  input: ReadInput,
): MaybePromise<number> {
  const { shell } = call;
  const raw = flags.has('r');
  const status = input.ended === 'timeout' ? 142 : input.ended === 'signal' ? 130 : input.ended === 'end' ? 1 : 0;
  const text = input.text.includes('\0') ? input.text.replaceAll('\0', '') : input.text;
  const array = values.get('a');
  if (values.has('N') && array !== undefined) {
    setArray(shell, array, [raw ? text : withoutBackslashes(text)]);
    return status;
  }
  if (values.has('N')) {
    setReference(shell, names[0] ?? 'REPLY', raw ? text : withoutBackslashes(text));
    for (const name of names.slice(1)) setReference(shell, name, '');
    return status;
  }
  if (array !== undefined) {
    setArray(shell, array, splitAll(text, getValue(shell, 'IFS') ?? ' \t\n', raw));
    return status;
  }
  if (names.length === 0) {
    setReference(shell, 'REPLY', raw ? text : withoutBackslashes(text));
    return status;
  }
  assignNames(call, names, text, raw);
  return status;
}

const withoutBackslashes = (text: ByteString): ByteString =>
  text.includes('\\') ? text.replace(/\\([\s\S])/g, '$1').replace(/\\$/, '') : text;

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n';

function assignNames(call: BuiltinCall, names: readonly string[], text: ByteString, raw: boolean): void {
  const { shell } = call;
  const ifs = getValue(shell, 'IFS') ?? ' \t\n';
  const reader = { at: 0 };
  skipBlanks(text, ifs, reader);
  for (let i = 0; i < names.length - 1; i++) setReference(shell, names[i] ?? '', nextField(text, ifs, raw, reader));
  setReference(shell, names[names.length - 1] ?? '', lastField(text, ifs, raw, reader.at));
}

function skipBlanks(text: ByteString, ifs: string, reader: { at: number }): void {
  while (reader.at < text.length && isBlank(text[reader.at]) && ifs.includes(text[reader.at] ?? '')) reader.at++;
}

/** The next field; passes one delimiter with the blanks around it. */
function nextField(text: ByteString, ifs: string, raw: boolean, reader: { at: number }): ByteString {
  const start = reader.at;
  let escaped = false;
  while (reader.at < text.length) {
    const char = text[reader.at] ?? '';
    if (!raw && char === '\\') {
      escaped = true;
      reader.at += 2;
    } else if (ifs.includes(char)) break;
    else reader.at++;
  }
  const field = text.slice(start, reader.at);
  skipBlanks(text, ifs, reader);
  if (reader.at < text.length && ifs.includes(text[reader.at] ?? '') && !isBlank(text[reader.at])) {
    reader.at++;
    skipBlanks(text, ifs, reader);
  }
  return escaped ? withoutBackslashes(field) : field;
}

/** What is left: trailing blanks go, and a lone trailing delimiter when there is one field only. */
function lastField(text: ByteString, ifs: string, raw: boolean, at: number): ByteString {
  const reader = { at };
  const only = nextField(text, ifs, raw, reader);
  if (reader.at >= text.length) return only;
  let end = text.length;
  while (end > at && isBlank(text[end - 1]) && ifs.includes(text[end - 1] ?? '') && (raw || text[end - 2] !== '\\')) end--;
  const rest = text.slice(at, end);
  return raw ? rest : withoutBackslashes(rest);
}

function splitAll(text: ByteString, ifs: string, raw: boolean): ByteString[] {
  const reader = { at: 0 };
  const out: ByteString[] = [];
  skipBlanks(text, ifs, reader);
  while (reader.at < text.length) out.push(nextField(text, ifs, raw, reader));
  return out;
}
