/** A Vite plugin: leaves out of Svelte's runtime what nothing here uses and what costs the page's start. */
export function smallSvelte() {
  return {
    name: 'small-svelte',
    apply: 'build',
    /** Custom elements, and the Svelte 4 components behind them. */
    load: {
      filter: { id: /svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/ },
      handler: () =>
        "export function create_custom_element() { throw new Error('custom elements are left out: scripts/small-svelte.mjs'); }",
    },
    /** An Error that is made while the script is first run: its stack makes the engine parse the whole script a second time. */
    transform: {
      filter: { id: /svelte\/src\/internal\/client\/constants\.js$/ },
      handler(code) {
        const small = code.replace('class StaleReactionError extends Error', 'class StaleReactionError');
        if (small === code) throw new Error('Svelte no longer makes its StaleReactionError at once: scripts/small-svelte.mjs');
        return { code: small, map: null };
      },
    },
  };
}
