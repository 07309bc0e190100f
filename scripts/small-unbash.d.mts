import type { Plugin } from 'vite';

export function smallUnbash(): Plugin;
