/** Who started a set-user-ID program: getuid(2). */
import type { ProgramIo } from '../programs/program-io.ts';

export const realUserId = ({ process }: ProgramIo): number => process.realUid ?? process.credentials.uid;
