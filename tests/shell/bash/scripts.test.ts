import { describe, expect, test } from 'vitest';
import { createShellMachine } from '../../support/shell-machine.ts';

// Each row was run by GNU bash 5.2.15 first.
test.each([
  ['echo hello', 'hello\n'],
  ['x=1; y=$((x+2)); echo "$y"', '3\n'],
  ['for i in a b {1..3}; do echo -n "$i "; done; echo', 'a b 1 2 3 \n'],
  ['f() { local x=$1; echo "f $x"; return 3; }; f q; echo $?', 'f q\n3\n'],
  ['echo $(echo hi; echo there)', 'hi there\n'],
  ['echo a b c | while read x y; do echo "$y-$x"; done', 'b c-a\n'],
  ['a=(1 2 3); a+=(4); echo ${a[@]} ${#a[@]} ${a[-1]}', '1 2 3 4 4 4\n'],
  ['declare -A m=([c]=1 [a b]=2); declare -p m', 'declare -A m=([c]="1" ["a b"]="2" )\n'],
  ['case foo in f*) echo yes;; *) echo no;; esac', 'yes\n'],
  ['cat <<E\na $((1+1))\nE', 'a 2\n'],
  ['(exit 3); echo $?', '3\n'],
  ['cat <(echo in) <(echo out)', 'in\nout\n'],
  [
    's=hello_world.tar.gz; echo ${s%.*} ${s%%.*} ${s#*_} ${s//o/0} ${s^^} ${s: -2}',
    'hello_world.tar hello_world world.tar.gz hell0_w0rld.tar.gz HELLO_WORLD.TAR.GZ gz\n',
  ],
  ['true | false; echo $? ${PIPESTATUS[@]}', '1 0 1\n'],
  ["trap 'echo bye' EXIT; echo hi", 'hi\nbye\n'],
  ['coproc cat; echo hi >&${COPROC[1]}; read -r l <&${COPROC[0]}; echo $l; kill $COPROC_PID', 'hi\n'],
  ['f() { if (($1>0)); then f $(($1-1)); else echo bottom; fi; }; f 2000', 'bottom\n'],
  ['echo $((9223372036854775807+1)) $((2#101)) $((-7/2))', '-9223372036854775808 5 -3\n'],
  ['[[ foo.bar =~ ^(.*)\\.(b.r)$ ]] && echo ${BASH_REMATCH[@]}', 'foo.bar foo bar\n'],
])('%s', async (script, stdout) => {
  const result = await createShellMachine().bash(script);
  expect(result).toEqual({ stdout, stderr: '', status: 0 });
});

describe('what bash says when something is wrong', () => {
  test.each([
    ['fi', "bash: -c: line 1: syntax error near unexpected token `fi'\nbash: -c: line 1: `fi'\n", 2],
    ['if true; then', 'bash: -c: line 2: syntax error: unexpected end of file\n', 2],
    ['echo "abc', 'bash: -c: line 1: unexpected EOF while looking for matching `"\'\n', 2],
    ['a ( b', "bash: -c: line 1: syntax error near unexpected token `b'\nbash: -c: line 1: `a ( b'\n", 2],
    ['nosuch', 'bash: line 1: nosuch: command not found\n', 127],
    ['/tmp', 'bash: line 1: /tmp: Is a directory\n', 126],
    ['cat < /nofile', 'bash: line 1: /nofile: No such file or directory\n', 1],
    ['set -u; echo $nope', 'bash: line 1: nope: unbound variable\n', 127],
    ['echo $((1/0))', 'bash: line 1: 1/0: division by 0 (error token is "0")\n', 1],
    ['readonly r=1; r=2; echo no', 'bash: line 1: r: readonly variable\n', 1],
    ['cd /nonexistent', 'bash: line 1: cd: /nonexistent: No such file or directory\n', 1],
    ['exec nosuchcmd', 'bash: line 1: exec: nosuchcmd: not found\n', 127],
  ])('%s', async (script, stderr, status) => {
    expect(await createShellMachine().bash(script)).toEqual({ stdout: '', stderr, status });
  });
});

describe('sh speaks as dash does', () => {
  test.each([
    ['nosuch', 'sh: 1: nosuch: not found\n', 127],
    ['fi', 'sh: 1: Syntax error: "fi" unexpected\n', 2],
    ['echo "abc', 'sh: 1: Syntax error: Unterminated quoted string\n', 2],
    ['a=(1 2)', 'sh: 1: Syntax error: "(" unexpected\n', 2],
    ['x=1; readonly x; x=2; echo no', 'sh: 1: x: is read only\n', 2],
    ['cd /nosuch', "sh: 1: cd: can't cd to /nosuch\n", 2],
    ['exit abc', 'sh: 1: exit: Illegal number: abc\n', 2],
  ])('%s', async (script, stderr, status) => {
    expect(await createShellMachine().sh(script)).toEqual({ stdout: '', stderr, status });
  });

  test('echo interprets escapes', async () => {
    expect((await createShellMachine().sh("echo 'a\\tb'")).stdout).toBe('a\tb\n');
  });
});

test('commands on standard input leave the rest of it to those that read', async () => {
  const machine = createShellMachine();
  const result = await machine.run(['bash'], { stdin: 'read x\nfrom the script\necho "got $x"\ncat\nleft\n' });
  expect(result.stdout).toBe('got from the script\nleft\n');
});

test('earlier lines run before a later syntax error', async () => {
  const machine = createShellMachine();
  machine.fs.writeFile('/tmp/s.sh', Buffer.from('echo one\nfi\necho two\n'));
  const result = await machine.run(['bash', '/tmp/s.sh']);
  expect(result).toMatchObject({
    stdout: 'one\n',
    stderr: "/tmp/s.sh: line 2: syntax error near unexpected token `fi'\n/tmp/s.sh: line 2: `fi'\n",
    status: { exited: 2 },
  });
});
