/** `docker trust …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { anyNumber, atLeast, atMost, exactly } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, list, string } from '../flags.ts';

export const trustCommands = [
  defineCommand({
    paths: ['trust inspect'],
    usage: 'IMAGE[:TAG] [IMAGE[:TAG]...]',
    summary: 'Return low-level information about keys and signatures',
    arguments: anyNumber,
    flags: {
      pretty: bool('Print the information in a human friendly format'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust key generate'],
    usage: 'NAME',
    summary: 'Generate and load a signing key-pair',
    arguments: exactly(1),
    flags: {
      dir: string('Directory to generate key in, defaults to current directory'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust key load'],
    usage: '[OPTIONS] KEYFILE',
    summary: 'Load a private key file for signing',
    arguments: exactly(1),
    flags: {
      name: string('Name for the loaded key', undefined, 'signer'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust revoke'],
    usage: '[OPTIONS] IMAGE[:TAG]',
    summary: 'Remove trust for an image',
    arguments: atMost(1),
    flags: {
      yes: bool('Do not prompt for confirmation', 'y'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust sign'],
    usage: 'IMAGE:TAG',
    summary: 'Sign an image',
    arguments: exactly(1),
    flags: {
      local: bool('Sign a locally tagged image'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust signer add'],
    usage: 'OPTIONS NAME REPOSITORY [REPOSITORY...]',
    summary: 'Add a signer',
    arguments: atLeast(3),
    flags: {
      key: list("Path to the signer's public key file"),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['trust signer remove'],
    usage: '[OPTIONS] NAME REPOSITORY [REPOSITORY...]',
    summary: 'Remove a signer',
    arguments: atLeast(2),
    flags: {
      force: bool('Do not prompt for confirmation before removing the most recent signer', 'f'),
    },
    run: notSimulated,
  }),
];
