/** `docker manifest …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { atLeast, between, exactly } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, string, strings } from '../flags.ts';

export const manifestCommands = [
  defineCommand({
    paths: ['manifest annotate'],
    usage: '[OPTIONS] MANIFEST_LIST MANIFEST',
    summary: 'Add additional information to a local image manifest',
    details: `Add additional information to a local image manifest

EXPERIMENTAL:
  docker manifest annotate is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    arguments: exactly(2),
    flags: {
      arch: string('Set architecture'),
      os: string('Set operating system'),
      'os-features': strings('Set operating system feature'),
      'os-version': string('Set operating system version'),
      variant: string('Set architecture variant'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['manifest create'],
    usage: 'MANIFEST_LIST MANIFEST [MANIFEST...]',
    summary: 'Create a local manifest list for annotating and pushing to a registry',
    details: `Create a local manifest list for annotating and pushing to a registry

EXPERIMENTAL:
  docker manifest create is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    arguments: atLeast(2),
    flags: {
      amend: bool('Amend an existing manifest list', 'a'),
      insecure: bool('Allow communication with an insecure registry'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['manifest inspect'],
    usage: '[OPTIONS] [MANIFEST_LIST] MANIFEST',
    summary: 'Display an image manifest, or manifest list',
    details: `Display an image manifest, or manifest list

EXPERIMENTAL:
  docker manifest inspect is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    arguments: between(1, 2),
    flags: {
      insecure: bool('Allow communication with an insecure registry'),
      verbose: bool('Output additional info including layers and platform', 'v'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['manifest push'],
    usage: '[OPTIONS] MANIFEST_LIST',
    summary: 'Push a manifest list to a repository',
    details: `Push a manifest list to a repository

EXPERIMENTAL:
  docker manifest push is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    arguments: exactly(1),
    flags: {
      insecure: bool('Allow push to an insecure registry'),
      purge: bool('Remove the local manifest list after push', 'p'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['manifest rm'],
    usage: 'MANIFEST_LIST [MANIFEST_LIST...]',
    summary: 'Delete one or more manifest lists from local storage',
    details: `Delete one or more manifest lists from local storage

EXPERIMENTAL:
  docker manifest rm is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    arguments: atLeast(1),
    flags: {},
    run: notSimulated,
  }),
];
