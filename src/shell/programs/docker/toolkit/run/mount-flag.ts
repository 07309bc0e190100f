/** `--mount type=…,source=…,target=…`. As docker/cli opts/mount.go. */
import type { MountRequest } from '../../../../../sim/engine/types.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { parseBool, parseRamSize } from '../go-strconv.ts';

interface Draft {
  type: string;
  source: string;
  target: string;
  readOnly: boolean;
  volume: { NoCopy?: boolean; Labels?: Record<string, string>; Subpath?: string };
  bind: { Propagation?: string };
  tmpfs: { SizeBytes?: number; Mode?: number };
}

/** Throws Error with the words after `flag: `. */
export function parseMountFlag(text: ByteString): MountRequest {
  const value = text.trim();
  if (value === '') throw new Error('EOF');
  const draft: Draft = { type: 'volume', source: '', target: '', readOnly: false, volume: {}, bind: {}, tmpfs: {} };
  for (const field of csvFields(value)) readField(draft, field);
  return finished(draft);
}

/** For the flag itself: the text stays, what is wrong is said. */
export function checkMountFlag(text: ByteString): ByteString {
  parseMountFlag(text);
  return text;
}

const csvFields = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');

type Setter = (draft: Draft, value: string, key: string) => void;
const setType: Setter = (draft, value) => (draft.type = value.toLowerCase());
const setSource: Setter = (draft, value) => (draft.source = value);
const setTarget: Setter = (draft, value) => (draft.target = value);
const setReadOnly: Setter = (draft, value, key) => (draft.readOnly = checked(key, value, parseBool));
const ignore: Setter = () => {};

const SETTERS: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  ['type', setType],
  ['source', setSource],
  ['src', setSource],
  ['target', setTarget],
  ['dst', setTarget],
  ['destination', setTarget],
  ['readonly', setReadOnly],
  ['ro', setReadOnly],
  ['consistency', ignore],
  ['bind-recursive', ignore],
  ['volume-driver', ignore],
  ['volume-opt', ignore],
  ['bind-propagation', (draft, value) => (draft.bind.Propagation = value)],
  ['volume-subpath', (draft, value) => (draft.volume.Subpath = value)],
  ['volume-nocopy', (draft, value, key) => (draft.volume.NoCopy = checked(key, value, parseBool))],
  ['volume-label', (draft, value) => (draft.volume.Labels = { ...draft.volume.Labels, ...labelOf(value) })],
  ['tmpfs-size', (draft, value, key) => (draft.tmpfs.SizeBytes = checked(key, value, parseRamSize))],
  ['tmpfs-mode', (draft, value, key) => (draft.tmpfs.Mode = checked(key, value, parseOctal))],
]);

const labelOf = (text: string): Record<string, string> => ({
  [text.split('=', 1)[0] ?? '']: text.includes('=') ? text.slice(text.indexOf('=') + 1) : '',
});

function readField(draft: Draft, field: string): void {
  const equals = field.indexOf('=');
  const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
  if (equals < 0) {
    readSwitch(draft, key, field);
    return;
  }
  const setter = SETTERS.get(key);
  if (!setter) throw new Error(`unexpected key '${key}' in '${field}'`);
  setter(draft, field.slice(equals + 1), key);
}

function readSwitch(draft: Draft, key: string, field: string): void {
  if (key === 'readonly' || key === 'ro') draft.readOnly = true;
  else if (key === 'volume-nocopy') draft.volume.NoCopy = true;
  else if (key === 'bind-nonrecursive') throw new Error('bind-nonrecursive is deprecated, use bind-recursive=disabled instead');
  else throw new Error(`invalid field '${field}' must be a key=value pair`);
}

function checked<T>(key: string, value: string, read: (text: string) => T): T {
  try {
    return read(value);
  } catch {
    throw new Error(`invalid value for ${key}: ${value}`);
  }
}

function parseOctal(text: string): number {
  if (!/^[0-7]+$/.test(text)) throw new Error(text);
  return Number.parseInt(text, 8);
}

function finished({ type, source, target, readOnly, volume, bind, tmpfs }: Draft): MountRequest {
  if (type === '') throw new Error('type is required');
  const isSet = (options: object): boolean => Object.keys(options).length > 0;
  for (const [kind, options] of [
    ['volume', volume],
    ['bind', bind],
    ['tmpfs', tmpfs],
  ] as const) {
    if (isSet(options) && type !== kind) throw new Error(`cannot mix '${kind}-*' options with mount type '${type}'`);
  }
  if (target === '') throw new Error('target is required');
  return {
    Type: type as MountRequest['Type'],
    ...(source === '' ? {} : { Source: source }),
    Target: target,
    ...(readOnly ? { ReadOnly: true } : {}),
    ...(isSet(volume) ? { VolumeOptions: volume } : {}),
    ...(isSet(bind) ? { BindOptions: bind } : {}),
    ...(isSet(tmpfs) ? { TmpfsOptions: tmpfs } : {}),
  };
}
