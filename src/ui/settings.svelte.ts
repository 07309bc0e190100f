/** What the learner chose of the page's looks, kept in this browser where it lets us. */
import { readKept, writeKept } from './browser/kept.ts';

export type Theme = 'system' | 'light' | 'dark';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
const fontSizes = { least: 8, most: 28 };

export interface Settings {
  theme: Theme;
  fontSize: number;
}

/** Reactive; writing a property keeps it. */
export function createSettings(narrow: boolean): Settings {
  const kept = readKept<Partial<Settings>>('drydock:settings') ?? {};
  let theme = $state<Theme>(themes.find((known) => known === kept.theme) ?? 'system');
  let fontSize = $state(clamp(kept.fontSize ?? (narrow ? 12 : 14)));
  const keep = () => writeKept('drydock:settings', { theme, fontSize });
  return {
    get theme() {
      return theme;
    },
    set theme(chosen) {
      theme = chosen;
      keep();
    },
    get fontSize() {
      return fontSize;
    },
    set fontSize(chosen) {
      fontSize = clamp(chosen);
      keep();
    },
  };
}

function clamp(size: number): number {
  return Number.isFinite(size) ? Math.min(fontSizes.most, Math.max(fontSizes.least, Math.round(size))) : 14;
}
