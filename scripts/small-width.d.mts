import type { Plugin } from 'vite';

export function smallWidth(): Plugin;
