/** `docker commit --change` and `docker import --change`: Dockerfile lines applied to a config. As moby's builder/dockerfile BuildFromConfig. */
import { normalize } from '../../fs/path.ts';
import { EngineError } from '../engine-error.ts';
import { parseDuration } from '../filters.ts';
import { parseSignal } from '../signals.ts';
import type { ContainerConfig } from '../types.ts';
import type { HealthConfig } from './health-types.ts';
import { execForm, expandWord, splitWords } from './change-words.ts';
import { variableName } from './merge-config.ts';

type Config = ContainerConfig;
type Apply = (config: Config, rest: string, context: { cmdIsSet: boolean }) => Config;

/** Throws EngineError: `FROM is not a valid change command`. */
export function applyChanges(config: Config, changes: readonly string[]): Config {
  if (changes.length === 0) return config;
  const lines = changes
    .join('\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw invalid('file with no instructions');
  const parsed = lines.map((line) => {
    const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    const apply = INSTRUCTIONS.get(word.toUpperCase());
    if (!apply) throw invalid(`${word} is not a valid change command`);
    return { apply, rest, name: word.toUpperCase() };
  });
  const context = { cmdIsSet: false };
  return parsed.reduce((now, { apply, rest, name }) => {
    requireArguments(name, rest);
    return apply(now, rest, context);
  }, config);
}

const EXACTLY_ONE = ['WORKDIR', 'USER', 'STOPSIGNAL'];
const AT_LEAST_ONE = ['ENV', 'LABEL', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'ONBUILD'];

function requireArguments(name: string, rest: string): void {
  if (rest !== '') return;
  if (EXACTLY_ONE.includes(name)) throw invalid(`${name} requires exactly one argument`);
  if (AT_LEAST_ONE.includes(name)) throw invalid(`${name} requires at least one argument`);
}

const INSTRUCTIONS = new Map<string, Apply>([
  ['CMD', applyCommand],
  ['ENTRYPOINT', applyEntrypoint],
  ['ENV', applyEnvironment],
  ['LABEL', (config, rest) => ({ ...config, Labels: { ...config.Labels, ...Object.fromEntries(pairs('LABEL', config, rest)) } })],
  ['EXPOSE', applyExpose],
  ['VOLUME', applyVolume],
  ['USER', (config, rest) => ({ ...config, User: expandWord(rest, variablesOf(config)) })],
  ['WORKDIR', applyWorkingDirectory],
  ['STOPSIGNAL', applyStopSignal],
  ['HEALTHCHECK', (config, rest) => ({ ...config, Healthcheck: healthOf(rest) })],
  ['ONBUILD', applyOnBuild],
]);

function applyCommand(config: Config, rest: string, context: { cmdIsSet: boolean }): Config {
  context.cmdIsSet = true;
  return { ...config, Cmd: commandOf(config, rest) };
}

function commandOf(config: Config, rest: string): readonly string[] {
  return execForm(rest) ?? [...(config.Shell ?? ['/bin/sh', '-c']), ...(rest === '' ? [] : [rest])];
}

/** Without a CMD beside it, the old command is gone. */
function applyEntrypoint(config: Config, rest: string, { cmdIsSet }: { cmdIsSet: boolean }): Config {
  const words = rest === '' ? [] : commandOf(config, rest);
  return { ...config, Entrypoint: words.length > 0 ? words : null, Cmd: cmdIsSet ? (config.Cmd ?? null) : null };
}

/** A variable that is there already keeps its place. */
function applyEnvironment(config: Config, rest: string): Config {
  const entries = [...(config.Env ?? [])];
  for (const [name, value] of pairs('ENV', config, rest)) {
    const index = entries.findIndex((entry) => variableName(entry) === name);
    entries.splice(index < 0 ? entries.length : index, index < 0 ? 0 : 1, `${name}=${value}`);
  }
  return { ...config, Env: entries };
}

/** `name=value …`, or the old form `name the rest`. */
function pairs(instruction: string, config: Config, rest: string): [string, string][] {
  const words = splitWords(rest);
  const variables = variablesOf(config);
  const found = words[0]?.includes('=') ? words.map((word) => pairOf(word)) : [oldPair(instruction, rest)];
  return found.map(([name, value]) => {
    if (name === '') throw invalid(`${instruction} names can not be blank`);
    return [expandWord(name, variables), expandWord(value, variables)];
  });
}

function pairOf(word: string): [string, string] {
  const equals = word.indexOf('=');
  if (equals < 0) throw invalid(`Syntax error - can't find = in "${word}". Must be of the form: name=value`);
  return [word.slice(0, equals), word.slice(equals + 1)];
}

function oldPair(instruction: string, rest: string): [string, string] {
  const [, name, value] = /^(\S+)\s+([\s\S]*)$/.exec(rest) ?? [];
  if (name === undefined || value === undefined) throw invalid(`${instruction} must have two arguments`);
  return [name, value];
}

function applyExpose(config: Config, rest: string): Config {
  const ports: Record<string, Record<string, never>> = { ...config.ExposedPorts };
  for (const word of splitWords(rest).map((text) => expandWord(text, variablesOf(config)))) {
    if (word === '') continue;
    const [, first, last, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(word) ?? [];
    if (first === undefined || Number(first) > 65535) throw invalid(`Invalid containerPort: ${word.split('/')[0]}`);
    for (let port = Number(first); port <= Number(last ?? first); port++) ports[`${port}/${protocol.toLowerCase()}`] = {};
  }
  return { ...config, ExposedPorts: ports };
}

function applyVolume(config: Config, rest: string): Config {
  const volumes: Record<string, Record<string, never>> = { ...config.Volumes };
  for (const word of execForm(rest) ?? splitWords(rest)) {
    const path = expandWord(word, variablesOf(config)).trim();
    if (path === '') throw invalid('VOLUME specified can not be an empty string');
    volumes[path] = {};
  }
  return { ...config, Volumes: volumes };
}

function applyWorkingDirectory(config: Config, rest: string): Config {
  const path = expandWord(rest, variablesOf(config));
  return { ...config, WorkingDir: normalize(path.startsWith('/') ? path : `${config.WorkingDir || '/'}/${path}`) };
}

function applyStopSignal(config: Config, rest: string): Config {
  const StopSignal = expandWord(rest, variablesOf(config));
  parseSignal(StopSignal);
  return { ...config, StopSignal };
}

type HealthNumber = Exclude<keyof HealthConfig, 'Test'>;

const HEALTH_FLAGS = new Map<string, HealthNumber>([
  ['interval', 'Interval'],
  ['timeout', 'Timeout'],
  ['start-period', 'StartPeriod'],
  ['start-interval', 'StartInterval'],
  ['retries', 'Retries'],
]);

function healthOf(text: string): HealthConfig {
  const flags: Partial<Record<HealthNumber, number>> = {};
  let rest = text;
  for (let match = /^--([\w-]+)=(\S+)\s*/.exec(rest); match; match = /^--([\w-]+)=(\S+)\s*/.exec(rest)) {
    const [whole, name = '', value = ''] = match;
    const field = HEALTH_FLAGS.get(name);
    if (!field) throw invalid(`unknown flag: --${name}`);
    flags[field] = field === 'Retries' ? Number(value) : Math.round((parseDuration(value) ?? 0) * 1000);
    rest = rest.slice(whole.length);
  }
  const [, type = '', command = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  if (type.toUpperCase() === 'NONE') return { Test: ['NONE'] };
  if (type.toUpperCase() !== 'CMD') throw invalid(`Unknown type "${type.toUpperCase()}" in HEALTHCHECK (try CMD)`);
  if (command === '') throw invalid('Missing command after HEALTHCHECK CMD');
  const words = execForm(command);
  return { Test: words ? ['CMD', ...words] : ['CMD-SHELL', command], ...flags };
}

function applyOnBuild(config: Config, rest: string): Config {
  const trigger = rest.split(/\s/)[0]?.toUpperCase() ?? '';
  if (trigger === 'ONBUILD') throw invalid("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (trigger === 'FROM' || trigger === 'MAINTAINER') throw invalid(`${trigger} isn't allowed as an ONBUILD trigger`);
  return { ...config, OnBuild: [...(config.OnBuild ?? []), rest] };
}

function variablesOf(config: Config): ReadonlyMap<string, string> {
  return new Map((config.Env ?? []).map((entry) => [variableName(entry), entry.slice(entry.indexOf('=') + 1)]));
}

const invalid = (message: string): EngineError => new EngineError('invalidParameter', message);
