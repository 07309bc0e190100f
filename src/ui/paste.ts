/** What a learner pastes is seldom what they mean to type: prompts, curly quotes, non-breaking spaces. Says what to type instead, and what was changed. */

export type PasteChange = 'prompts' | 'quotes' | 'controls';

export interface Paste {
  /** Lines to be typed with Enter after each, every one at a prompt. */
  readonly lines: readonly string[];
  /** What comes after them, left at the prompt for the learner to look at. */
  readonly rest: string;
  /** What is not as it was copied, for the notice. */
  readonly changes: readonly PasteChange[];
}

/** A single line is never run by itself, also when a newline was copied along with it; of several lines those that end in one are. */
export function preparePaste(text: string): Paste {
  const changes = new Set<PasteChange>();
  const change = (kind: PasteChange, before: string, after: string) => {
    if (after !== before) changes.add(kind);
    return after;
  };
  const unix = text.replace(/\r\n?/g, '\n');
  const visible = change('controls', unix, withoutControls(unix));
  const straight = change('quotes', visible, withAsciiMarks(visible));
  const lines = straight.split('\n').flatMap((line) => withoutPrompt(line, (stripped) => change('prompts', line, stripped)));
  const rest = lines.pop() ?? '';
  if (rest === '' && lines.length === 1) return { lines: [], rest: lines[0] ?? '', changes: [...changes] };
  return { lines, rest, changes: [...changes] };
}

/** `root@3f1c2b9a8d7e:/#`, `learner@drydock:~$`, and the lab's own misprint `root@<yourContainerId>:#/`. */
const fullPrompt = /^\s*[A-Za-z_][\w.-]*@[^\s:]+:(?:#\/(?=\s|$)|[^\s#$]*[#$])\s*/;
/** `$ docker ps`: no command begins with a lonely dollar. */
const dollarPrompt = /^\s*\$\s+(?=\S)/;
/** `# apt-get update`, but not `# a comment`: only before a word that is a command in labs like ours. */
const rootPrompt =
  /^\s*#\s+(?=(?:docker|apt|apt-get|apt-cache|dpkg|figlet|cmatrix|toilet|cowsay|exit|ls|cat|cd|cp|mv|rm|mkdir|touch|echo|ps|id|whoami|hostname|uname|which|env|find|grep|curl|wget|bash|sh|tail|head)(?:\s|$))/;

/** One line, or none when there was only a prompt on it. */
function withoutPrompt(line: string, stripped: (line: string) => string): string[] {
  const prompt = fullPrompt.exec(line) ?? dollarPrompt.exec(line) ?? rootPrompt.exec(line);
  if (!prompt) return [line];
  const command = stripped(line.slice(prompt[0].length));
  return command === '' ? [] : [command];
}

/** Escape sequences in a copied text could press keys that the learner never saw. Tab and newline stay. */
function withoutControls(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2060\ufeff]/g, '');
}

/** What word processors and chat programs make of `"`, `'`, ` ` and `--`. A letter’s own apostrophe stays. */
function withAsciiMarks(text: string): string {
  return text
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[“”„]/g, '"')
    .replace(/(^|[\s=(])[‘‚]([^‘’\n]*)’(?=[\s;|&)]|$)/gm, "$1'$2'")
    .replace(/(^|\s)—(?=[a-z])/gm, '$1--')
    .replace(/(^|\s)–(?=[A-Za-z])/gm, '$1-');
}
