import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toBytes } from '../../../src/sim/fs/bytes.ts';
import { bytesOf, contentOf, truncate, writeRange } from '../../../src/sim/fs/content.ts';
import { executableContent, programOf } from '../../../src/sim/fs/executable.ts';

test('a file says in its own bytes which program it is', () => {
  const content = executableContent('figlet', 39_328);
  expect(content.size).toBe(39_328);
  expect(programOf(content)).toBe('figlet');
  expect(programOf(contentOf(bytesOf(content)))).toBe('figlet');
  expect(programOf(executableContent('x', 0))).toBe('x');
});

test('a damaged or cut file, a script, an empty file say nothing', () => {
  const content = executableContent('figlet', 39_328);
  for (const other of [
    writeRange(content, 0, toBytes('#!')),
    truncate(content, 130),
    contentOf(toBytes('#!/bin/sh\n')),
    truncate(content, 0),
  ]) {
    expect(programOf(other)).toBeUndefined();
  }
});

test('readelf reads its header and note', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-elf-'));
  try {
    writeFileSync(join(folder, 'figlet'), bytesOf(executableContent('figlet', 5_000)));
    const text = execFileSync('readelf', ['-h', '-n', join(folder, 'figlet')], { encoding: 'utf8' });
    expect(text).toMatch(/Class: +ELF64.*Machine: +Advanced Micro Devices X86-64.*drydock/s);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') skip('no readelf here');
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
});
