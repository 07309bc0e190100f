/** What this browser and its user are like, asked once or watched. */

export const isMac = /^(Mac|iPhone|iPad)/.test(navigator.platform);
export const wantsStillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
export const isNarrow = window.innerWidth < 500;
/** In somebody else's page we never take the focus by ourselves: it would scroll theirs. */
export const isEmbedded = window.top !== window.self;

const prefersLight = matchMedia('(prefers-color-scheme: light)');

export function systemTheme(): 'light' | 'dark' {
  return prefersLight.matches ? 'light' : 'dark';
}

export function onSystemTheme(listener: () => void): () => void {
  prefersLight.addEventListener('change', listener);
  return () => prefersLight.removeEventListener('change', listener);
}

/** Keeps `--visible-height` at what a soft keyboard leaves, where the browser does not shrink the page itself. */
export function followVisibleHeight(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => {
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty('--visible-height', `${viewport.height}px`);
  };
  viewport.addEventListener('resize', follow);
  follow();
}
