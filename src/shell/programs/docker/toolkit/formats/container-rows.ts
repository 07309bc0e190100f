/** Rows of docker ps. As docker/cli cli/command/formatter/container.go. */
import type { ContainerSummary } from '../../../../../sim/engine/container/list.ts';
import type { Instant } from '../../../../../sim/fs/types.ts';
import { parse, type RowFormat, rowValue } from '../format.ts';
import { executeTemplate } from '../go-template/execute.ts';
import type { GoValue } from '../go-template/values.ts';
import { goQuote } from '../go-strconv.ts';
import { goTime } from '../go-time.ts';
import { humanDuration, humanSize3 } from '../human.ts';
import { StatusError } from '../status-error.ts';
import { ellipsis, shortId } from '../text.ts';
import { commandLine } from './command-line.ts';
import { containerStatus } from './container-status.ts';
import { displayPorts } from './display-ports.ts';

const TABLE = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

export interface ContainerFormatOptions {
  readonly truncate: boolean;
  /** The table has a column SIZE. */
  readonly size: boolean;
  readonly now: Instant;
}

const COMMAND_COLUMNS = 20;
const MOUNT_COLUMNS = 15;

export function containerFormat({ truncate, size, now }: ContainerFormatOptions): RowFormat<ContainerSummary> {
  return {
    typeName: '*formatter.ContainerContext',
    table: size ? `${TABLE}\t{{.Size}}` : TABLE,
    raw: size ? `${RAW}size: {{.Size}}\n` : RAW,
    fields: {
      ID: { heading: 'CONTAINER ID', value: ({ id }) => (truncate ? shortId(id) : id) },
      Names: { heading: 'NAMES', value: ({ name, linkNames }) => (truncate ? name : [...linkNames, name].join(',')) },
      Image: { heading: 'IMAGE', value: (row) => imageName(row, truncate) },
      Command: {
        heading: 'COMMAND',
        value: ({ command }) => goQuote(truncate ? ellipsis(commandLine(command), COMMAND_COLUMNS) : commandLine(command)),
      },
      CreatedAt: { heading: 'CREATED AT', value: ({ created }) => goTime(Math.floor(created / 1e6) * 1e6) },
      RunningFor: { heading: 'CREATED', value: ({ created }) => `${humanDuration(now - Math.floor(created / 1e6) * 1e6)} ago` },
      Ports: { heading: 'PORTS', value: ({ ports }) => displayPorts(ports) },
      State: { heading: 'STATE', value: ({ state }) => state.status },
      Status: { heading: 'STATUS', value: ({ state, health }) => containerStatus(state, now, health) },
      Size: { heading: 'SIZE', value: sizeText },
      Labels: {
        heading: 'LABELS',
        value: ({ labels }) =>
          Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
      },
      Mounts: { heading: 'MOUNTS', value: (row) => mountNames(row, truncate) },
      LocalVolumes: { heading: 'LOCAL VOLUMES', value: ({ mounts }) => String(mounts.filter(({ type }) => type === 'volume').length) },
      Networks: { heading: 'NETWORKS', value: ({ networks }) => networks.join(',') },
      Platform: { heading: 'PLATFORM', value: () => null },
    },
    methods: { Label: ({ labels }, name) => labels[String(name)] ?? '' },
  };
}

function imageName({ image, imageId }: ContainerSummary, truncate: boolean): string {
  if (!truncate) return image;
  return image.startsWith('sha256:') || shortId(imageId) === shortId(image) ? shortId(imageId) : image;
}

function sizeText({ sizes }: ContainerSummary): string {
  if (!sizes) return '0B';
  return sizes.virtual > 0 ? `${humanSize3(sizes.writable)} (virtual ${humanSize3(sizes.virtual)})` : humanSize3(sizes.writable);
}

function mountNames({ mounts }: ContainerSummary, truncate: boolean): string {
  return mounts
    .map(({ name, source }) => name || source)
    .map((text) => (truncate ? ellipsis(text, MOUNT_COLUMNS) : text))
    .join(',');
}

/** docker ps tries its template before it asks for containers, and has its own words for what is wrong. Throws StatusError. */
export function checkContainerTemplate(format: string): void {
  if (format === '' || format === 'table' || format === 'json' || format === 'raw') return;
  const template = parse(format, 'failed to parse template');
  const { error } = executeTemplate(template, anyContainer());
  if (error) throw new StatusError(`failed to execute template: ${error.message}`);
}

function anyContainer(): GoValue {
  const row: ContainerSummary = {
    ...{
      id: '',
      name: '',
      image: '',
      imageId: '',
      command: [],
      created: 0,
      ports: {},
      labels: {},
      mounts: [],
      networks: [],
      linkNames: [],
      health: undefined,
      sizes: undefined,
    },
    state: { status: 'created', exitCode: 0, error: '' },
  };
  return rowValue(row, containerFormat({ truncate: true, size: false, now: 0 }));
}
