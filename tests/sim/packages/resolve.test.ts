import { expect, test } from 'vitest';
import { type PackageRecord, recordOf } from '../../../src/sim/packages/database.ts';
import type { Candidate } from '../../../src/sim/packages/lists.ts';
import { parseRelation } from '../../../src/sim/packages/relation.ts';
import { leftOut, resolve, type Situation, unneeded } from '../../../src/sim/packages/resolve.ts';

type Fields = Readonly<Record<string, string>>;

/** `{ a: { Depends: 'b' } }`: packages of version 1 unless Version says otherwise. */
const candidatesOf = (packages: Readonly<Record<string, Fields>>): Map<string, Candidate[]> =>
  new Map(
    Object.entries(packages).map(([name, fields]) => {
      const paragraph = new Map(Object.entries({ Package: name, Version: '1', ...fields }));
      const provides = parseRelation(fields['Provides']).flat();
      return [
        name,
        [{ name, version: fields['Version'] ?? '1', architecture: 'amd64', isMultiArchSame: false, provides, paragraph, origins: [] }],
      ];
    }),
  );

const installedOf = (packages: Readonly<Record<string, Fields>>): Map<string, PackageRecord> =>
  new Map(
    Object.entries(packages).map(([name, fields]) => [
      name,
      recordOf(new Map(Object.entries({ Package: name, Version: '1', Architecture: 'amd64', Status: 'install ok installed', ...fields }))),
    ]),
  );

function situation(
  offered: Readonly<Record<string, Fields>>,
  installed: Readonly<Record<string, Fields>> = {},
  more: Partial<Situation> = {},
): Situation {
  return { candidates: candidatesOf(offered), database: installedOf(installed), automatic: new Set(), withRecommends: true, ...more };
}

function install(from: Situation, ...names: string[]) {
  const wanted = names.flatMap((name) => from.candidates.get(name) ?? []);
  const plan = resolve(from, { install: wanted, remove: [] });
  return { plan, order: plan.install.map(({ name }) => name) };
}

test('what is depended on comes first, recommended packages unless told otherwise', () => {
  const offered = {
    app: { Depends: 'lib (>= 1), tool', Recommends: 'extra', Suggests: 'docs' },
    lib: { Depends: 'base' },
    base: {},
    tool: {},
    extra: {},
    docs: {},
  };
  expect(install(situation(offered), 'app').order).toEqual(['base', 'lib', 'tool', 'extra', 'app']);
  const without = situation(offered, {}, { withRecommends: false });
  const { plan, order } = install(without, 'app');
  expect(order).toEqual(['base', 'lib', 'tool', 'app']);
  expect(plan.additional.map(({ name }) => name)).toEqual(['base', 'lib', 'tool']);
  expect(leftOut(without, plan, 'Recommends')).toEqual([[{ name: 'extra', constraint: undefined }]]);
  expect(leftOut(without, plan, 'Suggests')).toEqual([[{ name: 'docs', constraint: undefined }]]);
});

test('alternatives: what is installed, what is planned anyway, else the first that is offered', () => {
  const offered = { app: { Depends: 'gone | one | two' }, one: {}, two: {} };
  expect(install(situation(offered), 'app').order).toEqual(['one', 'app']);
  expect(install(situation(offered, { two: {} }), 'app').order).toEqual(['app']);
  expect(install(situation(offered), 'two', 'app').order).toEqual(['two', 'app']);
});

test('a virtual package is met by whoever provides it, in the version that it says', () => {
  const offered = { app: { Depends: 'mailer' }, exim: { Provides: 'mailer' }, strict: { Depends: 'mailer (>= 2)' } };
  expect(install(situation(offered), 'app').order).toEqual(['exim', 'app']);
  expect(install(situation(offered), 'strict').plan.unmet.map(({ name }) => name)).toEqual(['strict']);
});

test('a circle ends, a version that is too old is not good enough', () => {
  expect(install(situation({ a: { Depends: 'b' }, b: { Depends: 'a' } }), 'a').order).toEqual(['b', 'a']);
  const { plan } = install(situation({ app: { Depends: 'lib (>= 2)' }, lib: {} }, { lib: {} }), 'app');
  expect(plan.unmet).toHaveLength(1);
});

test('who depends on what goes, goes along; conflicting packages give way', () => {
  const from = situation(
    { rival: { Conflicts: 'lib' } },
    { lib: {}, app: { Depends: 'lib' }, other: { Depends: 'lib | spare' }, spare: {} },
  );
  const lib = from.database.get('lib');
  expect(resolve(from, { install: [], remove: lib ? [lib] : [] }).remove.map(({ name }) => name)).toEqual(['app', 'lib']);
  expect(install(from, 'rival').plan.remove.map(({ name }) => name)).toEqual(['app', 'lib']);
});

test('automatic packages are needed as long as something manual leads to them', () => {
  const installed = { app: { Depends: 'lib' }, lib: { Recommends: 'extra' }, extra: {}, old: {}, core: { Essential: 'yes' } };
  const from = situation({}, installed, { automatic: new Set(['lib', 'extra', 'old', 'core']) });
  const nothing = resolve(from, { install: [], remove: [] });
  expect(unneeded(from, nothing).map(({ name }) => name)).toEqual(['old']);
  const app = from.database.get('app');
  const without = resolve(from, { install: [], remove: app ? [app] : [] });
  expect(unneeded(from, without).map(({ name }) => name)).toEqual(['extra', 'lib', 'old']);
});
