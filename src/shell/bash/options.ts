/** The options of `set -o` and `shopt`, in the order in which bash lists them, with their letters and values at the start. As GNU bash 5.2. */

/** Name and letter of `set`. */
export const SET_OPTIONS = [
  ['allexport', 'a'],
  ['braceexpand', 'B'],
  ['emacs', ''],
  ['errexit', 'e'],
  ['errtrace', 'E'],
  ['functrace', 'T'],
  ['hashall', 'h'],
  ['histexpand', 'H'],
  ['history', ''],
  ['ignoreeof', ''],
  ['interactive-comments', ''],
  ['keyword', 'k'],
  ['monitor', 'm'],
  ['noclobber', 'C'],
  ['noexec', 'n'],
  ['noglob', 'f'],
  ['nolog', ''],
  ['notify', 'b'],
  ['nounset', 'u'],
  ['onecmd', 't'],
  ['physical', 'P'],
  ['pipefail', ''],
  ['posix', ''],
  ['privileged', 'p'],
  ['verbose', 'v'],
  ['vi', ''],
  ['xtrace', 'x'],
] as const;

export type OptionName = (typeof SET_OPTIONS)[number][0];

export function initialOptions(): Record<OptionName, boolean> {
  const options = Object.fromEntries(SET_OPTIONS.map(([name]) => [name, false])) as Record<OptionName, boolean>;
  options.braceexpand = true;
  options.hashall = true;
  options['interactive-comments'] = true;
  return options;
}

export const isOptionName = (name: string): name is OptionName => SET_OPTIONS.some(([known]) => known === name);

export const optionOfLetter = (letter: string): OptionName | undefined =>
  letter === '' ? undefined : SET_OPTIONS.find(([, known]) => known === letter)?.[0];

/** Name and whether it is on in a shell that is not interactive. */
export const SHOPTS = [
  ['autocd', false],
  ['assoc_expand_once', false],
  ['cdable_vars', false],
  ['cdspell', false],
  ['checkhash', false],
  ['checkjobs', false],
  ['checkwinsize', true],
  ['cmdhist', true],
  ['compat31', false],
  ['compat32', false],
  ['compat40', false],
  ['compat41', false],
  ['compat42', false],
  ['compat43', false],
  ['compat44', false],
  ['complete_fullquote', true],
  ['direxpand', false],
  ['dirspell', false],
  ['dotglob', false],
  ['execfail', false],
  ['expand_aliases', false],
  ['extdebug', false],
  ['extglob', false],
  ['extquote', true],
  ['failglob', false],
  ['force_fignore', true],
  ['globasciiranges', true],
  ['globskipdots', true],
  ['globstar', false],
  ['gnu_errfmt', false],
  ['histappend', false],
  ['histreedit', false],
  ['histverify', false],
  ['hostcomplete', true],
  ['huponexit', false],
  ['inherit_errexit', false],
  ['interactive_comments', true],
  ['lastpipe', false],
  ['lithist', false],
  ['localvar_inherit', false],
  ['localvar_unset', false],
  ['login_shell', false],
  ['mailwarn', false],
  ['no_empty_cmd_completion', false],
  ['nocaseglob', false],
  ['nocasematch', false],
  ['noexpand_translation', false],
  ['nullglob', false],
  ['patsub_replacement', true],
  ['progcomp', true],
  ['progcomp_alias', false],
  ['promptvars', true],
  ['restricted_shell', false],
  ['shift_verbose', false],
  ['sourcepath', true],
  ['varredir_close', false],
  ['xpg_echo', false],
] as const;

export type ShoptName = (typeof SHOPTS)[number][0];

export const initialShopts = (): Record<ShoptName, boolean> => Object.fromEntries(SHOPTS) as Record<ShoptName, boolean>;

export const isShoptName = (name: string): name is ShoptName => SHOPTS.some(([known]) => known === name);
