/** inspect: objects as an indented JSON array or through a template, what is missing said at the end. As docker/cli cli/command/inspect/inspector.go. */
import type { Json, JsonObject } from '../../../../sim/engine/types.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { CommandContext } from './command-context.ts';
import { messageOf } from './each.ts';
import { type Executed, executeTemplate } from './go-template/execute.ts';
import { jsonString, toJson } from './go-template/json.ts';
import type { ParsedTemplate } from './go-template/nodes.ts';
import { goStruct, rawValue } from './go-value.ts';
import { parse } from './format.ts';
import { StatusError } from './status-error.ts';

/** Status of a template that cannot be read: docker/cli gives the shell's EX_USAGE. */
const UNREADABLE_TEMPLATE = 64;

export interface Inspected {
  readonly value: JsonObject;
  /** `container`, `image`, `volume`, `network`. */
  readonly kind: string;
}

/** Looks up every argument, prints what was found, then throws StatusError with what was not. */
export async function inspectAll(
  context: Pick<CommandContext, 'arguments' | 'out' | 'err'>,
  format: ByteString,
  look: (name: ByteString) => Inspected,
): Promise<void> {
  const template = format === '' || format === 'json' ? undefined : parse(format, 'template parsing error', UNREADABLE_TEMPLATE);
  const found: JsonObject[] = [];
  const errors: string[] = [];
  let text = '';
  for (const name of context.arguments) {
    try {
      const { value, kind } = look(name);
      found.push(value);
      if (!template) continue;
      const made = executed(template, value, kind);
      if (made.error) {
        errors.push(`template parsing error: ${made.error.message}`);
        break;
      }
      text += `${made.text}\n`;
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      errors.push(message);
    }
  }
  if (template) await context.out(text === '' ? '\n' : text);
  else if (format === 'json')
    await context.out(
      `${toJson(
        found.map((value) => goStruct(value, '')),
        false,
      )}\n`,
    );
  else await context.out(`${indented(found, '')}\n`);
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
}

/** First over the client's structs; what they do not have is looked up in the JSON itself, and then its error counts. */
function executed(template: ParsedTemplate, value: JsonObject, kind: string): Executed {
  const made = executeTemplate(template, goStruct(value, 'interface {}', kind));
  return made.error ? executeTemplate(template, rawValue(value), { missingKey: 'error' }) : made;
}

/** JSON with four blanks a level, as json.Indent; empty objects and lists stay closed. */
export function indented(value: Json, margin: string): ByteString {
  if (typeof value === 'string') return jsonString(value, false);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${margin}    `;
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly Json[]).map((each) => inner + indented(each, inner))
    : Object.entries(value).map(([key, each]) => `${inner}${jsonString(key, false)}: ${indented(each as Json, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.join(',\n')}\n${margin}${close}`;
}
