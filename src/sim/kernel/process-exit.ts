/** What every system call of a dead process throws, so that its program unwinds. Programs let it pass. */

export class ProcessExit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`process ended with status ${status}`);
    this.name = 'ProcessExit';
    this.status = status;
  }
}
