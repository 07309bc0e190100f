/** A Vite plugin: takes in the shell's parser as one module whose methods have short names, without its trees of arithmetic. 26 KB gzipped become 22. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, minifySync } from 'vite';

const folder = fileURLToPath(new URL('../node_modules/unbash/dist/', import.meta.url));

const builtIn = [{}, [], '', new Map(), new Set(), /x/].map(Object);

/** The shell reads arithmetic as text (src/shell/bash/expand/arithmetic-parser.ts): the parser makes its own tree only when asked, and is not. */
const withoutArithmetic = {
  name: 'without-arithmetic',
  load: {
    filter: { id: /unbash\/dist\/arithmetic-parts\.js$/ },
    handler: () =>
      "export function parseArithmeticWithParts() { throw new Error('trees of arithmetic are left out: scripts/small-unbash.mjs'); }",
  },
};

/** Only methods of its lexer and parser, and fields with a leading underscore, and no error texts (the shell has its own): no name of its syntax tree, which the shell reads. */
export function smallUnbash() {
  return {
    name: 'small-unbash',
    apply: 'build',
    load: {
      filter: { id: /unbash\/dist\/parser\.js$/ },
      async handler(id) {
        const lib = { entry: id, formats: ['es'], fileName: 'unbash' };
        const [{ output }] = await build({
          configFile: false,
          plugins: [withoutArithmetic],
          logLevel: 'error',
          build: { lib, minify: false, write: false },
        });
        const [{ code }] = output;
        const types = new Set(readFileSync(`${folder}types.d.ts`, 'utf8').match(/[A-Za-z_]\w*/g));
        const methods = [...code.matchAll(/^\t(?:static )?([a-z]\w{4,})\(.*\) \{$/gm), ...code.matchAll(/\b(_[a-zA-Z]\w*)/g)].map(
          ([, name]) => name,
        );
        const own = [...new Set(methods)].filter(
          (name) => !types.has(name) && !builtIn.some((each) => name in each) && !/^(?:while|switch|return|super)$/.test(name),
        );
        const small = minifySync(id, code.replace(/message: "[^"]*"/g, 'message: ""'), {
          module: true,
          compress: true,
          mangle: true,
          mangleProps: { include: new RegExp(`^(?:${own.join('|')})$`) },
        });
        if (small.errors.length > 0) throw new Error(small.errors[0].message);
        return { code: small.code, map: null };
      },
    },
  };
}
