/** A command line that a program cannot accept. Thrown where found, printed once by the program's frame. */

export class UsageError extends Error {
  /** Printed after `NAME: `, without a newline; empty: only the hint. */
  readonly text: string;
  /** Whether `Try 'NAME --help' for more information.` follows. */
  readonly hint: boolean;
  /** Overrides the program's usual status for a usage error. */
  readonly status: number | undefined;

  constructor(text: string, options: { readonly hint?: boolean; readonly status?: number } = {}) {
    super(text);
    this.name = 'UsageError';
    this.text = text;
    this.hint = options.hint ?? true;
    this.status = options.status;
  }
}
