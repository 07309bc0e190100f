/** docs/FIDELITY.md says what the code does not do; it is made from the code. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fidelityText } from '../../tools/fidelity.ts';

test('docs/FIDELITY.md is current (else: node tools/run.mjs tools/write-fidelity.ts)', () => {
  expect(readFileSync(new URL('../../docs/FIDELITY.md', import.meta.url), 'utf8')).toBe(fidelityText());
});
