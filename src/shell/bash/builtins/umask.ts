/** `umask`. */
import { permissionString, parseModeChange } from '../../formats/mode.ts';
import { defineBuiltin, failInSh, parseFlags } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'umask',
  usage: '[-p] [-S] [mode]',
  summary: 'Prints or sets which permissions new files do not get.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'pS');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    const { process } = call.shell;
    const [mode] = operands;
    if (mode === undefined) {
      const mask = process.umask();
      const text = flags.has('S') ? symbolic(mask) : mask.toString(8).padStart(4, '0');
      await call.out(flags.has('p') ? `umask ${flags.has('S') ? '-S ' : ''}${text}\n` : `${text}\n`);
      return 0;
    }
    if (/^\d/.test(mode)) {
      if (!/^[0-7]{1,4}$/.test(mode)) {
        if (call.shell.dialect === 'sh') return failInSh(call, `Illegal number: ${mode}`);
        await call.complain(`${mode}: octal number out of range`);
        return 1;
      }
      process.umask(Number.parseInt(mode, 8));
    } else {
      const change = parseModeChange(mode);
      if (!change) {
        const wrong = /^(?:[ugoa]*(?:[-+=][rwxXst]*)+,?)*/.exec(mode)?.[0] ?? '';
        const who = /^[ugoa]*/.exec(mode.slice(wrong.length))?.[0] ?? '';
        const letter = mode[wrong.length + who.length] ?? '';
        const place = wrong === '' || wrong.endsWith(',') ? 'operator' : 'character';
        await call.complain(`\`${letter}': invalid symbolic mode ${place}`);
        return 1;
      }
      process.umask(~change({ mode: ~process.umask() & 0o777, directory: false, umask: 0 }) & 0o777);
    }
    if (flags.has('S')) await call.out(`${symbolic(process.umask())}\n`);
    return 0;
  },
});

function symbolic(mask: number): string {
  const allowed = permissionString(~mask & 0o777).replaceAll('-', ' ');
  return ['u', 'g', 'o'].map((who, i) => `${who}=${allowed.slice(3 * i, 3 * i + 3).replaceAll(' ', '')}`).join(',');
}
