/** `printf`. */
import { formatPrintf } from '../../formats/printf.ts';
import { formatTime } from '../clock.ts';
import { type BuiltinCall, defineBuiltin, failInSh, isName } from '../define-builtin.ts';
import { backslashQuote } from '../expand/quote.ts';
import { isUtf8 } from '../shell.ts';
import { characterCount } from '../text.ts';
import { setReference } from '../set-variables.ts';

export default defineBuiltin({
  name: 'printf',
  usage: '[-v var] format [arguments]',
  summary: 'Formats its arguments as a format says.',
  inSh: true,
  run(call) {
    let words = call.arguments;
    let target: string | undefined;
    if (call.shell.dialect === 'bash' && words[0] === '-v') {
      target = words[1];
      if (target === undefined) return missing(call, '-v: option requires an argument');
      if (!isName(target.replace(/\[.*\]$/, ''))) return notIdentifier(call, target);
      words = words.slice(2);
    } else if (words[0]?.startsWith('-v') && words[0].length > 2) {
      target = words[0].slice(2);
      words = words.slice(1);
    }
    if (words[0] === '--') words = words.slice(1);
    else if (words[0]?.startsWith('-') && words[0].length > 1 && call.shell.dialect === 'bash')
      return missing(call, `${words[0].slice(0, 2)}: invalid option`);
    const [format, ...rest] = words;
    if (call.shell.dialect === 'sh' && /%[-+ #0]*\d*q/.test(format ?? '')) return failInSh(call, '%q: invalid directive');
    if (format === undefined) return call.usage();
    return print(call, format, rest, target);
  },
});

async function missing(call: BuiltinCall, text: string): Promise<number> {
  await call.complain(text);
  return call.usage();
}

async function notIdentifier(call: BuiltinCall, name: string): Promise<number> {
  await call.complain(`\`${name}': not a valid identifier`);
  return 2;
}

function print(call: BuiltinCall, format: string, words: readonly string[], target: string | undefined): number | Promise<number> {
  const { shell } = call;
  const problems: string[] = [];
  const utf8 = isUtf8(shell);
  const started = Math.floor(shell.state.secondsStart / 1_000_000);
  const result = formatPrintf(format, words, {
    bash: true,
    numberError: (argument, why) => {
      if (shell.dialect === 'sh') problems.push(`${argument}: expected numeric value`);
      else problems.push(why === 'range' ? `warning: ${argument}: Numerical result out of range` : `${argument}: invalid number`);
    },
    directiveError: (specification, character) => {
      problems.push(
        character === '' || character === undefined
          ? `\`${specification}': missing format character`
          : `\`${character}': invalid format character`,
      );
    },
    quote: (argument) => backslashQuote(argument, utf8),
    time: (pattern, argument) => {
      const seconds = argument === undefined || argument === '-1' ? undefined : argument === '-2' ? started : Number(argument);
      return formatTime(shell, pattern === '' ? '%X' : pattern, seconds);
    },
    ...(utf8 ? { count: (text: string) => characterCount(shell, text) } : {}),
  });
  for (const { name, length } of result.counts) setReference(shell, name, String(length));
  let status = result.failed ? 1 : 0;
  if (problems.length === 0 && target === undefined) {
    const written = call.out(result.text);
    return written instanceof Promise ? written.then(() => status) : status;
  }
  return finish(call, result.text, problems, target, (status = problems.some((problem) => !problem.startsWith('warning')) ? 1 : status));
}

async function finish(
  call: BuiltinCall,
  text: string,
  problems: readonly string[],
  target: string | undefined,
  status: number,
): Promise<number> {
  if (target === undefined) await call.out(text);
  else setReference(call.shell, target, text);
  for (const problem of problems) await call.complain(problem);
  return status;
}
