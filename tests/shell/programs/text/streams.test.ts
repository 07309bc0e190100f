/** Text programs among others: pipes, commands that they run, files that grow, interrupts. */
import { expect, test } from 'vitest';
import { createShellMachine } from '../../../support/shell-machine.ts';

const session = async (script: string, stdin?: string) => {
  const { stdout, stderr, status } = await createShellMachine().bash(script, stdin === undefined ? {} : { stdin });
  return { stdout, stderr, status };
};
const output = async (script: string): Promise<string> => (await session(script)).stdout;

test('a reader that has enough ends the writer', async () => {
  expect(await output('yes | head -2; echo ${PIPESTATUS[@]}')).toBe('y\ny\n141 0\n');
  expect(await output('seq 1000000 | grep -m1 7; seq 1000000 | sed 2q; yes x | awk "NR==3{print NR; exit}"')).toBe('7\n1\n2\n3\n');
  expect(await output('seq 1000000 | grep -q 5; echo ${PIPESTATUS[@]}')).toBe('141 0\n');
});

test('what was not read stays for the next program', async () => {
  const rest = (program: string) => output(`seq 5 > f; { ${program}; cat; } < f`);
  expect(await rest('head -n 2')).toBe('1\n2\n3\n4\n5\n');
  expect(await rest('sed -n 2q')).toBe('3\n4\n5\n');
  expect(await rest('grep -m1 3')).toBe('3\n4\n5\n');
});

test('awk reads from commands, writes to them and runs them', async () => {
  expect(await output(`awk 'BEGIN{while("echo a; echo b" | getline l) print "got", l; print close("echo a; echo b")}'`)).toBe(
    'got a\ngot b\n0\n',
  );
  expect(await output(`awk 'BEGIN{"echo " "hi" | getline x; print "[" x "]"}' 2>/dev/null`)).toBe('[]\n');
  expect(await output(`printf 'b\\na\\n' | awk '{print | "sort"} END{close("sort"); print "done"}'`)).toBe('a\nb\ndone\n');
  expect(await output(`awk 'BEGIN{print "x" | "cat; exit 5"; print close("cat; exit 5"); print system("exit 3"), close("none")}'`)).toBe(
    'x\n5\n3 -1\n',
  );
  expect(await output(`awk 'BEGIN{printf "x"; system("echo y"); print "z" | "cat"; print "w"}'`)).toBe('xy\nw\nz\n');
  expect(await output(`echo 3 | awk '{ ("echo " $1 " 4") | getline; print $2, NR }'`)).toBe('4 2\n');
});

test('sed runs commands', async () => {
  expect(await output(`printf 'a\\nb\\n' | sed 's/a/echo &&/e; 2e echo before'`)).toBe('aa\nbefore\nb\n');
  expect(await output(`echo 'echo hi' | sed e`)).toBe('hi\n');
});

test('archives go through pipes', async () => {
  expect(
    await output('mkdir d; echo 1 > d/f; tar cz d | gzip -dc | tar tv | cut -c1-10; tar c d | (mkdir o; cd o; tar x); cat o/d/f'),
  ).toBe('drwxr-xr-x\n-rw-r--r--\n1\n');
  expect(await session('mkdir d; tar cz d | tar t')).toEqual({
    stdout: '',
    stderr: 'tar: Archive is compressed. Use -z option\ntar: Error is not recoverable: exiting now\n',
    status: 2,
  });
  expect(await output('seq 100000 | gzip | zcat | tail -1; seq 3 | gzip | gunzip | wc -l')).toBe('100000\n3\n');
});

test('scripts of the package name become the program', async () => {
  expect(await output(`printf 'a\\nb\\na|b\\n' | egrep 'a|b' | wc -l; printf 'a\\nb\\na|b\\n' | fgrep 'a|b'`)).toBe('3\na|b\n');
});

test('tail -f prints what comes, tail -F follows the name', async () => {
  expect(await output('echo 1 > f; tail -f f & sleep 1; echo 2 >> f; sleep 1; kill %1; wait')).toBe('1\n2\n');
  const rotated = await session(
    'echo 1 > f; tail -F f & sleep 1; mv f g; sleep 1; echo 2 > f; sleep 1; : > f; sleep 1; echo 3 >> f; sleep 1; kill %1; wait',
  );
  expect(rotated.stdout).toBe('1\n2\n3\n');
  expect(rotated.stderr).toBe(
    "tail: 'f' has become inaccessible: No such file or directory\ntail: 'f' has appeared;  following new file\ntail: f: file truncated\n",
  );
  expect(await output('echo 1 > f; (sleep 2; echo 2 >> f) & timeout 3 tail -f f; echo $?')).toBe('1\n2\n124\n');
  expect(await output('sleep 2 & echo 1 > f; tail --pid=$! -f f; echo over')).toBe('1\nover\n');
});

test('a line is shown as soon as it comes, and ^C ends a program that waits or turns in circles', async () => {
  for (const [program, typed, shown] of [
    ['grep a', 'abc\r', 'abc\r\nabc\r\n'],
    ['sed s/a/X/', 'abc\r', 'abc\r\nXbc\r\n'],
    ["awk '{print $2}'", 'a b\r', 'a b\r\nb\r\n'],
    ['tr a-c A-C', 'abc\r', 'abc\r\nABC\r\n'],
  ] as const) {
    const terminal = createShellMachine().login(['bash', '-c', `${program}; echo status $?`]);
    await terminal.type('');
    expect(await terminal.type(typed)).toBe(shown);
    terminal.pty.input(new Uint8Array([3]));
    expect(await terminal.ended).toEqual({ signaled: 'INT' });
  }
  for (const program of ["awk 'BEGIN{while(1);}'", "awk 'function f(n){return f(n+1)} BEGIN{f(1)}'", "seq 3 | sed ':a;ba'", 'yes | sort']) {
    const terminal = createShellMachine().login(['bash', '-c', program]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    terminal.pty.input(new Uint8Array([3]));
    expect([program, await terminal.ended]).toEqual([program, { signaled: 'INT' }]);
  }
});

test('sort and grep do not mind long lines or many of them', async () => {
  expect(
    await output(
      'head -c 300000 /dev/zero | tr "\\0" x > f; echo >> f; grep -c x f; wc f; sed s/x/y/2 f | cut -c1-3; awk "{print length}" f',
    ),
  ).toBe('1\n     1      1 300001 f\nxyx\n300000\n');
  expect(
    await output('seq 20000 | sort -R | sort -n | md5sum 2>/dev/null; seq 20000 | sort -R | sort -n | cmp - <(seq 20000) && echo same'),
  ).toContain('same');
});
