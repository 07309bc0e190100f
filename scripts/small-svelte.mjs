/** A Vite plugin: leaves out Svelte's custom elements and the Svelte 4 components behind them, which its runtime always brings and nothing here uses. */
export function smallSvelte() {
  return {
    name: 'small-svelte',
    apply: 'build',
    load: {
      filter: { id: /svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/ },
      handler: () =>
        "export function create_custom_element() { throw new Error('custom elements are left out: scripts/small-svelte.mjs'); }",
    },
  };
}
