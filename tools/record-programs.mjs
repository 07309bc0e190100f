#!/usr/bin/env node
/**
 * Records what the real programs of this machine print for the sessions of tests/shell/programs/sessions/*.txt, into
 * tests/shell/programs/fixtures/*.json. Run it as root on Debian 12 or Ubuntu 24.04: `node tools/record-programs.mjs [name …]`.
 *
 * A session begins with `# title` and runs in a fresh /tmp/session, command by command, without a shell: words are split at blanks,
 * '…', "…" and backslash quote, `$'…'` knows \n \t \\ \xHH. `command <<< text` gives standard input (the text as in $'…').
 * Where the machine's version differs from the one imitated (coreutils 9.4), the lines after the command say what is right:
 * `differs: reason`, then `> stdout line`, `2> stderr line`, `= status`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = '/tmp/session';
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC0', HOME: '/root' };
const root = fileURLToPath(new URL('../tests/shell/programs/', import.meta.url));

function parseSessions(text) {
  const sessions = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const session = sessions.at(-1);
    const step = session?.steps.at(-1);
    if (line.startsWith('# ')) sessions.push({ title: line.slice(2), steps: [] });
    else if (line.startsWith('differs: ')) step.differs = { reason: line.slice(9), stdout: '', stderr: '', status: 0 };
    else if (/^> ?/.test(line) && step?.differs) step.differs.stdout += `${bytes(line.replace(/^> ?/, ''))}\n`;
    else if (/^2> /.test(line)) step.differs.stderr += `${bytes(line.slice(3))}${line.endsWith('? ') ? '' : '\n'}`;
    else if (/^= /.test(line)) step.differs.status = Number(line.slice(2));
    else session.steps.push(parseStep(line));
  }
  return sessions;
}

function parseStep(line) {
  const [command, stdin] = line.split(' <<< ');
  return { line, argv: words(command), stdin: stdin === undefined ? '' : bytes(unescapeC(stdin)) };
}

const bytes = (text) => Buffer.from(text, 'utf8').toString('latin1');

function words(text) {
  const found = [];
  for (const [word] of text.matchAll(/(?:\$'(?:[^'\\]|\\.)*'|'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)) {
    found.push(
      bytes(
        word.replace(/\$'((?:[^'\\]|\\.)*)'|'([^']*)'|"([^"]*)"|\\(.)/g, (_, c, single, double, escaped) =>
          c !== undefined ? unescapeC(c) : (single ?? double ?? escaped),
        ),
      ),
    );
  }
  return found;
}

const NAMED = { n: '\n', t: '\t', r: '\r', 0: '\0', a: '\x07', e: '\x1b', '\\': '\\', "'": "'" };
const unescapeC = (text) =>
  text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex, c) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (NAMED[c] ?? c)));

function record(steps) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  process.umask(0o022);
  return steps.map(({ line, argv, stdin, differs }) => {
    const raw = argv.map((word) => Buffer.from(word, 'latin1').toString('utf8'));
    const [program, ...rest] = raw;
    const result = spawnSync(`/usr/bin/env`, [program, ...rest], {
      cwd: FOLDER,
      env: ENVIRONMENT,
      input: Buffer.from(stdin, 'latin1'),
      encoding: 'latin1',
      timeout: 20_000,
    });
    const { stdout, stderr, status } = differs ?? result;
    return {
      line,
      argv,
      ...(stdin === '' ? {} : { stdin }),
      ...(differs ? { differs: differs.reason } : {}),
      stdout,
      stderr,
      status: status ?? result.signal,
    };
  });
}

const wanted = process.argv.slice(2);
for (const file of readdirSync(`${root}sessions`)) {
  const name = file.replace(/\.txt$/, '');
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const sessions = parseSessions(readFileSync(`${root}sessions/${file}`, 'utf8'));
  const recorded = sessions.map((session) => ({ title: session.title, steps: record(session.steps) }));
  writeFileSync(
    `${root}fixtures/${name}.json`,
    `${JSON.stringify({ environment: ENVIRONMENT, folder: FOLDER, sessions: recorded }, null, 1)}\n`,
  );
  process.stdout.write(`${name}: ${recorded.length} sessions, ${recorded.reduce((sum, { steps }) => sum + steps.length, 0)} commands\n`);
}
