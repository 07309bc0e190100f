/**
 * A Vite plugin: asks the browser to compile all functions of a chunk while it comes in, off the main thread, as nearly all of the first load
 * runs before the first prompt. As V8's explicit compile hints (v8.dev/blog/explicit-compile-hints); others take it for a comment.
 */
export function compileAhead(chunk) {
  return {
    name: 'compile-ahead',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle))
          if (output.type === 'chunk' && output.name === chunk) output.code = `//# allFunctionsCalledOnLoad\n${output.code}`;
      },
    },
  };
}
