/** What a docker command gets: its arguments and flags, its process's streams, and the daemon behind the socket. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Engine } from '../../../../sim/engine/engine.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import type { MaybePromise, Process } from '../../../../sim/kernel/types.ts';
import type { Flags, FlagValues } from './flags.ts';
import { StatusError } from './status-error.ts';

/** Flags before the command: `docker -H … ps`. */
export interface GlobalOptions {
  readonly host: string;
  readonly context: string;
  readonly debug: boolean;
}

export interface CommandContext<F extends Flags = Flags> {
  /** Without `docker `, as typed and made canonical: `container ls`, `ps`. */
  readonly path: string;
  readonly arguments: readonly ByteString[];
  readonly flags: FlagValues<F>;
  /** Names of the flags that were given. */
  readonly changed: ReadonlySet<string>;
  readonly process: Process;
  readonly global: GlobalOptions;
  /** Standard output and error, unbuffered as Go's. Await them: they wait when a pipe is full. */
  out(text: ByteString | Uint8Array): MaybePromise<void>;
  err(text: ByteString | Uint8Array): MaybePromise<void>;
  /**
   * The daemon. `request` is what the real client would send first, for the error when it cannot be reached: `Get /containers/json`.
   * Throws StatusError when the socket is missing, closed or forbidden.
   */
  engine(request?: string): Engine;
}

/** The daemon cannot be reached. */
export class ConnectionError extends StatusError {}

const DEFAULT_SOCKET = '/var/run/docker.sock';

/** Connects to the socket that -H, DOCKER_HOST or the default context names. */
export function connectEngine(process: Process, global: GlobalOptions, request: string): Engine {
  const address = hostAddress(process, global);
  try {
    return process.connect(address) as Engine;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new ConnectionError(unreachable(address, request, error));
  }
}

/** `unix:/var/run/docker.sock`, as Process.connect wants it. */
function hostAddress(process: Process, global: GlobalOptions): string {
  const named = global.host || process.environment.get('DOCKER_HOST') || `unix://${DEFAULT_SOCKET}`;
  return named.replace(/^unix:\/\//, 'unix:').replace(/^unix:\/run\/docker\.sock$/, `unix:${DEFAULT_SOCKET}`);
}

const SOCKET = /^unix:(.*)$/;

/** As docker/cli of 28 with client/errors.go: what is said when nobody answers. */
function unreachable(address: string, request: string, error: FsError): string {
  const path = SOCKET.exec(address)?.[1];
  if (path === undefined) return `Cannot connect to the Docker daemon at ${address}. Is the docker daemon running?`;
  if (error.errno !== 'EACCES') return `Cannot connect to the Docker daemon at unix://${path}. Is the docker daemon running?`;
  const [method, route = ''] = request.split(' ');
  const version = route === '/_ping' ? '' : '/v1.51';
  const url = `http://${path.replaceAll('/', '%2F')}${version}${route}`;
  return `permission denied while trying to connect to the Docker daemon socket at unix://${path}: ${method} "${url}": dial unix ${path}: connect: permission denied`;
}
