/** How a docker command fails: a message as it is to be printed, and the exit status. As docker/cli cli.StatusError. */

export class StatusError extends Error {
  readonly status: number;

  /** An empty message prints nothing (the status of what ran in a container). */
  constructor(message: string, status = 1) {
    super(message);
    this.name = 'StatusError';
    this.status = status;
  }
}
