/** The options of apt, apt-get, apt-cache and apt-mark: every one of them only sets a configuration item. As apt-private/private-cmndline.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { AptError } from './apt-error.ts';

export interface AptSettings {
  /** What the options set, by item: `APT::Get::Assume-Yes` → `true`. */
  readonly items: ReadonlyMap<string, ByteString>;
  /** -q: 1, -qq: 2. */
  readonly quiet: number;
  readonly operands: readonly ByteString[];
}

interface Option {
  readonly short?: string;
  readonly long?: string;
  readonly item: string;
  /** What the item becomes without an argument (`true`); `false` for the `no-` spelling too. */
  readonly value?: string;
  /** Takes an argument. */
  readonly hasArgument?: boolean;
}

const flag = (spellings: string, item: string, value = 'true'): Option[] =>
  spellings.split(' ').map((name) => (name.length === 1 ? { short: name, item, value } : { long: name, item, value }));

const OPTIONS: readonly Option[] = [
  ...flag('h help', 'help'),
  ...flag('v version', 'version'),
  ...flag('y yes assume-yes', 'APT::Get::Assume-Yes'),
  ...flag('assume-no', 'APT::Get::Assume-No'),
  ...flag('s simulate just-print recon dry-run no-act', 'APT::Get::Simulate'),
  ...flag('d download-only', 'APT::Get::Download-Only'),
  ...flag('f fix-broken', 'APT::Get::Fix-Broken'),
  ...flag('m ignore-missing fix-missing', 'APT::Get::Fix-Missing'),
  ...flag('u show-upgraded', 'APT::Get::Show-Upgraded'),
  ...flag('V verbose-versions', 'APT::Get::Show-Versions'),
  ...flag('print-uris', 'APT::Get::Print-URIs'),
  ...flag('reinstall', 'APT::Get::ReInstall'),
  ...flag('purge', 'APT::Get::Purge'),
  ...flag('install-recommends', 'APT::Install-Recommends'),
  ...flag('install-suggests', 'APT::Install-Suggests'),
  ...flag('autoremove auto-remove', 'APT::Get::AutomaticRemove'),
  ...flag('only-upgrade', 'APT::Get::Only-Upgrade'),
  ...flag('upgrade', 'APT::Get::Upgrade'),
  ...flag('remove', 'APT::Get::Remove'),
  ...flag('download', 'APT::Get::Download'),
  ...flag('allow-downgrades', 'APT::Get::allow-downgrades'),
  ...flag('allow-remove-essential', 'APT::Get::allow-remove-essential'),
  ...flag('allow-change-held-packages', 'APT::Get::allow-change-held-packages'),
  ...flag('allow-unauthenticated', 'APT::Get::AllowUnauthenticated'),
  ...flag('allow-insecure-repositories', 'Acquire::AllowInsecureRepositories'),
  ...flag('allow-weak-repositories', 'Acquire::AllowWeakRepositories'),
  ...flag('allow-releaseinfo-change', 'Acquire::AllowReleaseInfoChange'),
  ...flag('force-yes', 'APT::Get::force-yes'),
  ...flag('trivial-only', 'APT::Get::Trivial-Only'),
  ...flag('list-cleanup', 'APT::Get::List-Cleanup'),
  ...flag('show-progress', 'DpkgPM::Progress'),
  ...flag('ignore-hold', 'APT::Ignore-Hold'),
  ...flag('n names-only', 'APT::Cache::NamesOnly'),
  ...flag('full', 'APT::Cache::ShowFull'),
  ...flag('a all-versions', 'APT::Cache::AllVersions'),
  ...flag('installed', 'APT::Cmd::Installed'),
  ...flag('upgradable upgradeable', 'APT::Cmd::Upgradable'),
  ...flag('manual-installed', 'APT::Cmd::Manual-Installed'),
  ...flag('important', 'APT::Cache::Important'),
  ...flag('recurse', 'APT::Cache::RecurseDepends'),
  ...flag('all-names', 'APT::Cache::AllNames'),
  ...flag('g generate', 'APT::Cache::Generate'),
  { short: 't', long: 'target-release', item: 'APT::Default-Release', hasArgument: true },
  { long: 'default-release', item: 'APT::Default-Release', hasArgument: true },
  { short: 'c', long: 'config-file', item: 'config-file', hasArgument: true },
  { long: 'error-on', item: 'APT::Update::Error-Mode', hasArgument: true },
  { long: 'with-source', item: 'APT::Sources::With', hasArgument: true },
];

