import type { Plugin } from 'vite';

export function smallXterm(): Plugin;
