/** Runs a parsed template over a value. As Go's text/template/exec.go, error texts included. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { goQuote } from '../go-strconv.ts';
import { countComplaint, FUNCTIONS, SHORT_CIRCUIT, type TemplateFunctions, typeComplaint } from './functions.ts';
import { type CommandNode, type Operand, type ParsedTemplate, type Pipeline, TemplateError, type TemplateNode } from './nodes.ts';
import { type GoStruct, type GoValue, isMap, isSlice, isStruct, isTrue, printed, sortedEntries, typeName } from './values.ts';

export interface Executed {
  /** What was written, up to an error. */
  readonly text: ByteString;
  readonly error: TemplateError | undefined;
}

export interface ExecuteOptions {
  readonly functions?: TemplateFunctions;
  /** What a map without the key does: Go's default prints `<no value>`, `error` fails. */
  readonly missingKey?: 'default' | 'error';
  /** The template's name in errors. */
  readonly name?: string;
}

export function executeTemplate(
  template: ParsedTemplate,
  data: GoValue,
  { functions = FUNCTIONS, missingKey = 'default', name = '' }: ExecuteOptions = {},
): Executed {
  const execution = new Execution(template, functions, missingKey, name);
  try {
    execution.nodes(template.body, data, [['$', data]]);
    return { text: execution.out, error: undefined };
  } catch (error) {
    if (error instanceof TemplateError) return { text: execution.out, error };
    throw error;
  }
}

/** Innermost last. */
type Variables = (readonly [string, GoValue])[];
type Jump = 'break' | 'continue' | undefined;
interface Place {
  readonly at: number;
  readonly shown: ByteString;
}
const MAXIMUM_DEPTH = 1000;
/** More output than any terminal wants: a template cannot eat the machine. */
const MAXIMUM_OUTPUT = 1 << 24;

class Execution {
  out: ByteString = '';
  readonly #template: ParsedTemplate;
  readonly #functions: TemplateFunctions;
  readonly #missingKey: 'default' | 'error';
  readonly #name: string;
  #depth = 0;

  constructor(template: ParsedTemplate, functions: TemplateFunctions, missingKey: 'default' | 'error', name: string) {
    this.#name = name;
    this.#template = template;
    this.#functions = functions;
    this.#missingKey = missingKey;
  }

  nodes(nodes: readonly TemplateNode[], dot: GoValue, variables: Variables): Jump {
    const scope = variables.length;
    for (const node of nodes) {
      const jump = this.#node(node, dot, variables);
      if (jump) {
        variables.length = scope;
        return jump;
      }
    }
    variables.length = scope;
    return undefined;
  }