class Reader {
  readonly items = new Map<string, ByteString>();
  readonly operands: ByteString[] = [];
  quiet = 0;
  readonly #words: readonly ByteString[];
  #at = 0;

  constructor(words: readonly ByteString[]) {
    this.#words = words;
  }

  read(): void {
    for (; this.#at < this.#words.length; this.#at++) {
      const word = this.#words[this.#at] ?? '';
      if (word === '--') {
        this.operands.push(...this.#words.slice(this.#at + 1));
        return;
      }
      if (word.startsWith('--')) this.#long(word);
      else if (word.startsWith('-') && word.length > 1) this.#short(word);
      else this.operands.push(word);
    }
  }

  #next(spelled: string): ByteString {
    const word = this.#words[++this.#at];
    if (word === undefined) throw new AptError(`Option ${spelled} requires an argument.`);
    return word;
  }

  #long(word: ByteString): void {
    const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'quiet' || name === 'silent') this.quiet = value === undefined ? this.quiet + 1 : Number(value) || 0;
    else if (name === 'option') this.#configure(value ?? this.#next(word), word);
    else this.#setLong(word, name, value);
  }

  #setLong(word: ByteString, name: string, value: ByteString | undefined): void {
    const exact = OPTIONS.find((option) => option.long === name);
    if (exact?.hasArgument) this.items.set(exact.item, value ?? this.#next(word));
    else if (exact) this.items.set(exact.item, truth(value) ?? exact.value ?? 'true');
    else {
      const negated = /^no-?(.+)$/.exec(name)?.[1];
      const option = negated === undefined ? undefined : OPTIONS.find((each) => each.long === negated && !each.hasArgument);
      if (!option) throw new AptError(`Command line option ${word} is not understood in combination with the other options`);
      this.items.set(option.item, 'false');
    }
  }

  #short(word: ByteString): void {
    for (let i = 1; i < word.length; i++) {
      const letter = word.charAt(i);
      if (letter === 'q') {
        const level = /^=(\d+)/.exec(word.slice(i + 1));
        this.quiet = level ? Number(level[1]) : this.quiet + 1;
        if (level) i += level[0].length;
        continue;
      }
      const option = letter === 'o' ? { item: 'option', hasArgument: true } : OPTIONS.find((each) => each.short === letter);
      if (!option)
        throw new AptError(`Command line option '${letter}' [from ${word}] is not understood in combination with the other options.`);
      if (!option.hasArgument) {
        this.items.set(option.item, 'true');
        continue;
      }
      const rest = word.slice(i + 1).replace(/^=/, '');
      const value = rest === '' ? this.#next(`-${letter}`) : rest;
      if (letter === 'o') this.#configure(value, word);
      else this.items.set(option.item, value);
      return;
    }
  }

  #configure(setting: ByteString, word: ByteString): void {
    const equals = setting.indexOf('=');
    if (equals < 0) throw new AptError(`Option ${word}: Configuration item specification must have an =<val>.`);
    this.items.set(setting.slice(0, equals), setting.slice(equals + 1));
  }
}

function truth(value: ByteString | undefined): string | undefined {
  if (value === undefined) return undefined;
  return /^(?:0|no|false|off|without|disable)$/i.test(value) ? 'false' : 'true';
}

/** Reads the arguments (argv without its first). Throws AptError. */
export function parseAptOptions(words: readonly ByteString[]): AptSettings {
  const reader = new Reader(words);
  reader.read();
  return { items: reader.items, quiet: reader.quiet, operands: reader.operands };
}
