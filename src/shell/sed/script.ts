/** A sed script as data. As GNU sed 4.9. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Regex } from '../regex/compile.ts';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  /** `undefined`: the last regular expression that was used. */
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  | { readonly kind: 'step'; readonly first: number; readonly step: number };

export type RangeEnd = Exclude<Address, { kind: 'step' }> | { readonly kind: 'count'; readonly count: number } | { readonly kind: 'multiple'; readonly of: number };

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
  readonly print: number;
  readonly evaluate: boolean;
  readonly file: ByteString | undefined;
}

export type Action =
  | { readonly name: '=' | 'd' | 'D' | 'F' | 'g' | 'G' | 'h' | 'H' | 'n' | 'N' | 'p' | 'P' | 'x' | 'z' | '{' | '}' | ':' }
  | { readonly name: 'a' | 'i' | 'c'; readonly text: ByteString }
  | { readonly name: 'b' | 't' | 'T'; readonly target: number }
  | { readonly name: 'l'; readonly width: number | undefined }
  | { readonly name: 'q' | 'Q'; readonly status: number }
  | { readonly name: 'r' | 'R' | 'w' | 'W'; readonly file: ByteString }
  | { readonly name: 's'; readonly substitution: Substitution }
  | { readonly name: 'y'; readonly map: ReadonlyMap<ByteString, ByteString> }
  | { readonly name: 'e'; readonly command: ByteString };

export interface Command {
  readonly selection: Selection;
  readonly action: Action;
  /** For `{`: the place of its `}`. */
  readonly end: number;
}

/** A script that is none; the text as sed prints it after `sed: `. */
export class ScriptError extends Error {}
