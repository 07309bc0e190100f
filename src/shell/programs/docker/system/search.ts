/** docker search: the Hub's catalogue cannot be searched here. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter, int, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['search'],
  usage: '[OPTIONS] TERM',
  summary: 'Search Docker Hub for images',
  arguments: exactly(1),
  flags: {
    filter: filter('Filter output based on conditions provided', 'f'),
    format: string('Pretty-print search using a Go template'),
    limit: int('Max number of search results'),
    'no-trunc': bool("Don't truncate output"),
  },
  run: async (context) => {
    const {
      flags,
      arguments: [term],
    } = context;
    if (flags.limit < 0 || flags.limit > 100)
      throw new EngineError('invalidParameter', `limit ${flags.limit} is outside the range of [1, 100]`);
    await context.err(`drydock: docker search ${term} is not simulated; docker pull ${term} says whether it is there\n`);
    return 1;
  },
});
