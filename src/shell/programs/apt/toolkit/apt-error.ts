/** What apt cannot do: its messages, each with its letter, and exit status 100. As apt-pkg/contrib/error.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';

export interface AptMessage {
  /** Error, warning, notice; or what is not simulated. */
  readonly kind: 'E' | 'W' | 'N' | 'drydock';
  readonly text: ByteString;
}

/** Thrown where found, printed once by the program's frame. */
export class AptError extends Error {
  readonly messages: readonly AptMessage[];
  readonly status: number;

  constructor(messages: readonly AptMessage[] | ByteString, status = 100) {
    const list = typeof messages === 'string' ? [{ kind: 'E', text: messages } as const] : messages;
    super(list.map(({ text }) => text).join('; '));
    this.name = 'AptError';
    this.messages = list;
    this.status = status;
  }
}

export const errors = (...texts: readonly ByteString[]): AptMessage[] => texts.map((text) => ({ kind: 'E', text }));
