/** The environment of a container's processes. As moby's container.CreateDaemonEnvironment, and runc for HOME. */
import type { ByteString } from '../../fs/bytes.ts';
import type { ContainerConfig } from '../types.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface EnvironmentOptions {
  readonly tty: boolean;
  readonly home: ByteString;
  /** What linked containers tell. */
  readonly links?: readonly string[];
  /** docker exec -e. */
  readonly more?: readonly string[] | undefined;
}

/** Name → value in the order in which the process gets them. */
export function environmentOf(
  config: ContainerConfig,
  { tty, home, links = [], more = [] }: EnvironmentOptions,
): Map<ByteString, ByteString> {
  const environment = new Map<ByteString, ByteString>([
    ['PATH', DEFAULT_PATH],
    ['HOSTNAME', config.Domainname ? `${config.Hostname}.${config.Domainname}` : config.Hostname],
  ]);
  if (tty) environment.set('TERM', 'xterm');
  for (const entry of [...links, ...(config.Env ?? []), ...more]) {
    const equals = entry.indexOf('=');
    if (equals < 0)
      environment.delete(entry); // a name alone takes the variable away
    else environment.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  if (!environment.has('HOME')) environment.set('HOME', home);
  return environment;
}
