/** The escapes of PS1, PS2, PS4 and `${x@P}`. As decode_prompt_string of GNU bash's parse.y. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { after, type Shell } from './shell.ts';
import { createLowering } from './syntax/lower.ts';
import { documentWord } from './syntax/lower-word.ts';
import { getValue } from './variables.ts';

/** Where `\[` and `\]` stand in a prompt's text: what is between takes no room on the screen. */
const INVISIBLE_START = '\x01';
const INVISIBLE_END = '\x02';

/** A prompt's text. With `markers`, invisible parts keep their marks (for the line editor), else the marks are dropped. */
export function decodePrompt(shell: Shell, prompt: ByteString, markers = false): MaybePromise<ByteString> {
  if (!/\\[dtT@AD]/.test(prompt)) return expandDecoded(shell, decodeEscapes(shell, prompt, markers, noTime));
  return shell.process.hold(import('./clock.ts')).then((clock) =>
    expandDecoded(
      shell,
      decodeEscapes(shell, prompt, markers, (format) => clock.formatTime(shell, format)),
    ),
  );
}

/** The time of day in a format of strftime's. Its code comes when a prompt shows it. */
type ShowTime = (format: ByteString) => ByteString;
const noTime: ShowTime = () => '';

function expandDecoded(shell: Shell, decoded: ByteString): MaybePromise<ByteString> {
  if (!shell.state.shopts.promptvars || !/[$`\\]/.test(decoded)) return decoded;
  const { lastStatus } = shell.state;
  const word = documentWord(decoded, createLowering(decoded, shell.state.line, { nested: [], open: [] }));
  return after(shell.expand.text(shell, word), (text) => {
    shell.state.lastStatus = lastStatus;
    return text;
  });
}

function decodeEscapes(shell: Shell, prompt: ByteString, markers: boolean, showTime: ShowTime): ByteString {
  let out = '';
  for (let at = 0; at < prompt.length; at++) {
    const char = prompt[at] ?? '';
    const next = prompt[at + 1];
    if (char !== '\\' || next === undefined) {
      out += char;
      continue;
    }
    at++;
    const octal = /^[0-7]{1,3}/.exec(prompt.slice(at, at + 3));
    if (octal) {
      out += String.fromCharCode(Number.parseInt(octal[0], 8) & 255);
      at += octal[0].length - 1;
    } else if (next === 'D' && prompt[at + 1] === '{') {
      const end = prompt.indexOf('}', at);
      const format = prompt.slice(at + 2, end < 0 ? prompt.length : end);
      out += showTime(format === '' ? '%X' : format);
      at = end < 0 ? prompt.length : end;
    } else if (next === '[' || next === ']') out += markers ? (next === '[' ? INVISIBLE_START : INVISIBLE_END) : '';
    else
      out += shell.state.shopts.promptvars
        ? quoteForExpansion(next, simpleEscape(shell, next, showTime))
        : simpleEscape(shell, next, showTime).replace(/\\([\\$])/g, '$1');
  }
  return out;
}

/** What came from outside (a directory's name) must not be expanded again. */
const quoteForExpansion = (letter: string, text: ByteString): ByteString =>
  'wWuhH'.includes(letter) ? text.replace(/[\\$`]/g, '\\$&') : text;

function simpleEscape(shell: Shell, letter: string, showTime: ShowTime): ByteString {
  switch (letter) {
    case 'a':
      return '\x07';
    case 'e':
      return '\x1b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case '\\':
      return '\\\\';
    case '$':
      return shell.process.credentials.uid === 0 ? '#' : '\\$';
    case 'u':
      return userName(shell);
    case 'h':
      return shell.process.hostname().split('.')[0] ?? '';
    case 'H':
      return shell.process.hostname();
    case 'w':
      return workingDirectory(shell);
    case 'W': {
      const directory = workingDirectory(shell);
      return directory === '/' || directory === '~' ? directory : (directory.split('/').at(-1) ?? '');
    }
    case 's':
      return shell.state.name.replace(/^-/, '').split('/').at(-1) ?? '';
    case 'v':
      return '5.2';
    case 'V':
      return '5.2.21';
    case 'j':
      return String(shell.state.jobs.length);
    case 'l':
      return shell.process.terminal(0)?.path.replace(/^\/dev\//, '') ?? 'tty';
    case '!':
      return String(shell.state.historyBase + shell.state.history.length);
    case '#':
      return String(shell.state.promptCount);
    default:
      return timeEscape(letter, showTime);
  }
}

function timeEscape(letter: string, showTime: ShowTime): ByteString {
  const format = { d: '%a %b %d', t: '%H:%M:%S', T: '%I:%M:%S', '@': '%I:%M %p', A: '%H:%M' }[letter];
  return format === undefined ? `\\\\${letter}` : showTime(format);
}

function userName(shell: Shell): ByteString {
  try {
    const { uid } = shell.process.credentials;
    const lines = String.fromCharCode(...shell.process.fs.readFile('/etc/passwd')).split('\n');
    return lines.map((line) => line.split(':')).find((fields) => fields[2] === String(uid))?.[0] ?? 'I have no name!';
  } catch {
    return 'I have no name!';
  }
}

function workingDirectory(shell: Shell): ByteString {
  const directory = getValue(shell, 'PWD') ?? shell.process.cwd();
  const home = getValue(shell, 'HOME') ?? '';
  const shown =
    home !== '' && home !== '/' && (directory === home || directory.startsWith(`${home}/`))
      ? `~${directory.slice(home.length)}`
      : directory;
  const keep = Number(getValue(shell, 'PROMPT_DIRTRIM') ?? 0);
  const parts = shown.split('/').filter((name) => name !== '' && name !== '~');
  if (!(keep > 0) || parts.length <= keep) return shown;
  return `${shown.startsWith('~') ? '~/' : ''}.../${parts.slice(-keep).join('/')}`;
}
