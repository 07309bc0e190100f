/** A Vite plugin: shortens the names that xterm keeps to itself, which its own build leaves long. 77 KB gzipped become 72. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifySync } from 'vite';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** What addon-fit reaches into, and what browsers have that TypeScript's libraries do not name. */
const reserved = ['_core', '_renderService', '_terminal', 'super', 'wheelDelta', 'wheelDeltaX', 'wheelDeltaY'];
/** What xterm's borrowed code asks of surroundings that are none of ours: left as it is. */
const foreign = /^vscode|^(?:electron|userLocale|osLocale|resolvedLanguage|languagePack|translationsConfigFile)$/;

/**
 * A name is xterm's own when neither the web platform has it (TypeScript's libraries), nor its typings, nor addon-fit, nor any plain string of
 * its code. Safe because all of xterm is this one file, and the end-to-end tests use it.
 */
export function smallXterm() {
  return {
    name: 'small-xterm',
    apply: 'build',
    transform: {
      filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
      handler(code, id) {
        if (/["'`]_[a-zA-Z]+["'`]/.test(code)) throw new Error('xterm names a private property in a string: it can no longer be shortened');
        const include = new RegExp(`^(?:_[a-zA-Z]\\w*|${ownNames(code).join('|')})$`);
        const small = minifySync(id, code, { module: true, compress: true, mangle: true, mangleProps: { include, reserved } });
        if (small.errors.length > 0) throw new Error(small.errors[0].message);
        return { code: small.code, map: null };
      },
    },
  };
}

/** Properties and methods of four letters and more that nobody else can know. */
function ownNames(code) {
  const known = new Set(reserved);
  const learn = (text) => {
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) known.add(word);
  };
  const libraries = join(modules, 'typescript/lib');
  for (const name of readdirSync(libraries)) if (/^lib\.(?:dom|es)/.test(name)) learn(readFileSync(join(libraries, name), 'utf8'));
  learn(readFileSync(join(modules, '@xterm/xterm/typings/xterm.d.ts'), 'utf8'));
  learn(readFileSync(join(modules, '@xterm/addon-fit/lib/addon-fit.mjs'), 'utf8'));
  for (const [, text] of code.matchAll(/["'`]([\w .:-]{1,60})["'`]/g)) learn(text);
  const used = new Set([...code.matchAll(/(?:\.|[{,;}]\s*(?:get |set |async )?)([a-z]\w{3,})\b/g)].map(([, name]) => name));
  return [...used].filter((name) => !known.has(name) && !foreign.test(name));
}
