/** A pattern that cannot be compiled; the message is glibc's (regerror(3)). */

export class RegexError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'RegexError';
  }
}
