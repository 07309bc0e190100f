/** Scenario files: what is typed into a terminal, line by line, and what is waited for. */

export type ScenarioStep =
  | { readonly do: 'line'; readonly text: string }
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'key'; readonly bytes: string }
  | { readonly do: 'wait'; readonly seconds: number }
  /** Waits for this on the screen instead of the prompt, after the next line. */
  | { readonly do: 'expect'; readonly pattern: RegExp };

export interface Scenario {
  readonly columns: number;
  readonly rows: number;
  readonly steps: readonly ScenarioStep[];
}

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Left: '\x1b[D',
  Right: '\x1b[C',
  Esc: '\x1b',
  Space: ' ',
};

/** Reads a scenario; an empty line is an Enter. Throws with the line's number when a line that begins with `@` is none that we know. */
export function parseScenario(text: string): Scenario {
  const size = /^# size (\d+)x(\d+)$/m.exec(text);
  const lines = text.replace(/\n$/, '').split('\n');
  const steps = lines.flatMap((line, index) => (line.startsWith('#') ? [] : [parseStep(line, index + 1)]));
  return { columns: Number(size?.[1] ?? 100), rows: Number(size?.[2] ?? 30), steps };
}

function parseStep(line: string, number: number): ScenarioStep {
  const [verb, rest] = splitOnce(line);
  switch (verb) {
    case '@key':
      return { do: 'key', bytes: keyBytes(rest) };
    case '@type':
      return { do: 'type', text: rest };
    case '@wait':
      return { do: 'wait', seconds: Number(rest) };
    case '@expect':
      return { do: 'expect', pattern: new RegExp(rest) };
  }
  if (/^@[a-z]+( |$)/.test(line)) throw new Error(`line ${number}: unknown step ${verb}`);
  return { do: 'line', text: line };
}

function splitOnce(line: string): [string, string] {
  const blank = line.indexOf(' ');
  return blank < 0 ? [line, ''] : [line.slice(0, blank), line.slice(blank + 1)];
}

export function keyBytes(name: string): string {
  if (/^C-[a-z\\]$/.test(name)) return String.fromCharCode(name.charCodeAt(2) & 0x1f);
  return KEYS[name] ?? name;
}
