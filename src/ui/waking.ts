/** What the page says when a machine has come up, and how it sees to it that nothing is lost when the page goes. */
import type { Host, StoreState } from '../host/types.ts';
import type { Booted } from './browser/boot.ts';
import type { Notices } from './notices.svelte.ts';
import { texts } from './texts.ts';

/** Says what is not as the learner left it, and offers the way back into a container. */
export function tellHowItWoke({ host, storage, wiped }: Booted, notices: Notices, run: (command: string) => void): void {
  if (!storage.lasting) notices.show({ key: 'storage', tone: 'warning', text: texts.storage.explanation[storage.why] });
  if (wiped) notices.show({ key: 'wiped', tone: 'warning', text: texts.notices.wiped });
  if (host.wake.damaged.length > 0)
    notices.show({ key: 'damaged', tone: 'warning', text: texts.notices.damaged(host.wake.damaged.length) });
  const inside = host.wake.interrupted.find((container) => container.inside);
  if (!inside) return;
  const id = inside.id.slice(0, 12);
  const command = `docker start -ai ${id}`;
  notices.show({
    key: 'interrupted',
    tone: 'info',
    text: texts.notices.interrupted(`${id} (${inside.image})`),
    action: { label: texts.notices.goOn(command), run: () => run(command) },
  });
}

/** One line as long as saving fails, none when it works again. */
export function tellStoreState(state: StoreState['state'], notices: Notices): void {
  if (state === 'saving') return;
  if (state === 'saved') {
    notices.dismiss('saving');
    return;
  }
  const since = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  notices.show({ key: 'saving', tone: 'warning', text: texts.storage.failing[state](since) });
}

/** Both events, since neither comes everywhere; the store commits early, so that the write outlives the page. */
export function saveWhenHidden(host: Host): void {
  const save = () => void host.save().catch(() => undefined);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());
  window.addEventListener('pagehide', save);
}

/** The browser's own question on leaving, only where commands were run that are kept nowhere. */
export function guardUnsaved({ host, storage }: Booted): void {
  const before = host.view().commands.length;
  window.addEventListener('beforeunload', (event) => {
    const kept = storage.lasting && ['saved', 'saving'].includes(host.storeState.state);
    if (!kept && host.view().commands.length > before) event.preventDefault();
  });
}
