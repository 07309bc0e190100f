/** Rows of docker images: one for each tag, or for each digest. As docker/cli cli/command/formatter/image.go. */
import type { ImageSummary } from '../../../../../sim/engine/image/list.ts';
import type { Instant } from '../../../../../sim/fs/types.ts';
import type { RowFormat } from '../format.ts';
import { goTime } from '../go-time.ts';
import { humanDuration, humanSize3 } from '../human.ts';
import { shortId } from '../text.ts';

export interface ImageRow {
  readonly image: ImageSummary;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const NONE = '<none>';

/** `withDigests`: a tag whose repository has digests gets a row for each of them. */
export function imageRows(images: readonly ImageSummary[], withDigests: boolean): readonly ImageRow[] {
  return images.flatMap((image): ImageRow[] => {
    const row = (repository: string, tag: string, digest: string): ImageRow => ({ image, repository, tag, digest });
    if (image.tags.length === 0 && image.digests.length === 0) return [row(NONE, NONE, NONE)];
    const digests = image.digests.map((text) => splitAt(text, text.indexOf('@')));
    const tags = image.tags.map((text) => splitAt(text, text.lastIndexOf(':')));
    const tagged = tags.flatMap(([repository, tag]) => {
      const own = withDigests ? digests.filter(([name]) => name === repository) : [];
      return own.length === 0 ? [row(repository, tag, NONE)] : own.map(([, digest]) => row(repository, tag, digest));
    });
    const rest = digests.filter(([name]) => !tags.some(([repository]) => repository === name));
    return [...tagged, ...rest.map(([repository, digest]) => row(repository, NONE, withDigests ? digest : NONE))];
  });
}

const splitAt = (text: string, at: number): readonly [string, string] => [text.slice(0, at), text.slice(at + 1)];

const created = '{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}';
const TABLE = `table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t${created}\t{{.Size}}`;
const DIGEST_TABLE = `table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t${created}\t{{.Size}}`;
const RAW = 'repository: {{.Repository}}\ntag: {{.Tag}}\nimage_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n';

export interface ImageFormatOptions {
  readonly truncate: boolean;
  readonly digests: boolean;
  readonly now: Instant;
}

export function imageFormat({ truncate, digests, now }: ImageFormatOptions): RowFormat<ImageRow> {
  return {
    typeName: '*formatter.imageContext',
    table: digests ? DIGEST_TABLE : TABLE,
    raw: RAW,
    fields: {
      ID: { heading: 'IMAGE ID', value: ({ image }) => (truncate ? shortId(image.id) : image.id) },
      Repository: { heading: 'REPOSITORY', value: (row) => row.repository },
      Tag: { heading: 'TAG', value: (row) => row.tag },
      Digest: { heading: 'DIGEST', value: (row) => row.digest },
      CreatedSince: { heading: 'CREATED', value: ({ image }) => (image.created <= 0 ? '' : `${humanDuration(now - image.created)} ago`) },
      CreatedAt: { heading: 'CREATED AT', value: ({ image }) => goTime(Math.floor(image.created / 1e6) * 1e6) },
      Size: { heading: 'SIZE', value: ({ image }) => humanSize3(image.size) },
      Containers: { heading: 'CONTAINERS', value: ({ image }) => String(image.containers) },
      VirtualSize: { heading: 'SIZE', value: ({ image }) => humanSize3(image.size) },
      SharedSize: { heading: 'SHARED SIZE', value: () => 'N/A' },
      UniqueSize: { heading: 'UNIQUE SIZE', value: () => 'N/A' },
    },
  };
}
