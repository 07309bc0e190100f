/** The daemon's refusals, in its own words. The client adds `Error response from daemon: `. As moby's errdefs. */

/** What HTTP status moby gives: 404, 409, 400, 500, 403, 501, 401. */
export type EngineErrorKind = 'notFound' | 'conflict' | 'invalidParameter' | 'system' | 'forbidden' | 'notImplemented' | 'unauthorized';

/** `message` is what the daemon says, without any prefix. */
export class EngineError extends Error {
  readonly kind: EngineErrorKind;

  constructor(kind: EngineErrorKind, message: string) {
    super(message);
    this.name = 'EngineError';
    this.kind = kind;
  }
}
