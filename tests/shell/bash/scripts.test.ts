import { expect, test } from 'vitest';
import { createShellMachine } from '../../support/shell-machine.ts';

test.each([
  ['echo hello', 'hello\n'],
  ['x=1; y=$((x+2)); echo "$y"', '3\n'],
  ['for i in a b {1..3}; do echo -n "$i "; done; echo', 'a b 1 2 3 \n'],
  ['f() { local x=$1; echo "f $x"; return 3; }; f q; echo $?', 'f q\n3\n'],
  ['echo $(echo hi; echo there)', 'hi there\n'],
  ['echo a b c | while read x y; do echo "$y-$x"; done', 'b c-a\n'],
  ['a=(1 2 3); a+=(4); echo ${a[@]} ${#a[@]} ${a[-1]}', '1 2 3 4 4 4\n'],
  ['declare -A m=([x]=1 [y]=2); echo ${m[x]} ${!m[@]}', '1 x y\n'],
  ['case foo in f*) echo yes;; *) echo no;; esac', 'yes\n'],
  ['cat <<E\na $((1+1))\nE', 'a 2\n'],
  ['(exit 3); echo $?', '3\n'],
  ['cat <(echo in) | tr a-z A-Z', 'IN\n'],
])('%s', async (script, stdout) => {
  const result = await createShellMachine().bash(script);
  expect(result).toEqual({ stdout, stderr: '', status: 0 });
});
