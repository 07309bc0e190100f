/** What the daemon answers to all that needs a swarm: this one is in none, as a fresh one. */
import type { Command } from '../define-command.ts';
import { StatusError } from '../status-error.ts';

const NO_MANAGER =
  'Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** Once, whatever was asked. */
export const notAManager: Command['run'] = () => {
  throw new StatusError(NO_MANAGER);
};

/** Once for every argument. */
export const notAManagerEach: Command['run'] = (context) => {
  throw new StatusError(context.arguments.map(() => NO_MANAGER).join('\n'));
};

/** inspect prints what it has found, which is nothing. */
export const notAManagerInspect: Command['run'] = async (context) => {
  const { pretty, format } = context.flags as Readonly<Record<string, unknown>>;
  if (!pretty) await context.out(format ? '\n' : '[]\n');
  throw new StatusError(NO_MANAGER);
};

export const notInASwarm: Command['run'] = () => {
  throw new StatusError('Error response from daemon: This node is not part of a swarm');
};

/** `join-token ROLE`. */
export const notAManagerRole: Command['run'] = (context) => {
  const [role = ''] = context.arguments;
  throw new StatusError(['worker', 'manager'].includes(role) ? NO_MANAGER : `unknown role ${role}`);
};

export const noUnlockKey: Command['run'] = () => {
  throw new StatusError(`could not fetch unlock key: ${NO_MANAGER}`);
};

export const nothingToUnlock: Command['run'] = () => {
  throw new StatusError('Error: This node is not part of a swarm');
};
