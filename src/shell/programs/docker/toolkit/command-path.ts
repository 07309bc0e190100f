/** By which of its paths help and errors call a command. As cobra's CommandPath. */
import type { Command } from './define-command.ts';

/** `container` of `container ls`; nothing of `ps`. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(' ')));

/** The first of a command's paths with the same parent: `container ps` is called `container ls`, `ps` stays `ps`. */
export const canonicalPath = (command: Command, typed: string): string =>
  command.paths.find((path) => parentOf(path) === parentOf(typed)) ?? typed;

/** `docker ps [OPTIONS]`, for errors and help. `path` is the canonical one. */
export const usageLine = (command: Command, path: string): string => `docker ${command.title ?? path} ${command.usage}`.trimEnd();
