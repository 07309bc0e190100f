/** A Vite plugin: leaves out the table of characters whose width is ambiguous, which a Western terminal shows in one column anyway. */
export function smallWidth() {
  return {
    name: 'small-width',
    apply: 'build',
    transform: {
      filter: { id: /get-east-asian-width\/index\.js$/ },
      handler(code) {
        const small = code.replace('|| (ambiguousAsWide && isAmbiguous(codePoint))', '');
        if (small === code) throw new Error('get-east-asian-width has changed: scripts/small-width.mjs');
        return { code: small, map: null };
      },
    },
  };
}
