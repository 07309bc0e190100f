/** The lines above the terminal: what the learner should know, each with at most one thing to do about it. */

export interface Notice {
  /** A later notice of the same key takes its place. */
  readonly key: string;
  readonly tone: 'info' | 'warning';
  readonly text: string;
  /** Shown over the page for some seconds, so that nothing jumps. */
  readonly passing?: boolean;
  readonly action?: { readonly label: string; run(): void };
}

export interface Notices {
  readonly list: readonly Notice[];
  show(notice: Notice): void;
  dismiss(key: string): void;
}

const passingMilliseconds = 8000;

export function createNotices(): Notices {
  let timer: ReturnType<typeof setTimeout>;
  let list = $state.raw<readonly Notice[]>([]);
  return {
    get list() {
      return list;
    },
    show(notice) {
      const others = list.filter((other) => other.key !== notice.key);
      list = [...others, notice];
      if (!notice.passing) return;
      clearTimeout(timer);
      timer = setTimeout(() => this.dismiss(notice.key), passingMilliseconds);
    },
    dismiss(key) {
      list = list.filter((notice) => notice.key !== key);
    },
  };
}
