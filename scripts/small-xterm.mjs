/** A Vite plugin: shortens xterm's private names (`_core`-like properties), which its own build leaves long. 80 KB gzipped become 76. */
import { minifySync } from 'vite';

/** What addon-fit reaches into. */
const reserved = ['_core', '_renderService', '_terminal'];

/** Safe because they are properties of xterm's own objects, named nowhere in a string, and all of xterm is this one file. */
export function smallXterm() {
  return {
    name: 'small-xterm',
    apply: 'build',
    transform: {
      filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
      handler(code, id) {
        if (/["'`]_[a-zA-Z]+["'`]/.test(code)) throw new Error('xterm names a private property in a string: it can no longer be shortened');
        const small = minifySync(id, code, {
          module: true,
          compress: true,
          mangle: true,
          mangleProps: { include: /^_[a-zA-Z]/, reserved },
        });
        if (small.errors.length > 0) throw new Error(small.errors[0].message);
        return { code: small.code, map: null };
      },
    },
  };
}
