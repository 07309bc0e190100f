/** diff: how two files differ, line by line. As GNU diffutils 3.10. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { compileRegex } from '../../regex/compile.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { comparePaths, type DiffSettings } from '../../text/diff/compare-files.ts';
import { sideBySide } from '../../text/diff/side-by-side.ts';
import { type Comparison, context, ed, normal, rcs, type StyleOptions, unified } from '../../text/diff/styles.ts';
import { defineProgram } from '../define-program.ts';
import type { OptionValues } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  normal: { long: 'normal', help: 'output a normal diff (the default)' },
  brief: { short: 'q', long: 'brief', help: 'report only when files differ' },
  identical: { short: 's', long: 'report-identical-files', help: 'report when two files are the same' },
  context: { short: 'c', help: 'output 3 lines of copied context' },
  contextLines: { short: 'C', argument: 'NUM', type: lineCount, help: 'output NUM lines of copied context' },
  contextLong: {
    long: 'context',
    argument: 'NUM',
    optional: true,
    type: lineCount,
    help: 'output NUM (default 3) lines of copied context',
  },
  unified: { short: 'u', help: 'output 3 lines of unified context' },
  unifiedLines: { short: 'U', argument: 'NUM', type: lineCount, help: 'output NUM lines of unified context' },
  unifiedLong: {
    long: 'unified',
    argument: 'NUM',
    optional: true,
    type: lineCount,
    help: 'output NUM (default 3) lines of unified context',
  },
  digits: { long: 'context-digits', argument: 'NUM', type: lineCount, help: '-NUM: NUM lines of context, with -u or -c' },
  ed: { short: 'e', long: 'ed', help: 'output an ed script' },
  rcs: { short: 'n', long: 'rcs', help: 'output an RCS format diff' },
  side: { short: 'y', long: 'side-by-side', help: 'output in two columns' },
  width: { short: 'W', long: 'width', argument: 'NUM', type: lineCount, help: 'output at most NUM (default 130) print columns' },
  leftColumn: { long: 'left-column', help: 'output only the left column of common lines' },
  suppressCommon: { long: 'suppress-common-lines', help: 'do not output common lines' },
  showFunction: { short: 'p', long: 'show-c-function', help: 'show which C function each change is in' },
  labels: { short: 'L', long: 'label', argument: 'LABEL', repeat: true, help: 'use LABEL instead of file name and timestamp' },
  expandTabs: { short: 't', long: 'expand-tabs', help: 'expand tabs to spaces in output' },
  initialTab: { short: 'T', long: 'initial-tab', help: 'make tabs line up by prepending a tab' },
  paginate: { short: 'l', long: 'paginate', notSimulated: true, help: "pass output through 'pr' to paginate it" },
  recursive: { short: 'r', long: 'recursive', help: 'recursively compare any subdirectories found' },
  noDereference: { long: 'no-dereference', notSimulated: true, help: "don't follow symbolic links" },
  newFile: { short: 'N', long: 'new-file', help: 'treat absent files as empty' },
  excludes: { short: 'x', long: 'exclude', argument: 'PAT', repeat: true, help: 'exclude files that match PAT' },
  ignoreCase: { short: 'i', long: 'ignore-case', help: 'ignore case differences in file contents' },
  ignoreTabs: { short: 'E', long: 'ignore-tab-expansion', help: 'ignore changes due to tab expansion' },
  ignoreTrailing: { short: 'Z', long: 'ignore-trailing-space', help: 'ignore white space at line end' },
  ignoreChange: { short: 'b', long: 'ignore-space-change', help: 'ignore changes in the amount of white space' },
  ignoreSpace: { short: 'w', long: 'ignore-all-space', help: 'ignore all white space' },
  ignoreBlank: { short: 'B', long: 'ignore-blank-lines', help: 'ignore changes where lines are all blank' },
  ignoreMatching: {
    short: 'I',
    long: 'ignore-matching-lines',
    argument: 'RE',
    repeat: true,
    help: 'ignore changes where all lines match RE',
  },
  text: { short: 'a', long: 'text', help: 'treat all files as text' },
  stripReturn: { long: 'strip-trailing-cr', help: 'strip trailing carriage return on input' },
  ifdef: { short: 'D', long: 'ifdef', argument: 'NAME', notSimulated: true, help: "output merged file with '#ifdef NAME' diffs" },
  minimal: { short: 'd', long: 'minimal', help: '(the smallest set of changes is always looked for)' },
  large: { long: 'speed-large-files', help: '(has no effect)' },
  color: { long: 'color', argument: 'WHEN', optional: true, help: "color output; WHEN is 'never', 'always' or 'auto'" },
  '--version': { short: 'v', long: 'version', help: 'output version information and exit' },
} as const;
type Values = OptionValues<typeof options>;

export default defineProgram({
  name: 'diff',
  usage: '[OPTION]... FILES',
  summary: 'Compare FILES line by line.',
  suite: 'GNU diffutils 3.10',
  usageStatus: 2,
  hint: "diff: Try 'diff --help' for more information.\n",
  rewrite: (words) =>
    words.map((word) =>
      word
        .replace(/^-(\d+)$/, '--context-digits=$1')
        .replace(/^-u(\d+)$/, '-U$1')
        .replace(/^-c(\d+)$/, '-C$1'),
    ),
  options,
  async run(io, values, operands) {
    const [first, second, extra] = operands;
    if (first === undefined || second === undefined) throw new UsageError(`missing operand after '${first ?? 'diff'}'`);
    if (extra !== undefined) throw new UsageError(`extra operand '${extra}'`);
    return comparePaths(io, first, second, settingsOf(io, values));
  },
});

function settingsOf(io: ProgramIo, values: Values): DiffSettings {
  return {
    ignore: {
      case: values.ignoreCase,
      allSpace: values.ignoreSpace,
      spaceChange: values.ignoreChange,
      trailingSpace: values.ignoreTrailing,
      tabExpansion: values.ignoreTabs,
      carriageReturn: values.stripReturn,
    },
    ignoreBlankLines: values.ignoreBlank,
    ignoreMatching: values.ignoreMatching.map((source) => lineTest(io, source)),
    brief: values.brief,
    reportIdentical: values.identical,
    recursive: values.recursive,
    newFile: values.newFile,
    text: values.text,
    excludes: values.excludes.map((pattern) => fnmatch(pattern)),
    command: ['diff', ...io.process.argv.slice(1, -2).map((word) => io.shellQuoted(word))].join(' '),
    print: printer(io, values),
  };
}

function printer(io: ProgramIo, values: Values): (comparison: Comparison) => Iterable<string> {
  const unifiedLines = values.unifiedLines ?? values.unifiedLong;
  const contextLines = values.contextLines ?? values.contextLong;
  const count = (lines: number | true | undefined): number => (typeof lines === 'number' ? lines : (values.digits ?? 3));
  const style: StyleOptions = {
    context: count(unifiedLines ?? contextLines),
    labels: values.labels,
    colors: values.color === true || values.color === 'always' || (values.color === 'auto' && io.process.terminal(1) !== undefined),
    expandTabs: values.expandTabs,
    initialTab: values.initialTab,
    showFunction: values.showFunction,
    environment: io.process.environment,
  };
  if (values.side) {
    const { width = 130, expandTabs, suppressCommon, leftColumn } = values;
    return (comparison) => sideBySide(comparison, { width, expandTabs, suppressCommon, leftColumn });
  }
  if (values.unified || unifiedLines !== undefined) return (comparison) => unified(comparison, style);
  if (values.context || contextLines !== undefined || values.showFunction) return (comparison) => context(comparison, style);
  if (values.ed) return ed;
  if (values.rcs) return rcs;
  return (comparison) => normal(comparison, style);
}

function lineTest(io: ProgramIo, source: ByteString): (line: ByteString) => boolean {
  try {
    const regex = compileRegex(source, { syntax: 'basic', utf8: io.unicode });
    return (line) => regex.test(line);
  } catch (error) {
    if (error instanceof RegexError) throw new UsageError(`${source}: ${error.message}`, { hint: false });
    throw error;
  }
}

function lineCount(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid context length '${text}'`);
  return Number(text);
}
