/** chkfont, as FIGlet 2.2.5's prints on a Debian machine. */
import { expect, test } from 'vitest';
import chkfont from '../../../../src/shell/programs/extras/chkfont.ts';
import { createTinyMachine } from '../../../support/tiny-machine.ts';

const machine = createTinyMachine({ programs: { chkfont: chkfont.main } });
machine.fs.writeFile('/tmp/bad.flf', new TextEncoder().encode('flf2b$ 3 5 10 -2 0 2 -1\n@@\n'));
machine.fs.writeFile('/etc/passwd', new TextEncoder().encode('root:x:0:0:root:/root:/bin/bash\n'));

const STARS = '*'.repeat(79);
const DASHES = '-'.repeat(79);

const badReport = (name: string) => `${name}: Warning- Sub-version character is not 'a'.
${name}: ERROR- up_height out of bounds.
${name}: ERROR- old_layout < -1.
${name}: ERROR- layout < 0.
${name}: ERROR- rtol out of bounds.
${name}: Warning- Endchar count convention violated in line 2.
${name}:          (Above warning will only be printed once.)
${name}: ERROR (fatal)- Unexpected read error after line 2.
${STARS}
${name}: Errors: 5, Warnings: 2
${name}: maxlen: 10, actual max line length: 2
${DASHES}
`;

test.each([
  [['/tmp/bad.flf'], undefined, badReport('/tmp/bad.flf'), '', 0],
  [['-'], 'flf2b$ 3 5 10 -2 0 2 -1\n@@\n', badReport('(stdin)'), '', 0],
  [
    ['/etc/passwd'],
    undefined,
    `/etc/passwd: ERROR- Filename does not end with '.flf'.
/etc/passwd: ERROR- Incorrect magic number.
/etc/passwd: Warning- Sub-version character is not 'a'.
/etc/passwd: ERROR (fatal)- First line improperly formatted.
${STARS}
/etc/passwd: Errors: 3, Warnings: 1
${DASHES}
`,
    '',
    0,
  ],
  [['nope'], undefined, '', "chkfont: Could not open file 'nope'\n", 1],
])('chkfont %s', async (files, stdin, stdout, stderr, exited) => {
  expect(await machine.run(['chkfont', ...files], stdin === undefined ? {} : { stdin })).toEqual({ stdout, stderr, status: { exited } });
});
