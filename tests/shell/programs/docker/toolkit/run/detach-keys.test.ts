import { expect, test } from 'vitest';
import { DetachKeys, parseDetachKeys } from '../../../../../../src/shell/programs/docker/toolkit/run/detach-keys.ts';

const bytes = (...codes: number[]) => Uint8Array.from(codes);

test('the default is ^P^Q, in one read or in two', () => {
  expect(new DetachKeys(parseDetachKeys('')).filter(bytes(97, 16, 17, 98))).toEqual({ pass: bytes(97), detached: true });
  const keys = new DetachKeys(parseDetachKeys(''));
  expect(keys.filter(bytes(16))).toEqual({ pass: bytes(), detached: false });
  expect(keys.filter(bytes(17))).toEqual({ pass: bytes(), detached: true });
});

test('a beginning that goes on otherwise reaches the container', () => {
  const keys = new DetachKeys(parseDetachKeys(''));
  keys.filter(bytes(16));
  expect(keys.filter(bytes(97))).toEqual({ pass: bytes(16, 97), detached: false });
  expect(keys.filter(bytes(16, 16, 17))).toEqual({ pass: bytes(16), detached: true });
});

test('other keys', () => {
  expect(parseDetachKeys('ctrl-x,x')).toEqual([24, 120]);
  expect(parseDetachKeys('ctrl-@,ctrl-[,ctrl-_')).toEqual([0, 27, 31]);
  expect(() => parseDetachKeys('foo!')).toThrow('Unknown character');
});
