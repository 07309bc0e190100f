/**
 * Plays tests/scenarios/*.session on our machine and writes anew what it shows: `node tools/run.mjs tools/record-sessions.ts [NAME…]`.
 * What has changed is then for a person to compare with the real one; the test only says that file and machine agree.
 * `--typed NAME` prints what is typed, one line each, to be played on a real one.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { playSession } from '../tests/support/play-session.ts';
import { directiveText, parseSession } from '../tests/support/session.ts';

const folder = fileURLToPath(new URL('../tests/scenarios/', import.meta.url));
const words = process.argv.slice(2);
const onlyTyped = words.includes('--typed');
const wanted = words.filter((word) => !word.startsWith('--'));

for (const file of readdirSync(folder).filter((name) => name.endsWith('.session'))) {
  if (wanted.length > 0 && !wanted.includes(file.replace('.session', ''))) continue;
  const text = readFileSync(folder + file, 'utf8');
  const session = parseSession(text);
  if (onlyTyped) {
    console.log(
      session.steps
        .filter((step) => step.do !== 'comment')
        .map(directiveText)
        .join('\n'),
    );
    continue;
  }
  const played = await playSession(session);
  if (played !== text) writeFileSync(folder + file, played);
  console.log(`${file}: ${played === text ? 'as it was' : 'written anew'}`);
}
