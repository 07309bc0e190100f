/** Lists as docker prints them: `--format` table, json, raw or a Go template over rows. As docker/cli cli/command/formatter/formatter.go. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { type Executed, executeTemplate } from './go-template/execute.ts';
import { FUNCTIONS, HEADER_FUNCTIONS } from './go-template/functions.ts';
import { type ParsedTemplate, TemplateError } from './go-template/nodes.ts';
import { parseTemplate } from './go-template/parse.ts';
import type { GoStruct, GoValue } from './go-template/values.ts';
import { StatusError } from './status-error.ts';
import { alignTable } from './table.ts';

/** What a row can show: a name in templates, its heading in tables, its value. */
export interface Field<Row> {
  readonly heading: string;
  readonly value: (row: Row) => GoValue;
}

export interface RowFormat<Row> {
  /** `*formatter.ContainerContext`. */
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field<Row>>>;
  readonly methods?: Readonly<Record<string, (row: Row, ...arguments_: readonly GoValue[]) => GoValue>>;
  /** The template behind `table`, and behind `raw` if there is one. */
  readonly table: string;
  readonly raw?: string;
}

export interface FormatRequest {
  /** What --format says; empty: the table. */
  readonly format: ByteString;
  /** Takes the place of the table: `{{.ID}}`. */
  readonly quiet?: string | undefined;
}

const NAMES: ReadonlySet<string> = new Set(Object.keys(FUNCTIONS));

/** All lines, ready to print. Throws StatusError. */
export function formatRows<Row>(rows: readonly Row[], shape: RowFormat<Row>, request: FormatRequest): ByteString {
  const source = templateOf(shape, request);
  const isTable = source.startsWith('table');
  const text = unescaped((isTable ? source.slice(5) : source).replace(/^ +| +$/g, ''));
  const template = parse(text === 'json' ? '{{json .}}' : text);
  const lines = rows.map((row) => checked(executeTemplate(template, rowValue(row, shape))));
  if (!isTable) return lines.map((line) => `${line}\n`).join('');
  const headings = new Map(Object.entries(shape.fields).map(([name, field]) => [name, field.heading]));
  const head = executeTemplate(template, headings, { functions: HEADER_FUNCTIONS }).text;
  const all = [head, ...lines].join('\n').split('\n');
  return alignTable(all)
    .map((line) => `${line}\n`)
    .join('');
}

/** `--format` of an object: one template over one value. Throws StatusError. */
export function formatValue(value: GoValue, format: ByteString): ByteString {
  return checked(executeTemplate(parse(format === 'json' ? '{{json .}}' : format), value));
}

/** A template of the user's. Throws StatusError with `words` before the error. */
export function parse(text: ByteString, words = 'template parsing error', status = 1, name = ''): ParsedTemplate {
  try {
    return parseTemplate(text, NAMES, name);
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`${words}: ${error.message}`, status);
    throw error;
  }
}

function checked(executed: Executed): ByteString {
  if (executed.error) throw new StatusError(`template parsing error: ${executed.error.message}`);
  return executed.text;
}

function templateOf<Row>(shape: RowFormat<Row>, { format, quiet }: FormatRequest): string {
  if (format === '' || format === 'table') return quiet ?? shape.table;
  if (format === 'raw' && shape.raw !== undefined) return shape.raw;
  return format;
}

/** Tabs and newlines may be typed as in C. */
const unescaped = (text: string): string => text.replaceAll('\\t', '\t').replaceAll('\\n', '\n');

/** A row as its template sees it; keys in order, as JSON has them. */
export function rowValue<Row>(row: Row, shape: RowFormat<Row>): GoStruct {
  const names = Object.keys(shape.fields).sort();
  const methods = Object.entries(shape.methods ?? {}).map(
    ([name, method]) => [name, (...given: readonly GoValue[]) => method(row, ...given)] as const,
  );
  return {
    typeName: shape.typeName,
    fields: lazyFields(names, (name) => shape.fields[name]?.value(row)),
    methods: Object.fromEntries(methods),
  };
}

/** A map whose values are made when they are asked for: sizes are costly. */
function lazyFields(names: readonly string[], valueFor: (name: string) => GoValue): ReadonlyMap<string, GoValue> {
  const known = new Set(names);
  const entry = (name: string): [string, GoValue] => [name, valueFor(name)];
  class Fields extends Map<string, GoValue> {
    override get size(): number {
      return names.length;
    }
    override has(name: string): boolean {
      return known.has(name);
    }
    override get(name: string): GoValue {
      return known.has(name) ? valueFor(name) : undefined;
    }
    override [Symbol.iterator](): MapIterator<[string, GoValue]> {
      return names.map(entry)[Symbol.iterator]() as MapIterator<[string, GoValue]>;
    }
    override values(): MapIterator<GoValue> {
      return names.map(valueFor)[Symbol.iterator]() as MapIterator<GoValue>;
    }
  }
  return new Fields();
}
