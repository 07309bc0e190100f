/** Copy, paste, interrupt and leave, as on the learner's own machine. */
import { describe, expect, test } from 'vitest';
import { actionOf, type KeyPress, withControl } from '../../src/ui/keys.ts';

const press = (chord: string): KeyPress => {
  const parts = chord.split('+');
  const has = (name: string) => parts.includes(name);
  return { key: parts.at(-1) ?? '', ctrlKey: has('Ctrl'), shiftKey: has('Shift'), altKey: has('Alt'), metaKey: has('Meta') };
};

describe('on Linux, Windows, ChromeOS', () => {
  test.each([
    ['Ctrl+c', true, 'copy'],
    ['Ctrl+c', false, 'type'],
    ['Ctrl+Shift+C', true, 'copy'],
    ['Ctrl+Shift+C', false, 'copy'],
    ['Ctrl+v', false, 'browser'],
    ['Ctrl+Shift+V', false, 'browser'],
    ['Ctrl+Insert', true, 'copy'],
    ['Shift+Insert', false, 'browser'],
    ['Insert', false, 'type'],
    ['Shift+Tab', false, 'browser'],
    ['Tab', false, 'type'],
    ['Ctrl+p', false, 'type'],
    ['Ctrl+d', false, 'type'],
    ['Alt+b', false, 'type'],
    ['Alt+Ctrl+v', false, 'type'],
    ['Escape', false, 'type'],
    ['a', true, 'type'],
  ])('%s (selected: %s) → %s', (chord, selected, action) => {
    expect(actionOf(press(chord), { mac: false, selected })).toBe(action);
  });
});

describe('on a Mac', () => {
  test.each([
    ['Meta+c', true, 'browser'],
    ['Meta+v', false, 'browser'],
    ['Ctrl+c', true, 'type'],
    ['Ctrl+v', false, 'type'],
    ['Shift+Tab', false, 'browser'],
  ])('%s (selected: %s) → %s', (chord, selected, action) => {
    expect(actionOf(press(chord), { mac: true, selected })).toBe(action);
  });
});

test('the sticky Ctrl key makes control characters of letters only', () => {
  expect(withControl('c')).toBe('\x03');
  expect(withControl('D')).toBe('\x04');
  expect(withControl('[')).toBe('\x1b');
  expect(withControl('1')).toBe('1');
  expect(withControl('docker')).toBe('docker');
});
