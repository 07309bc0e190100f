/** Functions as `declare -f` and `type` print them. As print_cmd.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { AssignmentNode, CommandTree, CompoundTree, FunctionTree, List, Redirection, TestTree, Word } from './tree.ts';

const STEP = 4;

/** `name () \n{ \n    …\n}`. */
export function printFunction(name: ByteString, tree: FunctionTree): ByteString {
  return `${name} () \n${printBody(tree, 0)}`;
}

/** One command as BASH_COMMAND shows it. */
export function printCommandLine(node: CommandTree): ByteString {
  if (node.type === 'for' || node.type === 'select') return `${node.type} ${node.name} in ${node.words ? words(node.words) : '"$@"'}`;
  if (node.type === 'case') return `case ${node.word.text} in `;
  return printCommand(node, 0, { pending: [] });
}

/** One command as lists of jobs show it. */
export const printCommandText = (node: CommandTree): ByteString => printCommand(node, 0, { pending: [] });

/** Here-documents that wait for the end of the line they were opened in. */
interface Printer {
  pending: Redirection[];
}

function printBody(tree: FunctionTree, indent: number): ByteString {
  const printer: Printer = { pending: [] };
  const body = tree.body();
  const redirected = body.type === 'redirected';
  const command = redirected ? body.command : body;
  const pad = ' '.repeat(indent);
  const inner = command.type === 'group' ? printList(command.body, indent + STEP, printer) : printCommand(command, indent + STEP, printer);
  const tail = redirected ? ` ${body.redirections.map((redirection) => printRedirection(redirection, printer)).join(' ')}` : '';
  return `${pad}{ \n${' '.repeat(indent + STEP)}${inner}\n${pad}}${tail}`;
}

/** Commands of a list, each on its line, the first without indentation, no newline at the end. */
function printList(list: List, indent: number, printer: Printer): ByteString {
  const lines: ByteString[] = [];
  for (const [i, item] of list.items.entries()) {
    const text = printCommand(item.command, indent, printer);
    const last = i === list.items.length - 1;
    const documents = flushDocuments(printer);
    const ending = item.background ? ' &' : documents === '' && !last ? ';' : '';
    lines.push(text + ending + documents);
  }
  return lines.reduce((text, line) => {
    // what follows a background command stands on its line
    if (text.endsWith(' &')) return `${text} ${line}`;
    return `${text}\n${line.startsWith('\n') ? '' : ' '.repeat(indent)}${line}`;
  });
}

function flushDocuments(printer: Printer): ByteString {
  const text = printer.pending.map((redirection) => `\n${redirection.target.text}${documentEnd(redirection)}\n`).join('');
  printer.pending = [];
  return text;
}

