// Records what Debian's figlet answers to many calls: `node tools/record-figlet.mjs > tests/shell/programs/extras/figlet.jsonl`.
// Needs the package figlet (2.2.5). A line: {"args": [...], "stdin"?: text, "stdout": text, "stderr": text, "status": n}; bytes as latin1.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const fonts = readdirSync('/usr/share/figlet')
  .filter((name) => name.endsWith('.flf'))
  .map((name) => name.slice(0, -4))
  .sort();
const controls = readdirSync('/usr/share/figlet')
  .filter((name) => name.endsWith('.flc'))
  .map((name) => name.slice(0, -4))
  .sort();
const texts = [
  'hello',
  'Hello, World!',
  '()[]{}<>|/\\_',
  'The quick brown fox jumps over the lazy dog',
  'a',
  'MiXeD 0123456789 @#$%&*+-=~',
];
const layouts = [[], ['-k'], ['-W'], ['-S'], ['-o'], ['-m', '0'], ['-m', '-1'], ['-m', '63'], ['-m', '10'], ['-m', '24']];
const places = [
  ['-c'],
  ['-r'],
  ['-l'],
  ['-R'],
  ['-R', '-l'],
  ['-L', '-r'],
  ['-w', '30'],
  ['-w', '1'],
  ['-w', '10'],
  ['-w', '132', '-c'],
  ['-R', '-w', '25'],
  ['-c', '-k', '-w', '44'],
];
const calls = [];
const add = (args, stdin) => calls.push(stdin === undefined ? { args } : { args, stdin });

for (const font of fonts) {
  for (const [i, layout] of layouts.entries()) {
    add(['-f', font, ...layout, texts[i % texts.length]]);
    add(['-f', font, ...layout, texts[(i + 3) % texts.length]]);
  }
  for (const [i, place] of places.entries()) add(['-f', font, ...place, texts[(i + 1) % texts.length]]);
  for (const width of [20, 33, 40, 60]) add(['-f', font, '-w', String(width)], `${texts[3]}\n\n  two  blanks\tand a tab\n${texts[1]}`);
  add(['-f', font, '-p', '-w', '60'], 'one line\nand one more\n\n  a paragraph\nends\n');
  // bubble has German letters in Latin-1, of which the real program prints memory that it never wrote
  if (font === 'bubble') continue;
  add(['-f', font, '-D', '[\\]{|}~']);
  add(['-f', `${font}.flf`, '-C', 'utf8', 'Gr\u00fc\u00dfe \u00e4\u00f6\u00fc']);
}
for (const control of controls) add(['-C', control, "[]{}|~ #$ abc XYZ `'^"]);
for (const args of [
  ['-C', 'upper', 'shout it'],
  ['-C', 'upper', '-C', 'utf8', 'm\u00f6p'],
  ['-C', 'upper', '-N', 'quiet'],
  ['-C', 'hz', '~{!!~} x ~~ y'],
  ['-C', 'jis0201', 'a\\b~c'],
])
  add(args);
for (const info of ['0', '1', '2', '3', '4', '5', '6', '-1', 'x']) add(['-I', info], 'stdin');
for (const args of [
  ['-v'],
  ['-F'],
  ['-z'],
  ['-w'],
  ['--help'],
  ['-f', 'nope', 'x'],
  ['-C', 'nope', 'x'],
  ['-f', '/etc/passwd', 'x'],
  ['-d', '/nowhere', 'x'],
  ['-m', 'q', 'x'],
  ['-w', '0', 'abc'],
  ['-w', '-5', 'abc'],
  ['hello', '', 'world'],
  ['a', '-k', 'b'],
  ['--', '-k', 'b'],
  ['-A', 'x', 'y'],
  ['-A'],
  [''],
  [' '],
  ['  lead', 'trail  '],
  ['-kS', 'WA'],
  ['-Sk', 'WA'],
  ['-f', 'slant', '-I3'],
  ['-w50', '-I4'],
  ['\u0001\u007fx'],
  ['tab\there'],
  ['-x', '-X', 'back'],
  ['-E', '-D', '-E', '[x]'],
])
  add(args, 'from stdin\n');
for (const stdin of [
  '',
  '\n',
  '\n\n',
  'no newline',
  'a\r\nb\r\n',
  'x\fy\vz\n',
  '   \n',
  'long'.repeat(40),
  `${'word '.repeat(30)}\n`,
  'a\n\n\nb\n',
  '\u00e9\u00df\n',
]) {
  add([], stdin);
  add(['-p'], stdin);
  add(['-c', '-w', '40'], stdin);
}

for (const call of calls) {
  const { stdout, stderr, status } = spawnSync('figlet', call.args, {
    input: Buffer.from(call.stdin ?? '', 'utf8'),
    env: { PATH: process.env.PATH },
  });
  console.log(JSON.stringify({ ...call, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1'), status }));
}
