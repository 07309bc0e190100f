/** tr: translates, deletes and squeezes characters. As GNU coreutils 9.4 tr. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { type Element, expandSet, parseSet } from '../../text/tr/sets.ts';
import { membership, translation } from '../../text/tr/translation.ts';
import { defineProgram } from '../define-program.ts';
import { blocks } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'tr',
  usage: '[OPTION]... STRING1 [STRING2]',
  summary: 'Translate, squeeze, and/or delete characters from standard input, writing to standard output.',
  suite: 'GNU coreutils 9.4',
  stopAtOperand: true,
  options: {
    complement: { short: 'cC', long: 'complement', help: 'use the complement of STRING1' },
    delete: { short: 'd', long: 'delete', help: 'delete characters in STRING1, do not translate' },
    squeeze: {
      short: 's',
      long: 'squeeze-repeats',
      help: 'replace each sequence of a repeated character that is listed in the last STRING',
    },
    truncate: { short: 't', long: 'truncate-set1', help: 'first truncate STRING1 to length of STRING2' },
  },
  async run(io, options, operands) {
    checkOperands(operands, options.delete, options.squeeze);
    const warnings: string[] = [];
    const [first = [], second] = operands.map((text) => parseSet(text, (warning) => warnings.push(warning)));
    const change = createChange(first, second, options);
    for (const warning of warnings) await io.complain(warning);
    for await (const block of blocks(io.process, 0)) {
      const writing = io.out(change(block));
      if (writing) await writing;
      const pause = io.process.tick(block.length >> 6);
      if (pause) await pause;
    }
    return 0;
  },
});

function checkOperands(operands: readonly ByteString[], deletes: boolean, squeezes: boolean): void {
  const least = deletes === squeezes ? 2 : 1;
  const most = deletes && !squeezes ? 1 : 2;
  const last = operands.at(-1);
  if (operands.length < least) {
    if (last === undefined) throw new UsageError('missing operand');
    const why = squeezes
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.';
    throw new UsageError(`missing operand after ${localeQuoted(last)}\n${why}`);
  }
  const extra = operands[most];
  if (extra === undefined) return;
  const why = most === 1 && operands.length === 2 ? '\nOnly one string may be given when deleting without squeezing repeats.' : '';
  throw new UsageError(`extra operand ${localeQuoted(extra)}${why}`);
}

interface Options {
  readonly complement: boolean;
  readonly delete: boolean;
  readonly squeeze: boolean;
  readonly truncate: boolean;
}

type Change = (block: Uint8Array) => Uint8Array;

function createChange(first: readonly Element[], second: readonly Element[] | undefined, options: Options): Change {
  const { complement } = options;
  if (options.delete) {
    const doomed = membership(first, complement);
    const remove: Change = (block) => block.filter((byte) => !doomed[byte]);
    if (!options.squeeze) return remove;
    const squeeze = squeezing(memberTable(second ?? []));
    return (block) => squeeze(remove(block));
  }
  if (!second) return squeezing(membership(first, complement));
  const table = translation(first, second, complement, options.truncate);
  const translate: Change = (block) => block.map((byte) => table[byte] ?? byte);
  if (!options.squeeze) return translate;
  const squeeze = squeezing(memberTable(second));
  return (block) => squeeze(translate(block));
}

function memberTable(elements: readonly Element[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const code of expandSet(elements, 1)) table[code] = 1;
  return table;
}

/** Remembers the last byte over blocks. */
function squeezing(members: Uint8Array): Change {
  let last = -1;
  return (block) =>
    block.filter((byte) => {
      const repeated = byte === last && members[byte] === 1;
      last = byte;
      return !repeated;
    });
}
