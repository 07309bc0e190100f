/**
 * Session files: what stood on a terminal's screen, as one reads it, with what each step was compared with above it.
 *
 *     # compared: oracle 01, step 3        governs the steps below, until the next such line
 *     learner@drydock:~$ docker run -it ubuntu      a prompt and what is typed after it; what follows is what it printed
 *     @key C-p C-q      keys, without waiting; a line that is shown after `@key Enter` was typed by them
 *     @type TEXT        typed without Enter
 *     @wait SECONDS     of the machine's time
 *     @screen           the whole screen follows, between bars
 *     @resize 80x24     of this terminal
 *     @terminal 2       goes on in another terminal of the same host
 *     @reload           saves, cuts the power and starts again from what was saved
 *
 * After ^P^Q the prompts of container and host stand on one line; what is typed follows the last.
 *
 * Other lines that begin with `# WORD: ` are comments too; `# pulled: ubuntu` and `# tag: debian=ubuntu` say what is there at the start.
 */
export type SessionStep =
  | { readonly do: 'comment'; readonly text: string }
  | { readonly do: 'line'; readonly text: string }
  | { readonly do: 'key'; readonly names: readonly string[] }
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'screen' }
  | { readonly do: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly do: 'terminal'; readonly number: number }
  | { readonly do: 'reload' };

export interface Session {
  readonly columns: number;
  readonly rows: number;
  readonly pulled: readonly string[];
  readonly tags: readonly { readonly name: string; readonly of: string }[];
  readonly steps: readonly NumberedStep[];
}

export type NumberedStep = SessionStep & { readonly lineNumber: number };

const COMMENT = /^# [a-z]+: /;
const PROMPT = /^(?:[\w.-]+@[\w.-]+:\S*[#$] )*(?:[\w.-]+@[\w.-]+:\S*[#$] |\$ |# |> |.*\[(?:y\/N|Y\/n)\] )(.*)$/;

/** Reads a session. Throws with the line's number when a line that begins with `@` is none that we know. */
export function parseSession(text: string): Session {
  const header = (name: string) => [...text.matchAll(new RegExp(`^# ${name}: (.*)$`, 'gm'))].map((match) => match[1] ?? '');
  const [columns, rows] = (header('size')[0] ?? '100x30').split('x').map(Number);
  return {
    columns: columns ?? 100,
    rows: rows ?? 30,
    pulled: header('pulled'),
    tags: header('tag').map((pair) => ({ name: pair.split('=')[0] ?? '', of: pair.split('=')[1] ?? '' })),
    steps: [...steps(text.split('\n'))],
  };
}

function* steps(lines: readonly string[]): Generator<NumberedStep> {
  let keys: readonly string[] = [];
  for (const [index, line] of lines.entries()) {
    const lineNumber = index + 1;
    if (COMMENT.test(line)) yield { do: 'comment', text: line, lineNumber };
    else if (line.startsWith('@')) {
      const step = directive(line, lineNumber);
      keys = step.do === 'key' ? step.names : [];
      yield { ...step, lineNumber };
    } else {
      const typed = PROMPT.exec(line)?.[1];
      const last = index >= lines.length - 2 && typed === '';
      if (typed !== undefined && !last && !isOfKeys(typed, keys)) yield { do: 'line', text: typed, lineNumber };
      keys = [];
    }
  }
}

/** Whether keys made what stands after a prompt: Enter ended a line that was typed by them, ^D an empty one, ^P^Q left an attached container, ^C a line. */
const isOfKeys = (typed: string, keys: readonly string[]): boolean =>
  keys.includes('Enter') ||
  (keys.includes('C-d') && typed === '') ||
  (keys.includes('C-q') && typed === 'read escape sequence') ||
  (keys.includes('C-c') && typed.endsWith('^C'));

function directive(line: string, number: number): SessionStep {
  const [verb, rest] = line.includes(' ') ? [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] : [line, ''];
  switch (verb) {
    case '@key':
      return { do: 'key', names: rest.split(' ') };
    case '@type':
      return { do: 'type', text: rest };
    case '@wait':
      return { do: 'wait', seconds: Number(rest) };
    case '@screen':
      return { do: 'screen' };
    case '@resize': {
      const [columns = 100, rows = 30] = rest.split('x').map(Number);
      return { do: 'resize', columns, rows };
    }
    case '@terminal':
      return { do: 'terminal', number: Number(rest) };
    case '@reload':
      return { do: 'reload' };
  }
  throw new Error(`line ${number}: unknown step ${line}`);
}

/** A directive as it stands in the file. */
export function directiveText(step: SessionStep): string {
  switch (step.do) {
    case 'comment':
    case 'line':
      return step.text;
    case 'key':
      return `@key ${step.names.join(' ')}`;
    case 'type':
      return `@type ${step.text}`;
    case 'wait':
      return `@wait ${step.seconds}`;
    case 'screen':
    case 'reload':
      return `@${step.do}`;
    case 'resize':
      return `@resize ${step.columns}x${step.rows}`;
    case 'terminal':
      return `@terminal ${step.number}`;
  }
}

/** What may be another from run to run of the real one: how long ago, how fast. Both sides go through this before they are compared. */
export function loosened(text: string): string {
  return text
    .replace(/(?:Less than a second|About an? (?:minute|hour)|\d+ (?:second|minute|hour)s?)( ago)?/g, '<a while>$1')
    .replace(/in \d+s \([\d.,]+ k?M?B\/s\)/g, 'in <a while>')
    .replace(/^.*<a while>.*$/gm, (line) => line.replace(/ {2,}/g, '  '))
    .replace(/^CONTAINER ID .*|^REPOSITORY .*|^IMAGE .*/gm, (line) => line.replace(/ {2,}/g, '  '));
}
