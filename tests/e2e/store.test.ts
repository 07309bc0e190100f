/** IndexedDB keeps the store's contract in a real browser, and fails as it should: denied, taken over, emptied, a second tab. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { storeContract } from '../sim/store/contract.ts';
import { open, useBrowser, type Visit } from './browser.ts';
import type { Fixture } from './fixture/main.ts';

const { visit } = useBrowser();
const address = `${inject('fixture')}?bare`;
let tab: Visit;

declare const fixture: Fixture;

beforeAll(async () => {
  tab = await visit(address);
});
afterAll(() => tab.context.close());

describe('contract', () => {
  test.each(storeContract.map(({ name }) => name))('%s', async (name) => {
    await tab.page.evaluate(async (which) => {
      let store: Awaited<ReturnType<Fixture['openIndexedDbStore']>> | undefined;
      const open = async () => {
        store?.close();
        store = await fixture.openIndexedDbStore({ name: `contract ${which}`, owner: 'me' });
        return store;
      };
      await fixture.storeContract.find((one) => one.name === which)?.run(open);
    }, name);
  });
});

test('what one page wrote the next one reads', async () => {
  const write = () =>
    fixture
      .openIndexedDbStore({ name: 'lasting', owner: 'a' })
      .then((store) => store.write({ put: [{ key: 'head', version: 3, value: new Uint8Array([1, 2]) }], remove: [], durable: true }));
  expect(await tab.page.evaluate(write)).toBe('saved');
  await tab.page.reload();
  const read = () =>
    fixture
      .openIndexedDbStore({ name: 'lasting', owner: 'b' })
      .then(async (store) => ({ kind: store.kind, records: await store.readAll() }));
  const { kind, records } = await tab.page.evaluate(read);
  expect(kind).toEqual({ lasting: true });
  expect(records).toEqual([{ key: 'head', version: 3, value: new Uint8Array([1, 2]) }]);
});

test('whoever opens it last owns it; the other may no longer write', async () => {
  const outcomes = await tab.page.evaluate(async () => {
    const put = (value: number) => ({ put: [{ key: 'n', version: 1, value }], remove: [], durable: true });
    const first = await fixture.openIndexedDbStore({ name: 'owned', owner: 'first' });
    const before = await first.write(put(1));
    const second = await fixture.openIndexedDbStore({ name: 'owned', owner: 'second' });
    return [before, await second.write(put(2)), await first.write(put(3)), (await second.read('n'))?.value];
  });
  expect(outcomes).toEqual(['saved', 'saved', 'busy', 2]);
});

test('a database that was emptied under us is lost, and nothing is written onto nothing', async () => {
  const outcomes = await tab.page.evaluate(async () => {
    const batch = (durable: boolean) => ({ put: [{ key: 'n', version: 1, value: 1 }], remove: [], durable });
    const store = await fixture.openIndexedDbStore({ name: 'emptied', owner: 'me' });
    await store.write(batch(true));
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('emptied');
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    return [await store.write(batch(true)), await store.readAll()];
  });
  expect(outcomes).toEqual(['lost', []]);
});

test.each(['pagehide', 'visibilitychange'])('a write that begins as the page goes is kept: %s', async (event) => {
  await tab.page.evaluate(async (name) => {
    const store = await fixture.openIndexedDbStore({ name, owner: 'me' });
    const batch = { put: [{ key: 'last', version: 1, value: 'x'.repeat(500) }], remove: [], durable: true };
    const target = name === 'pagehide' ? window : document;
    target.addEventListener(name, () => void store.write(batch));
  }, event);
  await tab.page.reload();
  const kept = (name: string) =>
    fixture.openIndexedDbStore({ name, owner: 'me' }).then(async (store) => (await store.read('last')) !== undefined);
  expect(await tab.page.evaluate(kept, event)).toBe(true);
});

describe('opening', () => {
  const openAndSave = async (value: number) => {
    const { store, wiped } = await fixture.openStore('drydock:/test/');
    const outcome = await store.write({ put: [{ key: 'n', version: 1, value }], remove: [], durable: true });
    return { kind: store.kind, outcome, wiped, records: (await store.readAll()).map((record) => record.value) };
  };

  test('a second tab works on a copy; its changes stay its own', async () => {
    const first = await visit(address);
    expect(await first.page.evaluate(openAndSave, 1)).toEqual({ kind: { lasting: true }, outcome: 'saved', wiped: false, records: [1] });
    const second = await open(first.context, address);
    expect(await second.page.evaluate(openAndSave, 2)).toEqual({
      kind: { lasting: false, why: 'second-tab' },
      outcome: 'saved',
      wiped: false,
      records: [2],
    });
    await first.page.reload();
    const again = () =>
      fixture.openStore('drydock:/test/').then(async ({ store }) => ({ kind: store.kind, value: (await store.read('n'))?.value }));
    expect(await first.page.evaluate(again)).toEqual({ kind: { lasting: true }, value: 1 });
    await first.context.close();
  });

  test('when the first tab is closed the next one owns the machine', async () => {
    const first = await visit(address);
    await first.page.evaluate(openAndSave, 1);
    const second = await open(first.context, address);
    await first.page.close();
    expect((await second.page.evaluate(openAndSave, 2)).kind).toEqual({ lasting: true });
    await second.context.close();
  });

  test('denied storage is memory, and says why', async () => {
    const denied = await visit(`${address}&denied`);
    expect(await denied.page.evaluate(openAndSave, 1)).toEqual({
      kind: { lasting: false, why: 'denied' },
      outcome: 'saved',
      wiped: false,
      records: [1],
    });
    await denied.context.close();
  });

  test('a machine that the browser has thrown away is missed', async () => {
    const first = await visit(address);
    await first.page.evaluate(openAndSave, 1);
    await first.page.evaluate(() => indexedDB.deleteDatabase('drydock:/test/') && undefined);
    await first.page.reload();
    expect((await first.page.evaluate(openAndSave, 2)).wiped).toBe(true);
    await first.context.close();
  });
});
