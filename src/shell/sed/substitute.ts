/** sed's `s`. As GNU sed 4.9 do_subst. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { runShellCommand } from '../text/shell-command.ts';
import { type Flow, NEXT, type Step } from './flow.ts';
import type { Machine } from './machine.ts';
import { createFiller, type Filler } from './replacement.ts';
import type { Substitution } from './script.ts';

export function createSubstitution(substitution: Substitution, unicode: boolean): Step {
  const fill = createFiller(substitution.replacement, unicode);
  const { literal, replacement } = substitution;
  const [only] = replacement;
  const plainText = replacement.length === 0 ? '' : replacement.length === 1 && only?.kind === 'text' ? only.text : undefined;
  const isPlain = literal !== undefined && plainText !== undefined;
  const needsMore = substitution.print || substitution.evaluate || substitution.file !== undefined;
  return (machine) => {
    const changed = isPlain ? replaceText(machine, substitution, plainText) : replace(machine, substitution, fill, unicode);
    if (changed === undefined) return NEXT;
    machine.text = changed;
    machine.replaced = true;
    return needsMore ? finish(machine, substitution) : NEXT;
  };
}

/** Fixed texts on both sides need no matching. */
function replaceText(machine: Machine, { regex, literal = '' }: Substitution, replacement: ByteString): ByteString | undefined {
  machine.regex(regex);
  return machine.text.includes(literal) ? machine.text.replaceAll(literal, () => replacement) : undefined;
}

/** The new pattern space; undefined when nothing was replaced. */
function replace(machine: Machine, { regex: own, global, nth }: Substitution, fill: Filler, unicode: boolean): ByteString | undefined {
  const { text } = machine;
  const regex = machine.regex(own);
  let match = regex.exec(text, 0);
  if (!match) return undefined;
  let out = '';
  let copied = 0;
  let lastEnd = -1;
  let [count, replaced] = [0, false];
  while (match) {
    const { start, end } = match;
    // an empty match right behind another one does not count
    if (end > start || start !== lastEnd) {
      count++;
      if (count >= nth) {
        out += text.slice(copied, start) + fill(match);
        copied = end;
        replaced = true;
        if (!global) break;
      }
    }
    lastEnd = end;
    const from = end > start ? end : end + characterLength(text, end, unicode);
    if (from > text.length) break;
    match = regex.exec(text, from);
  }
  return replaced ? out + text.slice(copied) : undefined;
}

function characterLength(text: ByteString, at: number, unicode: boolean): number {
  if (!unicode || text.charCodeAt(at) < 0xc2) return 1;
  return /^[\xc2-\xf4][\x80-\xbf]+/.exec(text.slice(at, at + 4))?.[0].length ?? 1;
}

function finish(machine: Machine, { print, evaluate, file }: Substitution): MaybePromise<Flow> {
  return evaluate ? finishSlowly(machine, print, file) : output(machine, print, file);
}

async function finishSlowly(machine: Machine, print: boolean, file: ByteString | undefined): Promise<Flow> {
  await machine.io.flush();
  machine.text = (await runShellCommand(machine.io.process, machine.text)).replace(/\n$/, '');
  return output(machine, print, file);
}

function output(machine: Machine, print: boolean, file: ByteString | undefined): MaybePromise<Flow> {
  const printing = print ? machine.print() : undefined;
  const writing = file === undefined ? undefined : machine.files.get(file).line(machine.text, machine.end);
  return printing || writing ? Promise.all([printing, writing]).then(() => NEXT) : NEXT;
}
