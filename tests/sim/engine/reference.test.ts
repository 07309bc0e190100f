/** References: what the real client and daemon said to each of these. */
import { expect, test } from 'vitest';
import { canonicalReference, familiarReference, matchesPattern, parseReference, parseTagged } from '../../../src/sim/engine/reference.ts';

test('long and short', () => {
  for (const [text, canonical, familiar] of [
    ['ubuntu', 'docker.io/library/ubuntu:latest', 'ubuntu:latest'],
    ['docker.io/ubuntu', 'docker.io/library/ubuntu:latest', 'ubuntu:latest'],
    ['index.docker.io/library/ubuntu:24.04', 'docker.io/library/ubuntu:24.04', 'ubuntu:24.04'],
    ['alice/demo:1', 'docker.io/alice/demo:1', 'alice/demo:1'],
    ['localhost/x:y', 'localhost/x:y', 'localhost/x:y'],
    ['Localhost:50/x', 'Localhost:50/x:latest', 'Localhost:50/x:latest'],
    ['[::1]:5000/x', '[::1]:5000/x:latest', '[::1]:5000/x:latest'],
    ['registry.example.com:5000/team/data:v1', 'registry.example.com:5000/team/data:v1', 'registry.example.com:5000/team/data:v1'],
  ] as const) {
    const reference = parseTagged(text);
    expect([canonicalReference(reference), familiarReference(reference)]).toEqual([canonical, familiar]);
  }
});

test('refused', () => {
  const hex = 'a'.repeat(64);
  for (const [text, message] of [
    ['', 'invalid reference format'],
    ['UPPER', 'invalid reference format: repository name (library/UPPER) must be lowercase'],
    ['x.y/Z', 'invalid reference format: repository name (Z) must be lowercase'],
    ['a b', 'invalid reference format'],
    ['a:b:c', 'invalid reference format'],
    ['foo:-bad', 'invalid reference format'],
    ['ubuntu:', 'invalid reference format'],
    ['foo.bar/', 'invalid reference format'],
    ['a//b', 'invalid reference format'],
    ['ubuntu@sha256:abc', 'invalid reference format'],
    [`ubuntu@sha256:${'1'.repeat(32)}`, 'invalid checksum digest length'],
    [`ubuntu@md5:${'1'.repeat(32)}`, 'unsupported digest algorithm'],
    [`ubuntu@sha256:${'A'.repeat(64)}`, 'invalid checksum digest format'],
    ['a'.repeat(300), 'repository name must not be more than 255 characters'],
    [hex, `invalid repository name (${hex}), cannot specify 64-byte hexadecimal strings`],
  ] as const) {
    expect(() => parseReference(text), text).toThrow(message);
  }
});

test('patterns of --filter reference=', () => {
  const reference = parseTagged('data:v1');
  expect(['data', 'data:v*', 'd?ta', 'data:*'].map((pattern) => matchesPattern(pattern, reference))).toEqual([true, true, true, true]);
  expect(['v1', 'DATA', 'data:v2', '*/data'].map((pattern) => matchesPattern(pattern, reference))).toEqual([false, false, false, false]);
  expect(() => matchesPattern('[', reference)).toThrow('syntax error in pattern');
});