const documentEnd = (redirection: Redirection): ByteString => /<<-?\s*['"\\]?([^'"\s;|&]+)/.exec(redirection.text)?.[1] ?? 'EOF';

function printCommand(node: CommandTree, indent: number, printer: Printer): ByteString {
  switch (node.type) {
    case 'simple':
      return [
        ...node.assignments.map(printAssignment),
        ...node.words.map((word) => ('kind' in word ? printAssignment(word) : word.text)),
        ...node.redirections.map((redirection) => printRedirection(redirection, printer)),
      ].join(' ');
    case 'pipeline': {
      const stages = node.commands.map((command) => printCommand(command, indent, printer));
      const joined = stages.map((stage, i) => (i === 0 ? stage : `${node.both[i - 1] ? '2>&1 | ' : '| '}${stage}`)).join(' ');
      return `${node.time === 'none' ? '' : node.time === 'posix' ? 'time -p ' : 'time '}${node.negated ? '! ' : ''}${joined}`;
    }
    case 'andOr':
      return node.commands
        .map((command, i) => (i === 0 ? '' : ` ${node.operators[i - 1]} `) + printCommand(command, indent, printer))
        .join('');
    case 'redirected':
      return `${printCompound(node.command, indent, printer)} ${node.redirections.map((redirection) => printRedirection(redirection, printer)).join(' ')}`;
    case 'function':
      return `function ${node.name} () \n${printBody(node.definition, indent)}`;
    case 'coproc':
      return `coproc ${node.name} ${printCommand(node.body, indent, printer)}`;
    default:
      return printCompound(node, indent, printer);
  }
}

function printAssignment(node: AssignmentNode): ByteString {
  return node.text;
}

function printRedirection(redirection: Redirection, printer: Printer): ByteString {
  const { descriptor, operator } = redirection;
  const number = typeof descriptor === 'object' ? `{${descriptor.variable}}` : (descriptor ?? '');
  if (operator === '<<') {
    printer.pending.push(redirection);
    const spelled = /<<-?/.exec(redirection.text)?.[0] ?? '<<';
    const delimiter = redirection.text.slice(redirection.text.indexOf(spelled) + spelled.length).trim();
    return `${number}${spelled}${/['"\\]/.test(delimiter) ? `'${documentEnd(redirection)}'` : documentEnd(redirection)}`;
  }
  if (operator === '>&' || operator === '<&')
    return `${number === '' ? (operator === '>&' ? 1 : 0) : number}${operator}${redirection.target.text}`;
  return `${number}${operator} ${redirection.target.text}`;
}

const words = (list: readonly Word[] | undefined): ByteString => (list ?? []).map(({ text }) => text).join(' ');

function printCompound(node: CompoundTree, indent: number, printer: Printer): ByteString {
  const pad = ' '.repeat(indent);
  const deeper = ' '.repeat(indent + STEP);
  const body = (list: List): ByteString => {
    const text = `${deeper}${printList(list, indent + STEP, printer)}`;
    return text.endsWith('\n') || text.endsWith(' &') ? text : `${text};`;
  };
  switch (node.type) {
    case 'group':
      return `{ \n${deeper}${printList(node.body, indent + STEP, printer)}\n${pad}}`;
    case 'subshell':
      return `( ${printList(node.body, indent, printer)} )`;
    case 'if':
      return printIf(node, 0, indent, printer, body);
    case 'while':
      return `${node.until ? 'until' : 'while'} ${printList(node.condition, indent, printer)}; do\n${body(node.body)}\n${pad}done`;
    case 'for':
      return `for ${node.name} in ${node.words ? words(node.words) : '"$@"'};\n${pad}do\n${body(node.body)}\n${pad}done`;
    case 'select':
      return `select ${node.name} in ${node.words ? words(node.words) : '"$@"'};\n${pad}do\n${body(node.body)}\n${pad}done`;
    case 'arithmeticFor':
      return `for ((${node.initialize.text || '1'}; ${node.test.text || '1'}; ${node.update.text || '1'}))\n${pad}do\n${body(node.body)}\n${pad}done`;
    case 'case':
      return printCase(node, indent, printer);
    case 'test':
      return `[[ ${printTest(node.expression)} ]]`;
    case 'arithmetic':
      return `((${node.expression.text}))`;
  }
}

function printIf(
  node: Extract<CompoundTree, { type: 'if' }>,
  from: number,
  indent: number,
  printer: Printer,
  body: (list: List) => ByteString,
): ByteString {
  const branch = node.branches[from];
  const pad = ' '.repeat(indent);
  if (!branch) return '';
  const head = `if ${printList(branch.condition, indent, printer)}; then\n${body(branch.body)}\n`;
  if (from + 1 < node.branches.length) {
    const inner = indent + STEP;
    const nested = printIf(node, from + 1, inner, printer, (list) => {
      const text = `${' '.repeat(inner + STEP)}${printList(list, inner + STEP, printer)}`;
      return text.endsWith('\n') || text.endsWith(' &') ? text : `${text};`;
    });
    return `${head}${pad}else\n${' '.repeat(inner)}${nested};\n${pad}fi`;
  }
  return `${head}${node.otherwise ? `${pad}else\n${body(node.otherwise)}\n` : ''}${pad}fi`;
}

function printCase(node: Extract<CompoundTree, { type: 'case' }>, indent: number, printer: Printer): ByteString {
  const pad = ' '.repeat(indent);
  const items = node.items.map((item) => {
    const inner = ' '.repeat(indent + STEP);
    const commands =
      item.body.items.length === 0 ? '' : `${' '.repeat(indent + 2 * STEP)}${printList(item.body, indent + 2 * STEP, printer)}`;
    return `${inner}${item.patterns.map(({ text }) => text).join(' | ')})\n${commands}\n${inner}${item.terminator}\n`;
  });
  return `case ${node.word.text} in \n${items.join('')}${pad}esac`;
}

function printTest(node: TestTree): ByteString {
  switch (node.type) {
    case 'group':
      return `( ${printTest(node.operand)} )`;
    case 'not':
      return `! ${printTest(node.operand)}`;
    case 'and':
      return node.operands.map(printTest).join(' && ');
    case 'or':
      return node.operands.map(printTest).join(' || ');
    case 'unary':
      return `${node.operator} ${node.operand.text}`;
    case 'binary':
      return `${node.left.text} ${node.operator} ${node.right.text}`;
  }
}
