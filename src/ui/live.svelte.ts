/** The page's one subscription to what changes in a host: components read, and are drawn again when it has changed. */
import { createSubscriber } from 'svelte/reactivity';
import type { Host, HostTerminal, StoreState } from '../host/types.ts';
import type { MachineView, Place } from '../sim/view.ts';

export interface Live {
  readonly view: MachineView;
  readonly storeState: StoreState['state'];
}

export function live(host: Host): Live {
  const subscribeView = createSubscriber((update) => host.onChange(update));
  const subscribeStore = createSubscriber((update) => host.onStoreState(update));
  return {
    get view() {
      subscribeView();
      return host.view();
    },
    get storeState() {
      subscribeStore();
      return host.storeState.state;
    },
  };
}

export function livePlace(terminal: HostTerminal): { readonly place: Place } {
  const subscribe = createSubscriber((update) => terminal.onPlace(update));
  return {
    get place() {
      subscribe();
      return terminal.place();
    },
  };
}
