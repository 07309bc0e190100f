/** `cd`. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineBuiltin, parseFlags, type BuiltinCall } from '../define-builtin.ts';
import { changeDirectory } from '../directories.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'cd',
  usage: '[-L|[-P [-e]] [-@]] [dir]',
  summary: 'Changes the working directory.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'LPe@');
    if (!parsed) return 2;
    const { operands, flags } = parsed;
    if (operands.length > 1 && call.shell.dialect === 'bash') {
      await call.complain('too many arguments');
      return 1;
    }
    const physical = flags.has('P') || (call.shell.state.options.physical && !flags.has('L'));
    return go(call, operands[0], physical);
  },
});

async function go(call: BuiltinCall, operand: string | undefined, physical: boolean): Promise<number> {
  const { shell } = call;
  const target = operand === undefined ? getValue(shell, 'HOME') : operand === '-' ? getValue(shell, 'OLDPWD') : operand;
  if (target === undefined) {
    await call.complain(operand === '-' ? 'OLDPWD not set' : 'HOME not set');
    return 1;
  }
  const found = searchCdPath(call, target);
  const path = found?.path ?? target;
  if (path === '') return 0;
  try {
    changeDirectory(shell, path, physical);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await call.complain(shell.dialect === 'sh' ? `can't cd to ${target}` : `${target}: ${error.text}`);
    return shell.dialect === 'sh' ? 2 : 1;
  }
  if (operand === '-' || found?.say) await call.out(`${getValue(shell, 'PWD') ?? ''}\n`);
  return 0;
}

function searchCdPath(call: BuiltinCall, target: string): { readonly path: string; readonly say: boolean } | undefined {
  const cdPath = getValue(call.shell, 'CDPATH');
  if (!cdPath || /^\.{0,2}\//.test(target) || target === '.' || target === '..') return undefined;
  for (const directory of cdPath.split(':')) {
    const path = directory === '' ? `./${target}` : directory.endsWith('/') ? directory + target : `${directory}/${target}`;
    try {
      if (call.shell.process.fs.stat(path).type === 'directory') return { path, say: directory !== '' && directory !== '.' };
    } catch {
      // The next one.
    }
  }
  return undefined;
}
