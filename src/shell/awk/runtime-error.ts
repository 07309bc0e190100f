/** What ends an awk program before its time. */

/** Ends at once with a message after `awk: `, status 2. */
export class AwkExit extends Error {}

/** `run time error: …`, followed by where the input stood; status 2. */
export class AwkRunTimeError extends Error {}
