/** The bought parser (unbash 6.0.4, ISC) behind one file: nothing else imports it, so that a fork of it stays a change of one file. */
import { parse as parseWithUnbash } from 'unbash';

export type {
  ArithmeticCommand,
  ArithmeticFor,
  ArrayValue,
  Assignment,
  Case,
  Command,
  CommandNode,
  CompoundList,
  Coproc,
  For,
  Function as FunctionNode,
  HereDoc,
  If,
  ParameterExpansionPart,
  ParsedScript,
  ParseError,
  Pipeline,
  Redirection,
  Select,
  Statement,
  TestExpression,
  While,
  Word,
  WordPart,
} from 'unbash';

import type { ParsedScript } from 'unbash';

/** Parses shell source (a byte string). Never throws; errors stand in `errors`, those of substitutions in their own scripts. */
export function parseShell(source: string): ParsedScript {
  return parseWithUnbash(source);
}
