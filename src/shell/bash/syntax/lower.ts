/** The parser's commands → the tree that the interpreter runs. */
import { lowerIndex } from './lower-parameter.ts';
import { arithmeticSource, lowerWord } from './lower-word.ts';
import { forHeader } from './for-header.ts';
import { type Lowering, textOf } from './lowering.ts';
import {
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type FunctionNode,
  type ParsedScript,
  type Pipeline,
  type Redirection as ParsedRedirection,
  parseShell,
  type Statement,
} from './parse.ts';
import type { Argument, AssignmentNode, CommandTree, CompoundTree, List, ListItem, Redirection, SimpleCommand } from './tree.ts';
import { lowerRedirection } from './lower-redirection.ts';
import { lowerTest } from './lower-test.ts';

/** A syntax error in a substitution, found while lowering: an offset in the outermost source. */
export interface LoweringProblems {
  readonly nested: { readonly offset: number; readonly inner: ParsedScript; readonly text: string }[];
  /** Here-documents without their closing line. */
  readonly open: { readonly line: number; readonly delimiter: string }[];
}

/** Starts lowering a source whose first line is line `firstLine`. */
export function createLowering(source: string, firstLine: number, problems: LoweringProblems): Lowering {
  let starts: number[] | undefined;
  const lowering: Lowering = {
    source,
    word: (word, mode) => lowerWord(word, lowering, mode),
    arithmetic: (text) => arithmeticSource(text, lowering),
    openDocument: (line, delimiter) => problems.open.push({ line, delimiter }),
    line(offset) {
      starts ??= lineStarts(source);
      return firstLine + countBefore(starts, offset);
    },
    script(script, text) {
      if (!script) return { items: [] };
      if (script.errors && text.startsWith('`')) return { items: [], unread: script.source ?? text.slice(1, -1) };
      if (script.errors) problems.nested.push({ offset: script.pos, inner: script, text });
      const inner = script.source === undefined ? lowering : createLowering(script.source, lowering.line(script.pos), problems);
      return { items: script.commands.map((statement) => lowerStatement(statement, inner)) };
    },
  };
  return lowering;
}

function lineStarts(source: string): number[] {
  const starts: number[] = [];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at);
  return starts;
}

