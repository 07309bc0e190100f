/** What has to be installed and removed so that a request holds. A small relative of apt's problem resolver (apt-pkg/depcache.cc, algorithms.cc). */
import type { Database, PackageRecord } from './database.ts';
import type { Candidate, Candidates } from './lists.ts';
import { type Clause, type Dependency, parseRelation, type Related, satisfies } from './relation.ts';

export interface Situation {
  readonly database: Database;
  readonly candidates: Candidates;
  /** Names of packages that were installed for others' sake. */
  readonly automatic: ReadonlySet<string>;
  readonly withRecommends: boolean;
}

export interface Request {
  readonly install: readonly Candidate[];
  readonly remove: readonly PackageRecord[];
  /** Also gets what packages that are unpacked but not configured still need. */
  readonly fixBroken?: boolean;
}

/** A clause that nothing can meet. */
export interface Unmet {
  readonly name: string;
  readonly field: string;
  readonly clause: Clause;
}

export interface Plan {
  /** In the order of unpacking: what others depend on first. */
  readonly install: readonly Candidate[];
  /** Those of `install` that nobody asked for. */
  readonly additional: readonly Candidate[];
  readonly remove: readonly PackageRecord[];
  readonly unmet: readonly Unmet[];
}

interface Working {
  readonly situation: Situation;
  readonly chosen: Map<string, Candidate>;
  readonly order: Candidate[];
  readonly unmet: Unmet[];
  readonly removed: Set<string>;
}

export function resolve(situation: Situation, request: Request): Plan {
  const working: Working = { situation, chosen: new Map(), order: [], unmet: [], removed: new Set(request.remove.map(({ name }) => name)) };
  for (const candidate of request.install) working.chosen.set(candidate.name, candidate);
  if (request.fixBroken) for (const record of brokenRecords(situation.database)) meetAll(working, record);
  for (const candidate of byName(request.install)) addWithDependencies(working, candidate);
  removeConflicting(working);
  removeDependents(working);
  const asked = new Set(request.install.map(({ name }) => name));
  return {
    install: working.order,
    additional: byName(working.order.filter(({ name }) => !asked.has(name))),
    remove: byName([...working.removed].flatMap((name) => situation.database.get(name) ?? [])),
    unmet: working.unmet,
  };
}

const byName = <T extends { readonly name: string }>(each: readonly T[]): T[] => [...each].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Depth first, so that what is depended on comes first; a circle is cut where it closes. */
function addWithDependencies(working: Working, candidate: Candidate, path: ReadonlySet<string> = new Set()): void {
  if (path.has(candidate.name) || working.order.includes(candidate)) return;
  meetAll(working, candidate, new Set([...path, candidate.name]));
  if (!working.order.includes(candidate)) working.order.push(candidate);
}

type Needy = Pick<Candidate, 'name' | 'paragraph'>;

function meetAll(working: Working, needy: Needy, path: ReadonlySet<string> = new Set()): void {
  for (const [field, isNeeded] of fieldsToFollow(working.situation)) {
    for (const clause of parseRelation(needy.paragraph.get(field))) meet(working, needy, field, clause, isNeeded, path);
  }
}

/** Packages that were unpacked and never configured. */
export const brokenRecords = (database: Database): PackageRecord[] =>
  byName([...database.values()].filter(({ state }) => state === 'unpacked' || state === 'half-configured'));

/** Clauses of such packages that nothing installed meets. */
export function unmetOfBroken(database: Database): Unmet[] {
  const there = [...installedRecords(database), ...brokenRecords(database)];
  return brokenRecords(database).flatMap((record) =>
    ['Pre-Depends', 'Depends'].flatMap((field) => {
      const clauses = parseRelation(record.paragraph.get(field)).filter(
        (clause) => !clause.some((each) => there.some((other) => satisfies(other, each))),
      );
      return clauses.map((clause) => ({ name: record.name, field, clause }));
    }),
  );
}

function fieldsToFollow({ withRecommends }: Situation): readonly (readonly [string, boolean])[] {
  const needed = [
    ['Pre-Depends', true],
    ['Depends', true],
  ] as const;
  return withRecommends ? [...needed, ['Recommends', false]] : needed;
}

