/** The current record and its fields, each made from the other when it is asked for. As mawk 1.3.4 field.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { blankField, type Splitter, splitBlanks } from './split.ts';
import { fromOutside, toText, type Value } from './values.ts';

export interface RecordSettings {
  /** By FS. */
  splitter: Splitter;
  outputSeparator: ByteString;
  convfmt: ByteString;
}

export class Record {
  readonly #settings: RecordSettings;
  #text: ByteString = '';
  #value: Value;
  #textIsValid = true;
  /** $1 at 0. */
  #fields: Value[] = [];
  #fieldsAreValid = true;
  /** How many fields were asked for before all were cut: the first one is cut out by itself. */
  #asked = 0;

  constructor(settings: RecordSettings) {
    this.#settings = settings;
  }

  setText(text: ByteString): void {
    this.#text = text;
    this.#value = undefined;
    this.#textIsValid = true;
    this.#fieldsAreValid = false;
    this.#asked = 0;
  }

  get text(): ByteString {
    if (!this.#textIsValid) {
      const { convfmt, outputSeparator } = this.#settings;
      this.#setTextOnly(this.#fields.map((field) => toText(field, convfmt)).join(outputSeparator));
    }
    return this.#text;
  }

  #setTextOnly(text: ByteString): void {
    this.#text = text;
    this.#value = undefined;
    this.#textIsValid = true;
  }

  #split(): void {
    if (this.#fieldsAreValid) return;
    this.#fields = this.#settings.splitter(this.#text) as Value[];
    for (let i = 0; i < this.#fields.length; i++) this.#fields[i] = fromOutside(this.#fields[i] as ByteString);
    this.#fieldsAreValid = true;
  }

  field(index: number): Value {
    if (index === 0) {
      this.#value ??= fromOutside(this.text);
      return this.#value;
    }
    if (!this.#fieldsAreValid) {
      if (this.#asked++ === 0 && this.#settings.splitter === splitBlanks) return fromOutside(blankField(this.#text, index));
      this.#split();
    }
    return this.#fields[index - 1];
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.setText(toText(value, this.#settings.convfmt));
      return;
    }
    this.#split();
    while (this.#fields.length < index) this.#fields.push('');
    this.#fields[index - 1] = value ?? '';
    this.#textIsValid = false;
  }

  get count(): number {
    this.#split();
    return this.#fields.length;
  }

  setCount(count: number): void {
    this.#split();
    while (this.#fields.length < count) this.#fields.push('');
    this.#fields.length = count;
    this.#textIsValid = false;
  }
}
