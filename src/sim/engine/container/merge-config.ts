/** What a container's config takes over from its image; a commit's from its container. As moby's daemon/commit.go merge. */
import type { RunConfig, StringMap, StringSet } from '../types.ts';
import type { HealthConfig } from './health-types.ts';

/** `own` with all that it leaves open filled in from `base`. */
export function mergeConfig<Config extends RunConfig>(own: Config, base: RunConfig): Config {
  const hasCommand = (own.Entrypoint?.length ?? 0) > 0 || (own.Cmd?.length ?? 0) > 0;
  const entrypoint = (own.Entrypoint?.length ?? 0) > 0 || own.Entrypoint != null ? own.Entrypoint : base.Entrypoint;
  return ordered<Config>({
    ...own,
    User: own.User || base.User || '',
    ExposedPorts: mergeSet(own.ExposedPorts, base.ExposedPorts),
    Env: mergeEnvironment(own.Env, base.Env),
    Labels: { ...base.Labels, ...own.Labels } satisfies StringMap,
    Cmd: (hasCommand ? own.Cmd : base.Cmd) ?? null,
    Entrypoint: entrypoint ?? null,
    Healthcheck: withoutZeros(mergeHealth(own.Healthcheck, base.Healthcheck)),
    WorkingDir: own.WorkingDir || base.WorkingDir || '',
    Volumes: mergeSet(own.Volumes, base.Volumes) ?? null,
    StopSignal: own.StopSignal || base.StopSignal,
  } as Config);
}

/** `own` keeps its order, and what is new in `base` comes after it. */
function mergeEnvironment(own: readonly string[] | null | undefined, base: readonly string[] | null | undefined): readonly string[] | null {
  if (!own || own.length === 0) return base ?? null;
  const names = new Set(own.map(variableName));
  return [...own, ...(base ?? []).filter((entry) => !names.has(variableName(entry)))];
}

export const variableName = (entry: string): string => entry.split('=', 1)[0] ?? '';

function mergeSet(own: StringSet | null | undefined, base: StringSet | null | undefined): StringSet | undefined {
  const merged = { ...base, ...own };
  return Object.keys(merged).length > 0 ? merged : undefined;
}

function mergeHealth(own: HealthConfig | undefined, base: HealthConfig | undefined): HealthConfig | undefined {
  return own && base ? { ...base, ...withoutZeros(own) } : (own ?? base);
}

/** All fields are omitempty. */
function withoutZeros(health: HealthConfig | undefined): HealthConfig | undefined {
  const isSet = ([, value]: [string, unknown]): boolean =>
    value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0);
  return health && Object.fromEntries(Object.entries(health).filter(isSet));
}

/** The fields of Go's container.Config in its order; those marked omitempty only when they are set. */
const FIELDS: readonly (readonly [string, 'always' | 'omitempty'])[] = [
  ['Hostname', 'always'],
  ['Domainname', 'always'],
  ['User', 'always'],
  ['AttachStdin', 'always'],
  ['AttachStdout', 'always'],
  ['AttachStderr', 'always'],
  ['ExposedPorts', 'omitempty'],
  ['Tty', 'always'],
  ['OpenStdin', 'always'],
  ['StdinOnce', 'always'],
  ['Env', 'always'],
  ['Cmd', 'always'],
  ['Healthcheck', 'omitempty'],
  ['ArgsEscaped', 'omitempty'],
  ['Image', 'always'],
  ['Volumes', 'always'],
  ['WorkingDir', 'always'],
  ['Entrypoint', 'always'],
  ['NetworkDisabled', 'omitempty'],
  ['OnBuild', 'always'],
  ['Labels', 'always'],
  ['StopSignal', 'omitempty'],
  ['StopTimeout', 'omitempty'],
  ['Shell', 'omitempty'],
];

/** A config with its fields in Go's order, as inspect prints it and as an image's ID is computed from it. */
export function ordered<Config extends RunConfig>(config: { readonly [Key in keyof Config]?: Config[Key] | undefined }): Config {
  const given = config as Readonly<Record<string, unknown>>;
  const fields: [string, unknown][] = [];
  for (const [name, presence] of FIELDS) {
    const value = given[name];
    if (value === undefined || (presence === 'omitempty' && isZero(value))) continue;
    fields.push([name, name === 'Labels' || name === 'ExposedPorts' || name === 'Volumes' ? sorted(value) : value]);
  }
  return Object.fromEntries(fields) as unknown as Config;
}

const isZero = (value: unknown): boolean =>
  value === null || value === '' || value === false || (typeof value === 'object' && Object.keys(value).length === 0);

/** Go prints maps by key. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