  #node(node: TemplateNode, dot: GoValue, variables: Variables): Jump {
    switch (node.kind) {
      case 'text':
        this.#write(node.text);
        return undefined;
      case 'action': {
        const value = this.#pipeline(node.pipeline, dot, variables);
        if (node.pipeline.variables.length === 0) this.#write(printed(value));
        return undefined;
      }
      case 'if':
      case 'with':
        return this.#choice(node.kind, node.pipeline, node.body, node.otherwise, dot, variables);
      case 'range':
        return this.#range(node.pipeline, node.body, node.otherwise, dot, variables);
      case 'template':
        return this.#call(node, dot, variables);
      default:
        return node.kind;
    }
  }

  #write(text: ByteString): void {
    this.out += text;
    if (this.out.length > MAXIMUM_OUTPUT) throw new TemplateError('execute', 'template: output too long');
  }

  #choice(
    kind: 'if' | 'with',
    pipeline: Pipeline,
    body: readonly TemplateNode[],
    otherwise: readonly TemplateNode[],
    dot: GoValue,
    variables: Variables,
  ): Jump {
    const scope = variables.length;
    const value = this.#pipeline(pipeline, dot, variables);
    const jump = isTrue(value) ? this.nodes(body, kind === 'with' ? value : dot, variables) : this.nodes(otherwise, dot, variables);
    variables.length = scope;
    return jump;
  }

  #range(pipeline: Pipeline, body: readonly TemplateNode[], otherwise: readonly TemplateNode[], dot: GoValue, variables: Variables): Jump {
    const scope = variables.length;
    const value = this.#pipeline({ ...pipeline, variables: [] }, dot, variables);
    const pairs = rangePairs(value);
    if (!pairs) this.#fail(pipeline, `range can't iterate over ${printed(value)}`);
    for (const [key, each] of pairs) {
      if (pipeline.variables.length > 0) variables.push([pipeline.variables.at(-1) ?? '', each]);
      if (pipeline.variables.length === 2) variables.push([pipeline.variables[0] ?? '', key]);
      const jump = this.nodes(body, each, variables);
      variables.length = scope;
      if (jump === 'break') break;
    }
    if (pairs.length === 0) this.nodes(otherwise, dot, variables);
    variables.length = scope;
    return undefined;
  }

  #call(node: TemplateNode & { readonly kind: 'template' }, dot: GoValue, variables: Variables): Jump {
    const body = this.#template.defined.get(node.name);
    if (!body) this.#fail(node, `template ${goQuote(node.name)} not defined`);
    const value = node.pipeline ? this.#pipeline(node.pipeline, dot, variables) : null;
    if (++this.#depth > MAXIMUM_DEPTH) this.#fail(node, 'exceeded maximum template depth (100000)');
    this.nodes(body, value, [['$', value]]);
    this.#depth--;
    return undefined;
  }

  #pipeline(pipeline: Pipeline, dot: GoValue, variables: Variables): GoValue {
    let value: GoValue;
    let final: readonly GoValue[] = [];
    for (const command of pipeline.commands) {
      value = this.#command(command, dot, variables, final);
      final = [value];
    }
    for (const name of pipeline.variables) {
      if (pipeline.declares) variables.push([name, value]);
      else variables[variables.findLastIndex(([each]) => each === name)] = [name, value];
    }
    return value;
  }

  #command(command: CommandNode, dot: GoValue, variables: Variables, final: readonly GoValue[]): GoValue {
    const [first, ...others] = command.operands;
    if (first.kind === 'function') return this.#function(first, command, others, dot, variables, final);
    if (first.kind === 'field') return this.#fields(first, dot, first.names, command, others, dot, variables, final);
    if (first.kind === 'variable' && first.names.length > 0)
      return this.#fields(first, lookup(variables, first.name), first.names, command, others, dot, variables, final);
    if (first.kind === 'chain' && first.names.length > 0)
      return this.#fields(first, this.#pipeline(first.of, dot, variables), first.names, command, others, dot, variables, final);
    if (others.length > 0 || final.length > 0) this.#fail(first, `can't give argument to non-function ${first.shown}`);
    if (first.kind === 'constant' && first.value === null) this.#fail(first, 'nil is not a command');
    return this.#operand(first, dot, variables);
  }

  #operand(operand: Operand, dot: GoValue, variables: Variables): GoValue {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'constant':
        return operand.value;
      case 'variable':
        return this.#fields(operand, lookup(variables, operand.name), operand.names, operand, [], dot, variables, []);
      case 'field':
        return this.#fields(operand, dot, operand.names, operand, [], dot, variables, []);
      case 'chain':
        return this.#fields(operand, this.#pipeline(operand.of, dot, variables), operand.names, operand, [], dot, variables, []);
      default:
        return this.#function(operand, operand, [], dot, variables, []);
    }
  }

  #function(
    name: Operand & { readonly kind: 'function' },
    place: Place,
    operands: readonly Operand[],
    dot: GoValue,
    variables: Variables,
    final: readonly GoValue[],
  ): GoValue {
    const call = this.#functions[name.name];
    if (!call) this.#fail(place, `${goQuote(name.name)} is not a defined function`);
    const complaint = countComplaint(name.name, operands.length + final.length);
    if (complaint !== undefined) this.#fail(name, complaint);
    const values: GoValue[] = [];
    for (const operand of operands) {
      const value = this.#operand(operand, dot, variables);
      const wrong = typeComplaint(name.name, values.length, value, operand.kind === 'constant' ? operand.shown : undefined);
      if (wrong !== undefined) this.#fail(operand, wrong);
      values.push(value);
      if (SHORT_CIRCUIT.has(name.name) && isTrue(value) === (name.name === 'or')) return value;
    }
    for (const value of final) {
      const wrong = typeComplaint(name.name, values.length, value, undefined);
      if (wrong !== undefined) this.#fail(name, wrong);
      values.push(value);
    }
    try {
      return call(...values);
    } catch (error) {
      return this.#fail(place, `error calling ${name.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #fields(
    place: Operand,
    start: GoValue,
    names: readonly string[],
    command: Place,
    operands: readonly Operand[],
    dot: GoValue,
    variables: Variables,
    final: readonly GoValue[],
  ): GoValue {
    let value = start;
    for (const [i, name] of names.entries()) {
      const last = i === names.length - 1;
      const given = last ? [...operands.map((operand) => this.#operand(operand, dot, variables)), ...final] : [];
      value = this.#field(place, value, name, given, last && (operands.length > 0 || final.length > 0), command);
    }
    return value;
  }

  #field(place: Operand, receiver: GoValue, name: string, given: readonly GoValue[], hasArguments: boolean, command: Place): GoValue {
    if (isStruct(receiver)) return this.#structField(place, receiver, name, given, hasArguments, command);
    if (isMap(receiver)) {
      if (hasArguments) this.#fail(place, `${name} is not a method but has arguments`);
      if (receiver.has(name)) return receiver.get(name);
      if (this.#missingKey === 'error') this.#fail(place, `map has no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (receiver === undefined || receiver === null) this.#fail(place, `nil data; no entry for key ${goQuote(name)}`);
    this.#fail(place, `can't evaluate field ${name} in type ${this.#missingKey === 'error' ? 'interface {}' : typeName(receiver)}`);
  }

  #structField(
    place: Operand,
    receiver: GoStruct,
    name: string,
    given: readonly GoValue[],
    hasArguments: boolean,
    command: Place,
  ): GoValue {
    const method = receiver.methods?.[name];
    if (method) {
      try {
        return method(...given);
      } catch (error) {
        return this.#fail(command, `error calling ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (receiver.fields.has(name)) {
      if (hasArguments) this.#fail(place, `wrong number of args for ${name}: want 0 got ${given.length}`);
      return receiver.fields.get(name);
    }
    if (receiver.omitted?.has(name)) return receiver.omitted.get(name);
    this.#fail(place, `can't evaluate field ${name} in type ${receiver.typeName}`);
  }

  #fail(place: Place, text: string): never {
    const before = this.#template.source.slice(0, place.at).split('\n');
    throw new TemplateError(
      'execute',
      `template: ${this.#name}:${before.length}:${before.at(-1)?.length ?? 0}: executing ${goQuote(this.#name)} at <${place.shown}>: ${text}`,
    );
  }
}

const lookup = (variables: Variables, name: string): GoValue => variables.findLast(([each]) => each === name)?.[1];

function rangePairs(value: GoValue): readonly (readonly [GoValue, GoValue])[] | undefined {
  if (value === null || value === undefined) return [];
  if (isSlice(value)) return value.map((each, i) => [i, each] as const);
  if (isMap(value)) return sortedEntries(value);
  if (typeof value === 'number' && Number.isInteger(value))
    return Array.from({ length: Math.max(0, Math.min(value, 1e6)) }, (_, i) => [i, i] as const);
  return undefined;
}
