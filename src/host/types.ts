/** What a head (the page, `drydock`, a test, an embed) gives to a host and gets from it. The contract of src/host. */
import type { ContentSource } from '../sim/content/types.ts';
import type { Platform, Screen } from '../sim/kernel/types.ts';
import type { Store } from '../sim/store/types.ts';
import type { MachineView, Place } from '../sim/view.ts';

export interface HostOptions {
  readonly platform: Platform;
  readonly store: Store;
  readonly content: ContentSource;
  /** Images that are there from the start (`ubuntu`), and further names for them. */
  readonly pulled?: readonly string[];
  readonly tags?: readonly { readonly name: string; readonly of: string }[];
}

/** One terminal on the host: a pty with a login shell behind it. */
export interface HostTerminal {
  readonly number: number;
  /** Where its keys go now: the title's words. */
  place(): Place;
  /** Called whenever `place()` may have changed. Returns how to end it. */
  onPlace(listener: (place: Place) => void): () => void;
  /** Types text as if at the keyboard. */
  type(text: string): void;
  /** Resolves when its foreground waits for a key. */
  untilAwaitsInput(): Promise<void>;
  awaitsInput(): boolean;
  onHangUp(listener: () => void): void;
  /** Asked when the learner has logged out: true hangs up (the head has other terminals), else the next login begins. */
  onLogOut(decide: () => boolean): void;
  close(): void;
}

/** What outlasted the last power cut and what was lost in it, for the one line above the prompt. */
export interface WakeReport {
  readonly restored: boolean;
  /** Containers that ran then: now Exited (255). `inside`: a terminal stood in it. */
  readonly interrupted: readonly { readonly id: string; readonly name: string; readonly image: string; readonly inside: boolean }[];
  /** Records that could not be read: set aside, named here. */
  readonly damaged: readonly string[];
}

export interface Host {
  readonly wake: WakeReport;
  /** The bytes that terminal `number` had shown when the machine was last saved, to be replayed with answers muted; empty when none. */
  remembered(number: number): Uint8Array;
  /** Opens a terminal on a screen and logs the learner in. */
  openTerminal(screen: Screen): HostTerminal;
  view(): MachineView;
  onChange(listener: () => void): () => void;
  /** Writes what is not saved yet; resolves when it is on disk. Called by itself after commands and every second. */
  save(): Promise<void>;
  /** How the last write ended, and its listeners. */
  readonly storeState: StoreState;
  onStoreState(listener: (state: StoreState) => void): () => void;
  /** The whole machine as one file (tar.gz). */
  export(): Promise<Uint8Array>;
  /** Wipes the store; the head then starts anew (reloads). */
  reset(): Promise<void>;
  /** Checks a file made by `export` and puts it into the store; the head then reloads. Throws with one line that says what is wrong, nothing changed. */
  import(bytes: Uint8Array): Promise<void>;
  /** Loads the code of all programs that has not been needed yet, part by part, with a `pause` before each. Rejects when a part cannot be had. */
  prefetch(pause: () => Promise<void>): Promise<void>;
  /** Lets so many microseconds of a virtual clock go by, for heads that stand still between two typed lines. */
  pass(microseconds: number): Promise<void>;
  /** Ends all processes without saving. */
  halt(): void;
}

export interface StoreState {
  readonly state: 'saved' | 'saving' | 'full' | 'denied' | 'lost' | 'newer' | 'busy';
}
