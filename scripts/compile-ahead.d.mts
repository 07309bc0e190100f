import type { Plugin } from 'vite';

export function compileAhead(chunk: string): Plugin;
