/** `--format` of version and info: one object, a blank line before an error. As docker/cli templates and cli/command/system. */
import type { JsonObject } from '../../../../sim/engine/types.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { CommandContext } from './command-context.ts';
import { parse } from './format.ts';
import { executeTemplate } from './go-template/execute.ts';
import { toJson } from './go-template/json.ts';
import { goStruct } from './go-value.ts';
import { StatusError } from './status-error.ts';

export interface ObjectNames {
  /** The template's name in errors. */
  readonly name: string;
  /** The Go type's name in errors. */
  readonly type: string;
}

/** Throws StatusError: 64 for a template that cannot be read. */
export async function formatObject(
  context: Pick<CommandContext, 'out'>,
  object: JsonObject,
  format: ByteString,
  { name, type }: ObjectNames,
): Promise<number> {
  const value = goStruct(object, type);
  if (format === 'json') {
    await context.out(`${toJson(value, true)}\n`);
    return 0;
  }
  const { text, error } = executeTemplate(parse(format, 'template parsing error', UNREADABLE, name), value, { name });
  await context.out(`${text}\n`);
  if (error) throw new StatusError(error.message);
  return 0;
}

const UNREADABLE = 64;
