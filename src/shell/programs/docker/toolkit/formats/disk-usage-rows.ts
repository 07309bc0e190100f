/** The four rows of docker system df. As docker/cli cli/command/formatter/disk_usage.go. */
import type { DiskUsage } from '../../../../../sim/engine/system/disk-usage.ts';
import type { RowFormat } from '../format.ts';
import { humanSize } from '../human.ts';

interface UsageRow {
  readonly type: string;
  readonly total: number;
  readonly active: number;
  /** Bytes. */
  readonly size: number;
  readonly reclaimable: number;
}

export const DISK_USAGE_FORMAT: RowFormat<UsageRow> = {
  typeName: '*formatter.diskUsageImagesContext',
  table: 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}',
  raw: 'type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n',
  fields: {
    Type: { heading: 'TYPE', value: ({ type }) => type },
    TotalCount: { heading: 'TOTAL', value: ({ total }) => String(total) },
    Active: { heading: 'ACTIVE', value: ({ active }) => String(active) },
    Size: { heading: 'SIZE', value: ({ size }) => humanSize(size) },
    Reclaimable: { heading: 'RECLAIMABLE', value: ({ size, reclaimable }) => share(reclaimable, size) },
  },
};

const share = (part: number, whole: number): string =>
  whole > 0 ? `${humanSize(part)} (${Math.trunc((part * 100) / whole)}%)` : humanSize(part);

export function diskUsageRows({ layersSize, images, containers, volumes }: DiskUsage): readonly UsageRow[] {
  const usedImages = images.filter((image) => image.containers > 0);
  const usedBytes = usedImages.reduce((sum, { size, sharedSize }) => sum + size - sharedSize, 0);
  const sizes = (rows: readonly { readonly size: number }[]): number => rows.reduce((sum, { size }) => sum + size, 0);
  const row = (type: string, total: number, active: number, size: number, reclaimable: number): UsageRow => ({
    type,
    total,
    active,
    size,
    reclaimable,
  });
  const idle = containers.filter(({ running }) => !running);
  const unlinked = volumes.filter(({ links }) => links === 0);
  return [
    row('Images', images.length, usedImages.length, layersSize, layersSize - usedBytes),
    row('Containers', containers.length, containers.length - idle.length, sizes(containers), sizes(idle)),
    row('Local Volumes', volumes.length, volumes.length - unlinked.length, sizes(volumes), sizes(unlinked)),
    row('Build Cache', 0, 0, 0, 0),
  ];
}
