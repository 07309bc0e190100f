/** A sed script as data. As GNU sed 4.9. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Regex } from '../regex/compile.ts';

/** A regular expression in a script; `undefined`: the last one that was used (`//`). */
export interface RegexAddress {
  readonly kind: 'regex';
  readonly regex: Regex | undefined;
}

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | RegexAddress
  | { readonly kind: 'step'; readonly first: number; readonly step: number };

export type RangeEnd =
  | Address
  /** `+N`: so many lines more. */
  | { readonly kind: 'count'; readonly count: number }
  /** `~N`: until a line number is a multiple. */
  | { readonly kind: 'multiple'; readonly of: number };

export interface Selection {
  readonly from: Address | undefined;
  readonly to: RangeEnd | undefined;
  readonly negated: boolean;
}

/** A piece of a replacement: text, a group, or a change of case. */
export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: ByteString }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'case'; readonly change: 'U' | 'L' | 'u' | 'l' | 'E' };

export interface Substitution {
  readonly regex: Regex | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  /** Which match is the first to be replaced. */
  readonly nth: number;
  readonly print: boolean;
  readonly evaluate: boolean;
  /** The pattern's text, when it has no operators and every match becomes the same. */
  readonly literal: ByteString | undefined;
  /** Where a changed line is written to (`w`). */
  readonly file: ByteString | undefined;
}

export type SimpleName = '=' | 'd' | 'D' | 'F' | 'g' | 'G' | 'h' | 'H' | 'n' | 'N' | 'p' | 'P' | 'x' | 'z';

export type Action =
  | { readonly name: SimpleName }
  /** Goes on behind its `}` when its selection does not hold. */
  | { readonly name: '{'; readonly end: number }
  | { readonly name: 'a' | 'i' | 'c'; readonly text: ByteString }
  /** `target` is the place of a command; that behind the last one ends the cycle. */
  | { readonly name: 'b' | 't' | 'T'; readonly target: number }
  | { readonly name: 'l'; readonly width: number | undefined }
  | { readonly name: 'q' | 'Q'; readonly status: number }
  | { readonly name: 'r' | 'R' | 'w' | 'W'; readonly file: ByteString }
  | { readonly name: 's'; readonly substitution: Substitution }
  | { readonly name: 'y'; readonly map: ReadonlyMap<ByteString, ByteString> }
  /** Empty: the pattern space is the command. */
  | { readonly name: 'e'; readonly command: ByteString };

export interface Command {
  readonly selection: Selection;
  readonly action: Action;
}

export interface Script {
  readonly commands: readonly Command[];
  /** It begins with a line `#n`. */
  readonly quiet: boolean;
}

/** A script that is none, or what goes wrong when it runs: the text as sed prints it after `sed: `. */
export class ScriptError extends Error {
  readonly status: number;
  constructor(text: string, status = 1) {
    super(text);
    this.name = 'ScriptError';
    this.status = status;
  }
}