function meet(working: Working, candidate: Needy, field: string, clause: Clause, isNeeded: boolean, path: ReadonlySet<string>): void {
  const planned = clause.flatMap((each) => [...working.chosen.values()].filter((other) => satisfies(other, each)))[0];
  if (planned) addWithDependencies(working, planned, path);
  if (planned || clause.some((each) => isInstalled(working, each))) return;
  const [found] = clause.flatMap((each) => offered(working.situation.candidates, each));
  if (found) {
    working.chosen.set(found.name, found);
    addWithDependencies(working, found, path);
  } else if (isNeeded) working.unmet.push({ name: candidate.name, field, clause });
}

function isInstalled({ situation, removed, chosen }: Working, dependency: Dependency): boolean {
  return installedRecords(situation.database).some(
    (each) => !removed.has(each.name) && !chosen.has(each.name) && satisfies(each, dependency),
  );
}

/** Packages whose files are there and that work. */
export const installedRecords = (database: Database): PackageRecord[] =>
  [...database.values()].filter(({ state }) => state === 'installed' || state === 'triggers-pending' || state === 'triggers-awaited');

/** The package of that name when its version fits, else whatever provides it. */
function offered(candidates: Candidates, dependency: Dependency): Candidate[] {
  const own = (candidates.get(dependency.name) ?? []).filter((each) => satisfies(each, dependency));
  if (own.length > 0) return own;
  return [...candidates.values()].flat().filter((each) => satisfies(each, dependency));
}

function removeConflicting({ situation, order, removed }: Working): void {
  for (const candidate of order) {
    const clauses = ['Conflicts', 'Breaks'].flatMap((field) => parseRelation(candidate.paragraph.get(field)).flat());
    for (const record of installedRecords(situation.database)) {
      if (record.name !== candidate.name && clauses.some((each) => satisfies(record, each))) removed.add(record.name);
    }
  }
}

/** Whoever depends on what goes, goes too, unless something that stays or comes does as well. */
function removeDependents({ situation, order, removed }: Working): void {
  if (removed.size === 0) return;
  for (let changed = true; changed; ) {
    changed = false;
    const staying: readonly Related[] = [...installedRecords(situation.database).filter(({ name }) => !removed.has(name)), ...order];
    for (const record of installedRecords(situation.database)) {
      if (removed.has(record.name) || order.some(({ name }) => name === record.name) || isMet(record, staying)) continue;
      removed.add(record.name);
      changed = true;
    }
  }
}

function isMet(record: PackageRecord, staying: readonly Related[]): boolean {
  const clauses = ['Pre-Depends', 'Depends'].flatMap((field) => parseRelation(record.paragraph.get(field)));
  return clauses.every((clause) => clause.some((each) => staying.some((other) => satisfies(other, each))));
}

/** Clauses of `field` of packages to be installed that stay unmet: what apt lists as suggested or recommended, each once. */
export function leftOut(situation: Situation, plan: Plan, field: 'Suggests' | 'Recommends'): Clause[] {
  const there: readonly Related[] = [...installedRecords(situation.database), ...plan.install];
  const seen = new Set<string>();
  return byName(plan.install).flatMap((candidate) =>
    parseRelation(candidate.paragraph.get(field)).filter((clause) => {
      const key = clause.map(({ name }) => name).join('|');
      if (seen.has(key) || clause.some((each) => there.some((other) => satisfies(other, each)))) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** Automatic packages that nothing needs any more once the plan is carried out. */
export function unneeded(situation: Situation, plan: Plan): PackageRecord[] {
  const gone = new Set(plan.remove.map(({ name }) => name));
  const there = new Map<string, Related & { readonly paragraph: ReadonlyMap<string, string> }>();
  for (const record of installedRecords(situation.database)) if (!gone.has(record.name)) there.set(record.name, record);
  for (const candidate of plan.install) there.set(candidate.name, candidate);
  const automatic = new Set([...situation.automatic, ...plan.additional.map(({ name }) => name)]);
  const needed = new Set<string>();
  const pending = [...there.values()].filter((each) => !automatic.has(each.name) || each.paragraph.get('Essential') === 'yes');
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (needed.has(each.name)) continue;
    needed.add(each.name);
    const clauses = ['Pre-Depends', 'Depends', 'Recommends'].flatMap((field) => parseRelation(each?.paragraph.get(field)));
    for (const dependency of clauses.flat()) pending.push(...[...there.values()].filter((other) => satisfies(other, dependency)));
  }
  return byName([...there.values()].filter(({ name }) => !needed.has(name)).flatMap(({ name }) => situation.database.get(name) ?? []));
}