/** How many of the ascending numbers are less than `offset`. */
function countBefore(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function lowerStatement(statement: Statement, lowering: Lowering): ListItem {
  return {
    command: lowerCommand(statement.command, lowering),
    background: statement.background === true,
    line: lowering.line(statement.pos),
    text: textOf(statement.command, lowering),
  };
}

function lowerList(list: CompoundList, lowering: Lowering): List {
  return { items: list.commands.map((statement) => lowerStatement(statement, lowering)) };
}

function lowerCommand(node: Statement['command'], lowering: Lowering): CommandTree {
  if (node.type === 'AndOr') {
    return {
      type: 'andOr',
      line: lowering.line(node.pos),
      commands: node.commands.map((command) => lowerCommand(command, lowering)),
      operators: node.operators,
      text: textOf(node, lowering),
    };
  }
  return node.type === 'Pipeline' ? lowerPipeline(node, lowering) : lowerOne(node, lowering);
}

function lowerPipeline(node: Pipeline, lowering: Lowering): CommandTree {
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  return {
    type: 'pipeline',
    line: lowering.line(node.pos),
    negated: node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1,
    time: !time ? 'none' : time.type === 'Time' && time.posix ? 'posix' : 'bash',
    commands: node.commands.map((command) => lowerOne(command, lowering)),
    both: node.operators.map((operator) => operator === '|&'),
    text: textOf(node, lowering),
  };
}

function lowerOne(node: CommandNode, lowering: Lowering): CommandTree {
  const place = { line: lowering.line(node.pos), text: textOf(node, lowering) };
  switch (node.type) {
    case 'Command':
      return lowerSimple(node, lowering);
    case 'Redirected':
      return {
        type: 'redirected',
        ...place,
        command: lowerCompound(node.command, lowering),
        redirections: node.redirects.map((redirect) => lowerRedirection(redirect, lowering)),
      };
    case 'Function':
      return { type: 'function', ...place, name: node.name.text, definition: lowerFunction(node, lowering) };
    case 'Coproc': {
      const body: CommandTree =
        node.body.type === 'CompoundList'
          ? { type: 'group', ...place, body: lowerList(node.body, lowering) }
          : lowerOne(node.body, lowering);
      return { type: 'coproc', ...place, name: node.name?.value ?? 'COPROC', body };
    }
    default:
      return lowerCompound(node, lowering);
  }
}

function lowerFunction(node: FunctionNode, lowering: Lowering): { readonly source: string; readonly line: number; body(): CommandTree } {
  let lowered: CommandTree | undefined;
  const { body } = node;
  return {
    source: textOf(body, lowering),
    line: lowering.line(node.pos),
    body() {
      lowered ??=
        body.type === 'CompoundList'
          ? { type: 'group', line: lowering.line(body.pos), text: textOf(body, lowering), body: lowerList(body, lowering) }
          : lowerOne(body, lowering);
      return lowered;
    },
  };
}

type Compound = Exclude<CommandNode, { type: 'Command' | 'Redirected' | 'Function' | 'Coproc' }>;

function lowerCompound(node: Compound, lowering: Lowering): CompoundTree {
  const place = { line: lowering.line(node.pos), text: textOf(node, lowering) };
  const list = (body: CompoundList) => lowerList(body, lowering);
  switch (node.type) {
    case 'If':
      return {
        type: 'if',
        ...place,
        branches: [
          { condition: list(node.clause), body: list(node.then) },
          ...node.elif.map((elif) => ({ condition: list(elif.clause), body: list(elif.then) })),
        ],
        otherwise: node.else && list(node.else),
      };
    case 'For':
    case 'Select':
      return {
        type: node.type === 'For' ? 'for' : 'select',
        ...place,
        name: node.name.text,
        words: node.wordlist?.map((word) => lowerWord(word, lowering)),
        body: list(node.body),
      };
    case 'ArithmeticFor': {
      const [initialize = '', test = '', update = ''] = forHeader(textOf(node, lowering));
      return {
        type: 'arithmeticFor',
        ...place,
        initialize: arithmeticSource(initialize, lowering),
        test: arithmeticSource(test, lowering),
        update: arithmeticSource(update, lowering),
        body: list(node.body),
      };
    }
    case 'While':
      return { type: 'while', ...place, until: node.kind === 'until', condition: list(node.clause), body: list(node.body) };
    case 'Subshell':
      return { type: 'subshell', ...place, body: list(node.body) };
    case 'BraceGroup':
      return { type: 'group', ...place, body: list(node.body) };
    case 'Case':
      return lowerCase(node, place, lowering);
    case 'TestCommand':
      return { type: 'test', ...place, expression: lowerTest(node.expression, lowering) };
    case 'ArithmeticCommand':
      return { type: 'arithmetic', ...place, expression: arithmeticSource(node.body, lowering) };
  }
}

function lowerCase(
  node: Extract<Compound, { type: 'Case' }>,
  place: { readonly line: number; readonly text: string },
  lowering: Lowering,
): CompoundTree {
  const items = node.items.map((item) => ({
    patterns: item.pattern.map((pattern) => ({ ...lowerWord(pattern, lowering), braces: undefined })),
    body: lowerList(item.body, lowering),
    terminator: item.terminator ?? (';;' as const),
  }));
  return { type: 'case', ...place, word: lowerWord(node.word, lowering, 'assignment'), items };
}

function lowerSimple(node: Command, lowering: Lowering): SimpleCommand {
  const assignments: AssignmentNode[] = [];
  const words: Argument[] = node.name ? [lowerWord(node.name, lowering)] : [];
  const redirections: Redirection[] = [];
  for (const item of node.prefix) {
    if (item.type === 'Assignment') assignments.push(lowerAssignment(item, lowering));
    else redirections.push(lowerRedirection(item, lowering));
  }
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(lowerWord(item, lowering));
    else if (item.type === 'Assignment') words.push(lowerAssignment(item, lowering));
    else redirections.push(withElement(item, words, node, lowering));
  }
  return { type: 'simple', line: lowering.line(node.pos), assignments, words, redirections, text: textOf(node, lowering) };
}

/** `{a[1]}>file`: the parser takes the descriptor's name for a word. */
function withElement(item: ParsedRedirection, words: Argument[], node: Command, lowering: Lowering): Redirection {
  const lowered = lowerRedirection(item, lowering);
  const last = words.at(-1);
  const name = last && !('kind' in last) ? /^\{([A-Za-z_]\w*\[[^\]]+\])\}$/.exec(last.text)?.[1] : undefined;
  const attached = node.suffix.some((word) => word.type === 'Word' && word.end === item.pos && word.text === `{${name}}`);
  if (name === undefined || !attached || lowered.descriptor !== undefined) return lowered;
  words.pop();
  return { ...lowered, descriptor: { variable: name } };
}

export function lowerAssignment(node: Assignment, lowering: Lowering): AssignmentNode {
  return {
    kind: 'assignment',
    name: node.name,
    index: node.index && lowerIndex(node.index, lowering),
    append: node.append === true,
    value:
      node.value.type === 'ArrayValue'
        ? { elements: node.value.elements.map((element) => lowerElement(element, lowering)) }
        : lowerWord(node.value, lowering, 'assignment'),
    text: node.text,
  };
}

/** An element of `(…)`: a word, or `[subscript]=value`, which reads as an assignment. */
function lowerElement(element: Parameters<typeof lowerWord>[0], lowering: Lowering) {
  if (element.text[0] === '[' && /\]\+?=/.test(element.text)) {
    const [statement] = parseShell(`x${element.text}`).commands;
    const assignment = statement?.command.type === 'Command' ? statement.command.prefix[0] : undefined;
    if (assignment?.type === 'Assignment' && assignment.index && assignment.value.type === 'Word') {
      const shifted = createLowering(`x${element.text}`, lowering.line(element.pos), { nested: [], open: [] });
      return {
        index: lowerIndex(assignment.index, shifted),
        append: assignment.append === true,
        word: lowerWord(assignment.value, shifted, 'assignment'),
      };
    }
  }
  return { index: undefined, append: false, word: lowerWord(element, lowering) };
}
