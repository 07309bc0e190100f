/** Words and assignments from texts that came into being while the shell ran. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { createLowering, lowerAssignment } from './lower.ts';
import { documentWord } from './lower-word.ts';
import { parseShell } from './parse.ts';
import type { AssignmentNode, Word } from './tree.ts';

/** Text in which `$` and backquotes are expanded, and quotes are plain. */
export function textWord(text: ByteString): Word {
  return documentWord(text, createLowering(text, 1, { nested: [], open: [] }));
}

/** `name=(…)` as an assignment; undefined when it does not parse as one. */
export function parseAssignment(text: ByteString): AssignmentNode | undefined {
  const script = parseShell(text);
  const command = script.commands[0]?.command;
  const assignment = command?.type === 'Command' ? command.prefix[0] : undefined;
  if (script.errors || assignment?.type !== 'Assignment') return undefined;
  return lowerAssignment(assignment, createLowering(text, 1, { nested: [], open: [] }));
}
