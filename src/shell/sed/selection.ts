/** Which lines a command is for: addresses and ranges, which remember where they are. As GNU sed 4.9 match_address_p. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { Regex } from '../regex/compile.ts';
import type { Address, RangeEnd, Selection } from './script.ts';

/** What addresses look at. */
export interface Place {
  /** From 1; with -s and -i of each file. */
  readonly line: number;
  readonly text: string;
  isLast(): MaybePromise<boolean>;
  /** `undefined`: the last one used. */
  test(regex: Regex | undefined): boolean;
}

export interface Selector {
  test(place: Place): MaybePromise<boolean>;
  /** Whether its range goes on behind this line. */
  readonly isOpen: boolean;
  /** A file of its own begins (-s, -i). */
  reset(): void;
}

const ALWAYS: Selector = { test: () => true, isOpen: false, reset: () => undefined };

export function createSelector({ from, to, negated }: Selection): Selector {
  const selector = !from ? ALWAYS : to ? createRange(from, to) : { test: testOf(from), isOpen: false, reset: () => undefined };
  if (!negated) return selector;
  return {
    test: (place) => {
      const result = selector.test(place);
      return result instanceof Promise ? result.then((holds) => !holds) : !result;
    },
    get isOpen() {
      return false;
    },
    reset: () => selector.reset(),
  };
}

function testOf(address: Address): (place: Place) => MaybePromise<boolean> {
  switch (address.kind) {
    case 'line':
      return (place) => place.line === address.line;
    case 'last':
      return (place) => place.isLast();
    case 'regex':
      return (place) => place.test(address.regex);
    case 'step':
      return (place) => place.line >= address.first && (place.line - address.first) % address.step === 0;
  }
}

function createRange(from: Address, to: RangeEnd): Selector {
  const starts = testOf(from);
  const opensAtOnce = from.kind === 'line' && from.line === 0;
  const endTest = to.kind === 'count' || to.kind === 'multiple' || to.kind === 'line' ? undefined : testOf(to);
  let isOpen = opensAtOnce;
  let lastLine = 0;
  const begin = (place: Place): boolean => {
    lastLine = endTest ? 0 : lastLineOf(to, place.line);
    isOpen = endTest !== undefined || lastLine > place.line;
    return true;
  };
  const close = (holds: boolean): boolean => {
    if (holds) isOpen = false;
    return true;
  };
  return {
    test(place) {
      if (!isOpen) {
        const started = starts(place);
        if (started instanceof Promise) return started.then((holds) => holds && begin(place));
        return started && begin(place);
      }
      if (endTest) {
        const ended = endTest(place);
        return ended instanceof Promise ? ended.then(close) : close(ended);
      }
      if (place.line >= lastLine) isOpen = false;
      return place.line <= lastLine;
    },
    get isOpen() {
      return isOpen;
    },
    reset() {
      isOpen = opensAtOnce;
    },
  };
}

function lastLineOf(to: RangeEnd, line: number): number {
  if (to.kind === 'line') return to.line;
  if (to.kind === 'count') return line + to.count;
  return to.kind === 'multiple' && to.of > 0 ? Math.ceil(line / to.of) * to.of : line;
}
