/** What the daemon refuses at create and update before it looks at anything else. As moby's daemon/container.go verifyContainerSettings. */
import { normalize } from '../../fs/path.ts';
import { EngineError } from '../engine-error.ts';
import { goQuote } from '../go-text.ts';
import { parseSignal } from '../signals.ts';
import { checkResources } from './validate-resources.ts';
import type { ContainerConfig, HostConfig, RestartPolicy } from '../types.ts';
import type { HealthConfig } from './health-types.ts';

const CAPABILITIES = new Set(
  'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM'.split(
    ' ',
  ),
);

/** The config with its working directory made canonical. Throws EngineError. */
export function checkedConfig(config: ContainerConfig): ContainerConfig {
  if (config.StopSignal) parseSignal(config.StopSignal);
  if (config.Healthcheck) checkHealth(config.Healthcheck);
  for (const entry of config.Env ?? []) if (entry.startsWith('=') || entry === '') throw invalid(`invalid environment variable: ${entry}`);
  if (config.WorkingDir === '' || config.WorkingDir === undefined) return config;
  if (!config.WorkingDir.startsWith('/'))
    throw invalid(`the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`);
  return { ...config, WorkingDir: normalize(config.WorkingDir) };
}

const MILLISECOND = 1e6;

function checkHealth(check: HealthConfig): void {
  for (const field of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const) {
    const nanoseconds = check[field] ?? 0;
    if (nanoseconds !== 0 && nanoseconds < MILLISECOND) throw invalid(`${field} in Healthcheck cannot be less than 1ms`);
  }
  if ((check.Retries ?? 0) < 0) throw invalid('Retries in Healthcheck cannot be negative');
}

/** Throws EngineError. */
export function checkHostConfig(config: HostConfig): void {
  if (config.AutoRemove && !['', 'no'].includes(config.RestartPolicy.Name)) {
    throw invalid("can't create 'AutoRemove' container with restart policy");
  }
  checkRestartPolicy(config.RestartPolicy);
  checkCapabilities('CapAdd', config.CapAdd);
  checkCapabilities('CapDrop', config.CapDrop);
  if (config.IpcMode !== '' && !/^(?:none|private|shareable|host|container:.+)$/.test(config.IpcMode))
    throw invalid(`invalid IPC mode: ${config.IpcMode}`);
  if (config.Isolation !== '' && config.Isolation !== 'default')
    throw invalid(`invalid isolation (${config.Isolation}): linux only supports 'default'`);
  checkResources(config);
  checkSecurity(config.SecurityOpt);
  checkLogOptions(config.LogConfig);
  if (config.OomScoreAdj < -1000 || config.OomScoreAdj > 1000) {
    throw invalid(`Invalid value ${config.OomScoreAdj}, range for oom score adj is [-1000, 1000]`);
  }
  if (config.Runtime !== '' && config.Runtime !== 'runc') throw invalid(`unknown or invalid runtime name: ${config.Runtime}`);
  const driver = config.LogConfig.Type;
  if (!['', 'json-file', 'local', 'none'].includes(driver)) {
    throw new EngineError('system', `error looking up logging plugin ${driver}: plugin "${driver}" not found`);
  }
}

/** Throws EngineError. */
export function checkRestartPolicy({ Name, MaximumRetryCount }: RestartPolicy): void {
  if (!['', 'no', 'always', 'on-failure', 'unless-stopped'].includes(Name)) {
    throw invalid(`invalid restart policy: unknown policy '${Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  }
  if (Name !== 'on-failure' && MaximumRetryCount !== 0) {
    const hint = MaximumRetryCount < 0 ? ' and cannot be negative' : '';
    throw invalid(`invalid restart policy: maximum retry count can only be used with 'on-failure'${hint}`);
  }
  if (MaximumRetryCount < 0) throw invalid('invalid restart policy: maximum retry count cannot be negative');
}

const JSON_FILE_OPTIONS = 'max-file max-size compress labels labels-regex env env-regex tag'.split(' ');

function checkLogOptions({ Type, Config }: HostConfig['LogConfig']): void {
  if (Type !== 'json-file') return;
  const unknown = Object.keys(Config).find((name) => !JSON_FILE_OPTIONS.includes(name));
  if (unknown !== undefined) throw invalid(`unknown log opt '${unknown}' for json-file log driver`);
}

function checkSecurity(options: readonly string[] | null): void {
  for (const option of options ?? []) {
    const name = option.split(/[=:]/, 1)[0] ?? '';
    if (
      option !== 'no-new-privileges' &&
      option !== 'disable' &&
      !['label', 'apparmor', 'seccomp', 'no-new-privileges', 'writable-cgroups'].includes(name)
    )
      throw invalid(`invalid --security-opt 2: ${goQuote(option)}`);
  }
}

function checkCapabilities(field: string, names: readonly string[] | null): void {
  for (const name of names ?? []) {
    const known = name.toUpperCase().replace(/^CAP_/, '');
    if (!CAPABILITIES.has(known)) throw invalid(`invalid ${field}: unknown capability: "CAP_${known}"`);
  }
}

const invalid = (message: string): EngineError => new EngineError('invalidParameter', message);
