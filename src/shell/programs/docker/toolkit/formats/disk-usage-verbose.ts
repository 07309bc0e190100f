/** docker system df -v: one table a kind. As docker/cli cli/command/formatter/disk_usage.go verboseWrite. */
import type { DiskUsage } from '../../../../../sim/engine/system/disk-usage.ts';
import type { Instant } from '../../../../../sim/fs/types.ts';
import { goQuote } from '../go-strconv.ts';
import { humanDuration, humanSize } from '../human.ts';
import { alignTable } from '../table.ts';
import { ellipsis, shortId } from '../text.ts';
import { commandLine } from './command-line.ts';
import { containerStatus } from './container-status.ts';

const COMMAND_COLUMNS = 20;

/** `tagOf`: an image's first name, `ubuntu:latest`; undefined for a dangling one. */
export function verboseDiskUsage(
  { images, containers, volumes }: DiskUsage,
  tagOf: (id: string) => string | undefined,
  now: Instant,
): string {
  const imageRows = images.map(({ image, size, sharedSize, containers: users }) => [
    ...splitTag(tagOf(image.id)),
    shortId(image.id),
    `${humanDuration(now - image.created)} ago`,
    humanSize(size),
    humanSize(sharedSize),
    humanSize(size - sharedSize),
    String(users),
  ]);
  const containerRows = containers.map(({ container, size }) => [
    shortId(container.id),
    container.config.Image,
    goQuote(ellipsis(commandLine([container.path, ...container.args]), COMMAND_COLUMNS)),
    String(container.mounts.filter(({ type }) => type === 'volume').length),
    humanSize(size),
    `${humanDuration(now - container.created)} ago`,
    containerStatus(container.state, now, container.health),
    container.name,
  ]);
  const volumeRows = volumes.map(({ volume, links, size }) => [volume.name, String(links), humanSize(size)]);
  return [
    section(
      'Images space usage:',
      ['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE', 'SHARED SIZE', 'UNIQUE SIZE', 'CONTAINERS'],
      imageRows,
    ),
    section(
      'Containers space usage:',
      ['CONTAINER ID', 'IMAGE', 'COMMAND', 'LOCAL VOLUMES', 'SIZE', 'CREATED', 'STATUS', 'NAMES'],
      containerRows,
    ),
    section('Local Volumes space usage:', ['VOLUME NAME', 'LINKS', 'SIZE'], volumeRows),
    section('Build cache usage: 0B', ['CACHE ID', 'CACHE TYPE', 'SIZE', 'CREATED', 'LAST USED', 'USAGE', 'SHARED'], []),
  ].join('\n');
}

function section(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = alignTable([headings, ...rows].map((cells) => cells.join('\t')));
  return `${title}\n\n${lines.map((line) => `${line}\n`).join('')}`;
}

function splitTag(name = '<none>:<none>'): readonly [string, string] {
  const colon = name.lastIndexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}
