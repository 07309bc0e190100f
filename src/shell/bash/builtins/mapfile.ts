/** `mapfile` and `readarray`. */
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { type BuiltinCall, defineBuiltin, isName, parseFlags } from '../define-builtin.ts';
import { singleQuote } from '../expand/quote.ts';
import { readInput } from '../read-input.ts';
import { findVariable, resolveName } from '../variables.ts';
import { asArray, setArray, writable } from '../set-variables.ts';

export default defineBuiltin({
  name: 'mapfile',
  alsoNamed: ['readarray'],
  usage: '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  summary: 'Reads lines into an array.',
  async run(call) {
    const parsed = await parseFlags(call, 'd:n:O:s:tu:C:c:');
    if (!parsed) return 2;
    const { values, operands } = parsed;
    const [name = 'MAPFILE'] = operands;
    for (const letter of ['n', 'O', 's', 'u', 'c'] as const) {
      const text = values.get(letter);
      if (text !== undefined && !/^\d+$/.test(text))
        return fail(
          call,
          letter === 'O'
            ? `${text}: invalid array origin`
            : letter === 'u'
              ? `${text}: invalid file descriptor specification`
              : letter === 'c'
                ? `${text}: invalid callback quantum`
                : `${text}: invalid line count`,
        );
    }
    if (!isName(name)) return fail(call, `\`${name}': not a valid identifier`);
    const variable = findVariable(call.shell, resolveName(call.shell, name));
    if (variable?.map) return fail(call, `${name}: not an indexed array`);
    if (variable?.readonly) return fail(call, `${name}: readonly variable`);
    return fill(call, name, values, parsed.flags.has('t'));
  },
});

async function fail(call: BuiltinCall, text: string): Promise<number> {
  await call.complain(text);
  return 1;
}

async function fill(call: BuiltinCall, name: string, values: ReadonlyMap<string, string>, trim: boolean): Promise<number> {
  const { shell } = call;
  const fd = Number(values.get('u') ?? 0);
  if (!shell.process.isOpen(fd)) return fail(call, `${fd}: invalid file descriptor: Bad file descriptor`);
  const delimiter = values.has('d') ? (values.get('d') || '\0').slice(0, 1) : '\n';
  const count = Number(values.get('n') ?? 0);
  const skip = Number(values.get('s') ?? 0);
  const lines = count > 0 ? await readSome(call, fd, delimiter, skip + count) : await readAll(call, fd, delimiter);
  const kept = lines
    .slice(skip, count > 0 ? skip + count : undefined)
    .map((line) => (trim && line.endsWith(delimiter) ? line.slice(0, -1) : delimiter === '\0' ? line.replace(/\0$/, '') : line));
  const origin = values.get('O');
  if (origin === undefined) setArray(shell, name, []);
  const array = asArray(writable(shell, resolveName(shell, name)));
  const callback = values.get('C');
  const quantum = Number(values.get('c') ?? 5000);
  for (const [i, line] of kept.entries()) {
    const index = Number(origin ?? 0) + i;
    if (callback !== undefined && (i + 1) % quantum === 0) await shell.actions.runText(shell, `${callback} ${index} ${singleQuote(line)}`);
    array[index] = line;
  }
  return 0;
}

async function readSome(call: BuiltinCall, fd: number, delimiter: string, count: number): Promise<string[]> {
  const lines: string[] = [];
  while (lines.length < count) {
    const input = await readInput(call.shell, { fd, delimiter, limit: Number.POSITIVE_INFINITY, timeout: undefined });
    if (input.ended === 'delimiter') lines.push(input.text + delimiter);
    else {
      if (input.text !== '') lines.push(input.text);
      break;
    }
  }
  return lines;
}

async function readAll(call: BuiltinCall, fd: number, delimiter: string): Promise<string[]> {
  const parts: string[] = [];
  for (;;) {
    const bytes = await call.shell.process.read(fd);
    if (bytes.length === 0) break;
    parts.push(fromBytes(bytes));
  }
  const text = parts.join('');
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(delimiter, start);
    lines.push(end < 0 ? text.slice(start) : text.slice(start, end + 1));
    start = end < 0 ? text.length : end + 1;
  }
  return lines;
}
