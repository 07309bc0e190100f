/**
 * Awk's arrays. `for (k in a)` goes in mawk's order: by hash bucket, in a bucket the one used last first. mawk keeps lists that are moved
 * to the front at each use; here each element remembers when it was used, which gives the same order. As mawk 1.3.4 array.c.
 */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { numberToText, type Value } from './values.ts';

interface Element {
  readonly key: ByteString;
  value: Value;
  /** The key as a whole number, when it was ever used as one. */
  integer: number | undefined;
  usedAsInteger: number;
  usedAsText: number;
}

const FIRST_BUCKETS = 64;
const MOST_PER_BUCKET = 12;

export class AwkArray {
  readonly #elements = new Map<ByteString, Element>();
  #buckets = FIRST_BUCKETS;
  /** Elements stand in the lists by text; else only in those by number. */
  #byText = false;
  #uses = 0;

  get size(): number {
    return this.#elements.size;
  }

  /** Creates what is not there. */
  get(key: Value, convfmt: ByteString): Value {
    return this.#element(key, convfmt).value;
  }

  set(key: Value, value: Value, convfmt: ByteString): void {
    this.#element(key, convfmt).value = value;
  }

  has(key: Value, convfmt: ByteString): boolean {
    return this.#elements.size > 0 && this.#find(key, convfmt) !== undefined;
  }

  delete(key: Value, convfmt: ByteString): void {
    if (this.#elements.size === 0) return;
    const element = this.#find(key, convfmt);
    if (!element) return;
    this.#elements.delete(element.key);
    if (this.#elements.size === 0) this.clear();
  }

  clear(): void {
    this.#elements.clear();
    this.#buckets = FIRST_BUCKETS;
    this.#byText = false;
  }

  /** What split gives: 1, 2, 3 … */
  load(values: readonly Value[]): void {
    this.clear();
    for (let i = 0; i < values.length; i++) {
      const key = String(i + 1);
      this.#elements.set(key, { key, value: values[i], integer: i + 1, usedAsInteger: ++this.#uses, usedAsText: 0 });
    }
    this.#grow();
  }

  #element(key: Value, convfmt: ByteString): Element {
    return this.#find(key, convfmt) ?? this.#create(key, convfmt);
  }

  #find(key: Value, convfmt: ByteString): Element | undefined {
    if (typeof key === 'number' && Number.isInteger(key)) {
      const element = this.#elements.get(key === 0 ? '0' : String(key));
      if (!element) return undefined;
      if (element.integer === undefined) {
        element.usedAsText = ++this.#uses;
        element.integer = key;
      }
      element.usedAsInteger = ++this.#uses;
      return element;
    }
    if (!this.#byText) this.#associate();
    const element = this.#elements.get(keyText(key, convfmt));
    if (element) element.usedAsText = ++this.#uses;
    return element;
  }

  #create(key: Value, convfmt: ByteString): Element {
    const isInteger = typeof key === 'number' && Number.isInteger(key);
    const uses = ++this.#uses;
    const text = keyText(key, convfmt);
    const element: Element = { key: text, value: undefined, integer: isInteger ? key : undefined, usedAsInteger: uses, usedAsText: uses };
    this.#elements.set(text, element);
    if (this.#elements.size > this.#buckets * MOST_PER_BUCKET) this.#grow();
    return element;
  }

  #grow(): void {
    while (this.#elements.size > this.#buckets * MOST_PER_BUCKET) this.#buckets *= 2;
  }

  /** Puts all elements into the lists by text, walking those by number. */
  #associate(): void {
    this.#byText = true;
    const bucketOf = (element: Element): number => (((element.integer ?? 0) % this.#buckets) + this.#buckets) % this.#buckets;
    const walk = [...this.#elements.values()].sort((a, b) => bucketOf(a) - bucketOf(b) || b.usedAsInteger - a.usedAsInteger);
    for (const element of walk) element.usedAsText = ++this.#uses;
  }

  /** The keys in the order of `for (k in a)`. */
  keys(): readonly ByteString[] {
    if (!this.#byText) this.#associate();
    const mask = this.#buckets - 1;
    return [...this.#elements.values()]
      .map((element) => ({ element, bucket: hash(element.key) & mask }))
      .sort((a, b) => a.bucket - b.bucket || b.element.usedAsText - a.element.usedAsText)
      .map(({ element }) => element.key);
  }
}

const keyText = (key: Value, convfmt: ByteString): ByteString =>
  typeof key === 'string' ? key : typeof key === 'number' ? numberToText(key, convfmt) : key === undefined ? '' : key.text;

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: ByteString): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
}
