/** Which names are arrays, which variables, where each lives, and whether calls fit. As mawk 1.3.4, which finds it out while it parses. */
import { SPECIAL } from './runtime.ts';
import { type AwkProgram, AwkSyntaxError, type Expression, type FunctionNode, type Statement } from './tree.ts';

export interface Names {
  /** Slots of global variables; the special ones first. */
  readonly slots: ReadonlyMap<string, number>;
  readonly arrays: ReadonlySet<string>;
  /** Of each function the places of its parameters that are arrays. */
  readonly arrayParameters: ReadonlyMap<string, ReadonlySet<number>>;
}

type Kind = 'variable' | 'array';

interface Walk {
  readonly program: AwkProgram;
  readonly globals: Map<string, Kind>;
  readonly arrayParameters: Map<string, Set<number>>;
  changed: boolean;
  /** Reports clashes; only when all kinds are known. */
  reports: boolean;
}

/** Throws AwkSyntaxError. */
export function resolveNames(program: AwkProgram): Names {
  const walk: Walk = { program, globals: new Map(), arrayParameters: new Map(), changed: true, reports: false };
  for (const name of program.functions.keys()) walk.arrayParameters.set(name, new Set());
  walk.globals.set('ARGV', 'array').set('ENVIRON', 'array');
  while (walk.changed) {
    walk.changed = false;
    visitAll(walk);
  }
  walk.reports = true;
  visitAll(walk);
  const variables = [...walk.globals].filter(([, kind]) => kind === 'variable').map(([name]) => name);
  const slots = new Map<string, number>([...new Set([...SPECIAL, ...variables])].map((name, slot) => [name, slot]));
  const arrays = new Set([...walk.globals].filter(([, kind]) => kind === 'array').map(([name]) => name));
  return { slots, arrays, arrayParameters: walk.arrayParameters };
}

function visitAll(walk: Walk): void {
  const { begin, rules, end, functions } = walk.program;
  for (const each of functions.values()) visitStatement(walk, each, each.body);
  for (const statement of begin) visitStatement(walk, undefined, statement);
  for (const { pattern, until, body } of rules) {
    for (const expression of [pattern, until]) if (expression) visitExpression(walk, undefined, expression);
    if (body) visitStatement(walk, undefined, body);
  }
  for (const statement of end) visitStatement(walk, undefined, statement);
}

type Owner = FunctionNode | undefined;

function useArray(walk: Walk, owner: Owner, name: string, line = 1): void {
  const parameter = owner?.parameters.indexOf(name) ?? -1;
  if (owner && parameter >= 0) {
    const places = walk.arrayParameters.get(owner.name);
    if (places && !places.has(parameter)) {
      places.add(parameter);
      walk.changed = true;
    }
    return;
  }
  const known = walk.globals.get(name);
  if (known === 'variable' && walk.reports) throw new AwkSyntaxError(`line ${line}: illegal reference to variable ${name}`);
  if (known) return;
  walk.globals.set(name, 'array');
  walk.changed = true;
}

function useVariable(walk: Walk, owner: Owner, name: string, line = 1): void {
  if (owner?.parameters.includes(name)) {
    const isArray = walk.arrayParameters.get(owner.name)?.has(owner.parameters.indexOf(name));
    if (walk.reports && isArray) throw new AwkSyntaxError(`line ${line}: illegal reference to local array ${name}`);
    return;
  }
  const known = walk.globals.get(name);
  if (known === 'array' && walk.reports) throw new AwkSyntaxError(`line ${line}: illegal reference to array ${name}`);
  if (known) return;
  walk.globals.set(name, 'variable');
  walk.changed = true;
}

function isArrayName(walk: Walk, owner: Owner, name: string): boolean {
  const parameter = owner?.parameters.indexOf(name) ?? -1;
  if (owner && parameter >= 0) return walk.arrayParameters.get(owner.name)?.has(parameter) ?? false;
  return walk.globals.get(name) === 'array';
}

function visitStatement(walk: Walk, owner: Owner, statement: Statement): void {
  for (const each of childStatements(statement)) visitStatement(walk, owner, each);
  for (const each of expressionsOf(statement)) visitExpression(walk, owner, each);
  if (statement.kind === 'forIn') {
    useVariable(walk, owner, statement.variable);
    useArray(walk, owner, statement.array);
  }
  if (statement.kind === 'delete') useArray(walk, owner, statement.array);
}

