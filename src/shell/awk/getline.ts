/** getline in all its forms. As mawk 1.3.4 bi_getline. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { type Code, constant, type Frame } from './code.ts';
import { type Compiler, placeOf } from './compile-target.ts';
import type { RecordReader } from './record-reader.ts';
import type { Expression } from './tree.ts';
import { fromOutside, toNumber, type Value } from './values.ts';

export function compileGetline(compiler: Compiler, expression: Extract<Expression, { kind: 'getline' }>): Code {
  const { runtime } = compiler;
  const place = expression.target && placeOf(compiler, expression.target);
  const source = expression.from === 'main' ? constant('') : compiler.compile(expression.source);
  const store = async (frame: Frame, text: ByteString): Promise<void> => {
    if (!place) return runtime.record.setText(text);
    const key = place.key ? await place.key.run(frame) : undefined;
    place.write(frame, key, fromOutside(text));
  };
  const read = async (name: Value): Promise<{ readonly text: ByteString | undefined } | undefined> => {
    if (expression.from === 'main') return { text: await runtime.nextRecord() };
    const reader =
      expression.from === 'file' ? await runtime.streams.file(runtime.text(name)) : await runtime.streams.command(runtime.text(name));
    return reader && readRecord(reader);
  };
  const readRecord = async (reader: RecordReader): Promise<{ readonly text: ByteString | undefined } | undefined> => {
    try {
      return { text: await reader.next(runtime.separator) };
    } catch (error) {
      if (error instanceof FsError) return undefined;
      throw error;
    }
  };
  return {
    sync: false,
    async run(frame) {
      const name = await source.run(frame);
      if (runtime.streams.wantsFlush) await runtime.streams.flush();
      const result = await read(name);
      if (!result) return -1;
      if (result.text === undefined) return 0;
      await store(frame, result.text);
      if (expression.from === 'command') runtime.globals[1] = toNumber(runtime.globals[1]) + 1;
      return 1;
    },
  };
}
