/** The daemon's JSON as the Go values that its client would have made of it: which objects are maps, which structs. As moby's api/types. */
import type { Json, JsonObject } from '../../../../sim/engine/types.ts';
import type { GoValue } from './go-template/values.ts';

/** Keys whose object is a Go map; every other object is a struct. */
const MAPS: ReadonlySet<string> = new Set([
  'Annotations',
  'AuxiliaryAddresses',
  'Config.Config',
  'Containers',
  'Data',
  'DriverOpts',
  'ExposedPorts',
  'Labels',
  'LogConfig.Config',
  'Networks',
  'Options',
  'PortBindings',
  'Ports',
  'Status',
  'StorageOpt',
  'Sysctls',
  'Tmpfs',
  'Volumes',
]);

/** `typeName`: of the outermost struct; `missing`: what a field that does not exist says. */
export function goStruct(object: JsonObject, missing: (name: string) => string): GoValue {
  return structOf(object, missing, '');
}

function structOf(object: JsonObject, missing: (name: string) => string, parent: string): GoValue {
  const entries = Object.entries(object).map(([key, value]) => [key, goValue(value, missing, key, parent)] as const);
  return { typeName: 'interface {}', fields: new FieldMap(entries), missing };
}

function goValue(value: Json, missing: (name: string) => string, key: string, parent: string): GoValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((each) => goValue(each, missing, '', key));
  if (!MAPS.has(key) && !MAPS.has(`${parent}.${key}`)) return structOf(value, missing, key);
  return new Map(Object.entries(value).map(([name, each]) => [name, goValue(each, missing, '', key)] as const));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Go's fields differ from JSON's keys in the case of abbreviations: `.ID` is `Id`, `.NanoCPUs` is `NanoCpus`. */
class FieldMap extends Map<string, GoValue> {
  readonly #byLowerCase = new Map<string, string>();

  constructor(entries: readonly (readonly [string, GoValue])[]) {
    super(entries);
    for (const [key] of entries) this.#byLowerCase.set(key.toLowerCase(), key);
  }

  #key(name: string): string | undefined {
    if (super.has(name)) return name;
    return /^[A-Z]/.test(name) ? this.#byLowerCase?.get(name.toLowerCase()) : undefined;
  }
  override has(name: string): boolean {
    return this.#key(name) !== undefined;
  }
  override get(name: string): GoValue {
    const key = this.#key(name);
    return key === undefined ? undefined : super.get(key);
  }
}
