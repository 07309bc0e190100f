/** Container names: which are allowed, and made-up ones. As moby's daemon/names.go and internal/namesgenerator. */
import { EngineError } from '../engine-error.ts';
import type { ContainerId, EngineState } from '../types.ts';
import { findByName } from './find.ts';
import { ADJECTIVES, SURNAMES } from './names-data.ts';

const ALLOWED = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const TRIES = 6;

/** The name, without a leading slash, when it is well formed and free. Throws EngineError in the daemon's words; `text` is what it quotes. */
export function reserveName(state: EngineState, text: string): string {
  const name = text.startsWith('/') ? text.slice(1) : text;
  if (!ALLOWED.test(name)) {
    throw new EngineError('invalidParameter', `Invalid container name (${text}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  const owner = findByName(state, name);
  if (!owner) return name;
  throw new EngineError(
    'conflict',
    `Conflict. The container name "/${name}" is already in use by container "${owner.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
}

/** `zealous_fermat`: a free one, with a digit from the second try on; at last the short ID. */
export function generateName(state: EngineState, id: ContainerId, random: () => number): string {
  for (let tries = 0; tries < TRIES; tries++) {
    const name = pair(random) + (tries > 0 ? String(Math.floor(random() * 10)) : '');
    if (!findByName(state, name)) return name;
  }
  return id.slice(0, 12);
}

function pair(random: () => number): string {
  for (;;) {
    const name = `${pick(ADJECTIVES, random)}_${pick(SURNAMES, random)}`;
    if (name !== 'boring_wozniak') return name; // Steve Wozniak is not boring
  }
}

const pick = (words: readonly string[], random: () => number): string => words[Math.floor(random() * words.length)] ?? '';
