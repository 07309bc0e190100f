/** Go values as far as templates can tell them apart: strings, numbers, booleans, nil, slices, maps and structs with a type's name. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';

/** A map: keys sorted when printed. */
export type GoMap = ReadonlyMap<ByteString, GoValue>;

/** A struct (or a type with methods): fields in order. `method` is asked for what is no field. */
export interface GoStruct {
  /** As errors name it: `*formatter.ContainerContext`. */
  readonly typeName: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  /** Called with the arguments in the template: `.Label "k"`. */
  readonly methods?: Readonly<Record<string, (...arguments_: readonly GoValue[]) => GoValue>>;
  /** Fields that are there but not in the JSON: empty ones that it leaves out. */
  readonly omitted?: ReadonlyMap<string, GoValue>;
  /** Field → JSON key, where they differ. */
  readonly jsonNames?: ReadonlyMap<string, string>;
  /** The text that %v prints, for types with a String method (times). */
  readonly text?: ByteString;
}

/** `undefined` is Go's missing value, printed `<no value>`. */
export type GoValue = ByteString | number | bigint | boolean | null | undefined | readonly GoValue[] | GoMap | GoStruct;

export const isMap = (value: GoValue): value is GoMap => value instanceof Map;
export const isSlice = (value: GoValue): value is readonly GoValue[] => Array.isArray(value);
export const isStruct = (value: GoValue): value is GoStruct => typeof value === 'object' && value !== null && 'typeName' in value;

/** A map and a slice that were never made: empty, and `null` in JSON. */
export const NIL_MAP: GoMap = new Map();
export const NIL_SLICE: readonly GoValue[] = [];

/** The type's name in errors. */
export function typeName(value: GoValue): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (isSlice(value)) return typeof value[0] === 'string' ? '[]string' : '[]interface {}';
  if (isMap(value)) return typeof [...value.values()][0] === 'string' ? 'map[string]string' : 'map[string]interface {}';
  if (isStruct(value)) return value.typeName;
  return 'interface {}';
}

/** text/template's IsTrue: not the zero value. */
export function isTrue(value: GoValue): boolean {
  if (value === null || value === undefined) return false;
  if (isSlice(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  return isStruct(value) ? true : Boolean(value);
}

/** `%v` as fmt prints it; nested in a collection strings stay bare. */
export function printed(value: GoValue): ByteString {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (isSlice(value)) return `[${value.map(printed).join(' ')}]`;
  if (isMap(value))
    return `map[${sortedEntries(value)
      .map(([key, each]) => `${key}:${printed(each)}`)
      .join(' ')}]`;
  if (isStruct(value)) return value.text ?? `{${[...value.fields.values(), ...(value.omitted?.values() ?? [])].map(printed).join(' ')}}`;
  return String(value);
}

export const sortedEntries = (map: GoMap): readonly (readonly [ByteString, GoValue])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
