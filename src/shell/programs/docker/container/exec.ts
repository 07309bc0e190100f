/** docker exec: one more process in a running container. As docker/cli cli/command/container/exec.go. */
import { createExec, inspectExec, startExec } from '../../../../sim/engine/runtime/exec.ts';
import { containers, nothing } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { attachOptions, holdSession, requireTerminal } from '../toolkit/run/session.ts';
import { environmentOf, readLineFiles } from '../toolkit/run/key-values.ts';
import { environmentVariable } from '../toolkit/run/validators.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { getContainer } from '../../../../sim/engine/container/find.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, list, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container exec', 'exec'],
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  summary: 'Execute a command in a running container',
  arguments: atLeast(2),
  complete: [containers('running'), nothing],
  interspersed: false,
  flags: {
    detach: bool('Detached mode: run command in the background', 'd'),
    'detach-keys': string('Override the key sequence for detaching a container'),
    env: list('Set environment variables', 'e', environmentVariable),
    'env-file': list('Read in a file of environment variables'),
    interactive: bool('Keep STDIN open even if not attached', 'i'),
    privileged: bool('Give extended privileges to the command'),
    tty: bool('Allocate a pseudo-TTY', 't'),
    user: string('Username or UID (format: "<name|uid>[:<group|gid>]")', 'u'),
    workdir: string('Working directory inside the container', 'w'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const [container = '', ...command] = context.arguments;
    const name = requireName(container);
    const engine = context.engine(`Get /containers/${name}/json`);
    const stdin = flags.interactive && !flags.detach;
    const terminal = process.terminal(1) ?? process.terminal(0);
    const environment = environmentOf(process, [...(await readLineFiles(process, flags['env-file'])), ...flags.env]);
    getContainer(engine.state, name);
    if (!flags.detach) requireTerminal(process, flags.interactive, flags.tty);
    const id = createExec(engine, name, {
      command,
      tty: flags.tty,
      stdin,
      detach: flags.detach,
      user: flags.user,
      workingDirectory: flags.workdir,
      environment,
      privileged: flags.privileged,
      ...(flags.tty && terminal ? { size: terminal.size } : {}),
    });
    const attachment = startExec(engine, id, attachOptions(process, { stdin, stdout: !flags.detach, stderr: !flags.detach }));
    if (flags.detach) return 0;
    const end = await holdSession(process, attachment, { stdin, tty: flags.tty, detachKeys: flags['detach-keys'] });
    if (end === 'detached') throw new StatusError('read escape sequence');
    return inspectExec(engine, id).exitCode ?? 0;
  },
});
