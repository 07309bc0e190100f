import type { Plugin } from 'vite';

export function smallSvelte(): Plugin;
