/** Mounts the page over whatever boots a host: the real one, or a test's. */
import { mount } from 'svelte';
import App from './App.svelte';
import type { Booted } from './browser/boot.ts';
import { followVisibleHeight, isNarrow } from './browser/environment.ts';
import { createSettings } from './settings.svelte.ts';

/** What tests and bug reports may ask of the running page, as `drydock` on the window. */
export interface PageProbe {
  /** All lines of a terminal, also those that have scrolled away. */
  screenText(number: number): string;
  /** Whether the terminal waits for a key. */
  awaitsInput(number: number): boolean;
}

export function mountPage(boot: () => Promise<Booted>): void {
  followVisibleHeight();
  const target = document.getElementById('drydock') ?? document.body;
  const page = mount(App, { target, props: { boot, settings: createSettings(isNarrow) } });
  const probe: PageProbe = { screenText: page.screenText, awaitsInput: page.awaitsInput };
  Object.assign(window, { drydock: probe });
}
