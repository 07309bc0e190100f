/** A package server as the machine serves it: its archive's code comes when it is first asked. */
import type { ContentSource } from '../content/types.ts';
import type { PackageArchive } from './archive.ts';

/** The server `host` (`archive.ubuntu.com`). */
export function createPackageServer(content: ContentSource, host: string): PackageArchive {
  let loading: Promise<PackageArchive> | undefined;
  const archive = () =>
    (loading ??= import('./archive.ts').then(
      ({ createPackageArchive }) => createPackageArchive(content, host),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  return {
    suites: async () => (await archive()).suites(),
    packages: async (suite, component) => (await archive()).packages(suite, component),
    fetch: async (name, version) => (await archive()).fetch(name, version),
    lacks: async (name) => (await archive()).lacks(name),
  };
}
