/** All commands of docker 28.5.2 that are declared but not simulated; a file of the same path in a folder beside takes the place of one. */
import type { Command } from '../define-command.ts';
import { buildxBuildCommands } from './buildx-build.ts';
import { buildxRecordCommands } from './buildx-records.ts';
import { swarmCommands } from './swarm.ts';
import { nodeCommands } from './node.ts';
import { serviceCommands } from './service.ts';
import { stackCommands } from './stack.ts';
import { secretCommands } from './secret.ts';
import { checkpointCommands } from './checkpoint.ts';
import { configCommands } from './config.ts';
import { contextCommands } from './context.ts';
import { manifestCommands } from './manifest.ts';
import { pluginCommands } from './plugin.ts';
import { trustCommands } from './trust.ts';
import { buildxCommands } from './buildx.ts';

export const DECLARED: readonly Command[] = [
  ...buildxBuildCommands,
  ...buildxRecordCommands,
  ...swarmCommands,
  ...nodeCommands,
  ...serviceCommands,
  ...stackCommands,
  ...secretCommands,
  ...checkpointCommands,
  ...configCommands,
  ...contextCommands,
  ...manifestCommands,
  ...pluginCommands,
  ...trustCommands,
  ...buildxCommands,
];
