/** docker image history, docker history: the rows that an image was made by. As docker/cli cli/command/image/history.go. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import type { Instant } from '../../../../sim/fs/types.ts';
import { imageHistory, type HistoryRow } from '../../../../sim/engine/image/history.ts';
import { rfc3339 } from '../../../../sim/engine/go-text.ts';
import { images } from '../toolkit/candidates.ts';
import { formatRows, type RowFormat } from '../toolkit/format.ts';
import { humanDuration, humanSize3 } from '../toolkit/human.ts';
import { ellipsis, shortId } from '../toolkit/text.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string, tableFormat } from '../toolkit/flags.ts';

/** docker shows nothing that claims to be older: reproducible builds say 1970. */
const OLDEST_SHOWN = Date.UTC(2000, 0, 1) * 1000;

interface Shown {
  readonly human: boolean;
  readonly truncate: boolean;
  readonly now: Instant;
}

const TABLE = 'table {{.ID}}\t{{if .CreatedSince}}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}';

function historyFormat({ human, truncate, now }: Shown): RowFormat<HistoryRow> {
  const createdAt = ({ created }: HistoryRow): string => (created === undefined ? '' : rfc3339(Math.floor(created / 1e6) * 1e6));
  const since = ({ created }: HistoryRow): string =>
    created === undefined || created <= OLDEST_SHOWN ? '' : `${humanDuration(now - created)} ago`;
  return {
    typeName: '*image.historyContext',
    table: TABLE,
    fields: {
      ID: { heading: 'IMAGE', value: (row) => (truncate ? (row.id.startsWith('<') ? row.id : shortId(row.id)) : row.id) },
      CreatedAt: { heading: 'CREATED AT', value: createdAt },
      CreatedSince: { heading: human ? 'CREATED' : 'CREATED AT', value: (row) => (human ? since(row) : createdAt(row)) },
      CreatedBy: { heading: 'CREATED BY', value: (row) => createdBy(row, truncate) },
      Size: { heading: 'SIZE', value: (row) => (human ? humanSize3(row.size) : String(row.size)) },
      Comment: { heading: 'COMMENT', value: (row) => row.comment },
    },
  };
}

export default defineCommand({
  paths: ['image history', 'history'],
  usage: '[OPTIONS] IMAGE',
  summary: 'Show the history of an image',
  arguments: exactly(1),
  complete: [images],
  flags: {
    format: tableFormat(),
    human: bool('Print sizes and dates in human readable format', 'H', true),
    'no-trunc': bool("Don't truncate output"),
    platform: string('Show history for the given platform. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")'),
    quiet: bool('Only show image IDs', 'q'),
  },
  run: async (context) => {
    const { flags } = context;
    const engine = context.engine(`Get /images/${context.arguments[0]}/history`);
    if (context.arguments[0] === '') throw new EngineError('notFound', 'page not found');
    const rows = imageHistory(engine.state, context.arguments[0] ?? '');
    const shape = historyFormat({ human: flags.human, truncate: !flags['no-trunc'], now: engine.now() });
    await context.out(formatRows(rows, shape, { format: flags.format, quiet: flags.quiet ? '{{.ID}}' : undefined }));
  },
});

const CREATED_BY_COLUMNS = 45;

function createdBy({ createdBy }: HistoryRow, truncate: boolean): string {
  const text = createdBy.replaceAll('\t', ' ');
  return truncate ? ellipsis(text, CREATED_BY_COLUMNS) : text;
}