function childStatements(statement: Statement): readonly Statement[] {
  if (statement.kind === 'block') return statement.body;
  if (statement.kind === 'if') return statement.no ? [statement.yes, statement.no] : [statement.yes];
  return 'body' in statement ? [statement.body] : [];
}

function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.expression];
    case 'print':
    case 'printf':
      return statement.redirect ? [...statement.operands, statement.redirect.to] : statement.operands;
    case 'if':
    case 'while':
    case 'do':
      return [statement.test];
    case 'for':
      return [statement.start, statement.test, statement.next].filter((each) => each !== undefined);
    case 'exit':
    case 'return':
      return statement.value ? [statement.value] : [];
    case 'delete':
      return statement.subscripts ?? [];
    default:
      return [];
  }
}

function visitExpression(walk: Walk, owner: Owner, expression: Expression): void {
  switch (expression.kind) {
    case 'name':
      useVariable(walk, owner, expression.name, expression.line);
      return;
    case 'index':
      useArray(walk, owner, expression.array, expression.line);
      break;
    case 'in':
      useArray(walk, owner, expression.array);
      break;
    case 'call':
      visitCall(walk, owner, expression);
      return;
    case 'builtin':
      visitBuiltin(walk, owner, expression);
      return;
    default:
      break;
  }
  for (const each of childExpressions(expression)) visitExpression(walk, owner, each);
}

function childExpressions(expression: Expression): readonly Expression[] {
  const children: Expression[] = [];
  for (const value of Object.values(expression)) {
    if (Array.isArray(value)) children.push(...(value as Expression[]));
    else if (typeof value === 'object' && value !== null) children.push(value as Expression);
  }
  return children;
}

function visitCall(walk: Walk, owner: Owner, { name, operands, line }: Extract<Expression, { kind: 'call' }>): void {
  const callee = walk.program.functions.get(name);
  if (!callee) throw new AwkSyntaxError(`line ${walk.program.lastLine}: function ${name} never defined`);
  if (operands.length > callee.parameters.length) throw new AwkSyntaxError(`line ${line}: too many arguments in call to ${name}`);
  const places = walk.arrayParameters.get(name);
  for (const [i, operand] of operands.entries()) {
    if (operand.kind !== 'name') visitExpression(walk, owner, operand);
    else if (places?.has(i)) {
      const clash = walk.reports && !isArrayName(walk, owner, operand.name);
      if (clash)
        throw new AwkSyntaxError(`line ${line}: type error in arg(${i + 1}) in call to ${name} (actual local variable vs local array)`);
      if (!walk.reports) useArray(walk, owner, operand.name, line);
    } else if (walk.reports && !isArrayName(walk, owner, operand.name)) useVariable(walk, owner, operand.name, operand.line);
  }
}

const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  length: [0, 1],
  substr: [2, 3],
  index: [2, 2],
  split: [2, 3],
  match: [2, 2],
  sub: [2, 3],
  gsub: [2, 3],
  sprintf: [1, 255],
  sin: [1, 1],
  cos: [1, 1],
  atan2: [2, 2],
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  int: [1, 1],
  rand: [0, 0],
  srand: [0, 1],
  tolower: [1, 1],
  toupper: [1, 1],
  system: [0, 1],
  close: [1, 1],
  fflush: [0, 1],
  strftime: [0, 3],
  mktime: [1, 1],
  systime: [0, 0],
};

function visitBuiltin(walk: Walk, owner: Owner, { name, operands, line }: Extract<Expression, { kind: 'builtin' }>): void {
  const [least, most] = BOUNDS[name] ?? [0, 255];
  if (operands.length < least) {
    throw new AwkSyntaxError(`line ${line}: not enough arguments in call to ${name}: ${operands.length} (need ${least})`);
  }
  if (operands.length > most)
    throw new AwkSyntaxError(`line ${line}: too many arguments in call to ${name}: ${operands.length} (maximum ${most})`);
  for (const [i, operand] of operands.entries()) {
    if (name === 'split' && i === 1 && operand.kind === 'name') useArray(walk, owner, operand.name, operand.line);
    else if (name === 'length' && operand.kind === 'name') {
      if (!isArrayName(walk, owner, operand.name) && walk.reports) useVariable(walk, owner, operand.name, operand.line);
    } else visitExpression(walk, owner, operand);
  }
}
