/** Runs with every test file: what its machines still do ends with it. */
import { afterAll } from 'vitest';
import { stopMachines } from './node-platform.ts';

afterAll(stopMachines);
