/** The memory store keeps the store's contract, and what a second tab needs of it. */
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/sim/store/memory-store.ts';
import { storeContract } from './contract.ts';

describe('contract', () => {
  for (const { name, run } of storeContract) {
    test(name, async () => {
      const store = memoryStore();
      await run(async () => store);
    });
  }
});

test('says that it does not last, and why', () => {
  expect(memoryStore().kind).toEqual({ lasting: false, why: 'asked' });
  expect(memoryStore({ lasting: false, why: 'second-tab' }).kind).toEqual({ lasting: false, why: 'second-tab' });
});

test('a fork begins with the records of another store and leaves them alone', async () => {
  const first = memoryStore();
  await first.write({ put: [{ key: 'a', version: 1, value: { n: 1 } }], remove: [], durable: true });
  const fork = memoryStore({ lasting: false, why: 'second-tab' }, await first.readAll());
  await fork.write({ put: [{ key: 'a', version: 1, value: { n: 2 } }], remove: [], durable: true });
  expect((await fork.read('a'))?.value).toEqual({ n: 2 });
  expect((await first.read('a'))?.value).toEqual({ n: 1 });
});
