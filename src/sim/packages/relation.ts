/** Relations between packages: `libc6 (>= 2.14), kbd | console-setup`. As deb-control(5) and Debian policy chapter 7. */
import { type Operator, versionHolds } from './version.ts';

/** One package name with what its version must be. */
export interface Dependency {
  readonly name: string;
  readonly constraint: { readonly operator: Operator; readonly version: string } | undefined;
}

/** Alternatives, the first one preferred. */
export type Clause = readonly Dependency[];

/** A package as far as relations look at it. */
export interface Related {
  readonly name: string;
  readonly version: string;
  readonly provides: readonly Dependency[];
}

/** The clauses of a field's value; undefined and empty give none. */
export function parseRelation(value: string | undefined): Clause[] {
  return (value ?? '')
    .split(',')
    .map((clause) => clause.split('|').flatMap(parseDependency))
    .filter((clause) => clause.length > 0);
}

function parseDependency(text: string): Dependency[] {
  const match = /^\s*([^\s:(]+)(?::[^\s(]+)?\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^)\s]+)\s*\))?/.exec(text);
  const [, name, operator, version] = match ?? [];
  if (name === undefined) return [];
  return [{ name, constraint: operator && version ? { operator: strict(operator), version } : undefined }];
}

/** The old spellings `<` and `>` mean `<=` and `>=`. */
const strict = (operator: string): Operator => (operator === '<' ? '<=' : operator === '>' ? '>=' : (operator as Operator));

/** Whether this package is what the dependency asks for, itself or by what it provides. */
export function satisfies(each: Related, { name, constraint }: Dependency): boolean {
  if (each.name === name) return !constraint || versionHolds(each.version, constraint.operator, constraint.version);
  return each.provides.some((provided) => {
    if (provided.name !== name) return false;
    if (!constraint) return true;
    return provided.constraint !== undefined && versionHolds(provided.constraint.version, constraint.operator, constraint.version);
  });
}

/** The field's value for one dependency: `libc6 (>= 2.14)`. */
export function formatDependency({ name, constraint }: Dependency): string {
  return constraint ? `${name} (${constraint.operator} ${constraint.version})` : name;
}
