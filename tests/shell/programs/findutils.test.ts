/** Sessions of find and xargs, compared with what the real ones printed. */
import { expectRecorded } from '../../support/recorded-sessions.ts';

await expectRecorded(['findutils']);
