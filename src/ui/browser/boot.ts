/** From an opened page to a running host: where it is kept, what it is made of, who it is. */
import type { Host, HostOptions } from '../../host/types.ts';
import type { Store } from '../../sim/store/types.ts';
import { fetchedContent } from './fetched-content.ts';
import { openStore } from './open-store.ts';
import { browserPlatform } from './platform.ts';

export interface Booted {
  readonly host: Host;
  readonly storage: Store['kind'];
  /** The browser lost the machine that was saved here. */
  readonly wiped: boolean;
  /** To be called when the machine is deleted on purpose, so that the next start does not miss it. */
  forget(): void;
}

/** One machine a folder of the site. */
export async function boot(startHost: (options: HostOptions) => Promise<Host>): Promise<Booted> {
  const base = new URL('.', document.baseURI);
  const { store, wiped, forget } = await openStore(`drydock:${base.pathname}`);
  const host = await startHost({ platform: browserPlatform(), store, content: fetchedContent(base) });
  return { host, storage: store.kind, wiped, forget };
}
