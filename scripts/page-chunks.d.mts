import type { Rolldown } from 'vite';

export function pageChunks(root: string, entry: string): Rolldown.CodeSplittingOptions;
