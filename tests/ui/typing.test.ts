/** Pasted lines wait for their prompts and stop at ^C. */
import { expect, test } from 'vitest';
import type { HostTerminal } from '../../src/host/types.ts';
import { typeLines } from '../../src/ui/typing.ts';

/** A terminal that waits for input only when it is told to. */
function slowTerminal() {
  const typed: string[] = [];
  let ready: () => void = () => undefined;
  const terminal: HostTerminal = {
    number: 1,
    place: () => ({ kind: 'host' }),
    onPlace: () => () => undefined,
    type: (text) => typed.push(text),
    untilAwaitsInput: () => new Promise((resolve) => (ready = resolve)),
    awaitsInput: () => false,
    onHangUp: () => undefined,
    onLogOut: () => undefined,
    close: () => undefined,
  };
  const prompt = async () => {
    ready();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { terminal, typed, prompt };
}

test('each line is typed at its own prompt', async () => {
  const { terminal, typed, prompt } = slowTerminal();
  const done = typeLines(terminal, ['apt-get update', 'apt-get install figlet'], new AbortController().signal);
  expect(typed).toEqual([]);
  await prompt();
  expect(typed).toEqual(['apt-get update\r']);
  await prompt();
  expect(typed).toEqual(['apt-get update\r', 'apt-get install figlet\r']);
  await prompt();
  expect(await done).toBe(true);
});

test('^C leaves the rest untyped', async () => {
  const { terminal, typed, prompt } = slowTerminal();
  const stop = new AbortController();
  const done = typeLines(terminal, ['sleep 100', 'docker rm -f web'], stop.signal);
  await prompt();
  stop.abort();
  expect(await done).toBe(false);
  expect(typed).toEqual(['sleep 100\r']);
});
