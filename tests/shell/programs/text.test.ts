/** Sessions of the programs that work on text, compared with what the real ones printed: tools/record-programs.mjs made the fixtures. */
import { expectRecorded } from '../../support/recorded-sessions.ts';

await expectRecorded(['awk', 'diff', 'filters', 'grep', 'gzip', 'lines', 'sed', 'tar']);
