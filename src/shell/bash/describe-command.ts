/** What a command's name means: alias, keyword, function, builtin, file. For type, command -v and hash. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { singleQuote } from './expand/quote.ts';
import { searchPath } from './interp/lookup.ts';
import { findBuiltin } from './interp/simple.ts';
import { KEYWORDS } from './keywords.ts';
import { isSpecialBuiltin } from './define-builtin.ts';
import type { Shell } from './shell.ts';
import { printFunction } from './syntax/print.ts';

export type DescriptionStyle = 'sentence' | 'short' | 'kind' | 'path';

export interface LookupOptions {
  readonly all?: boolean;
  /** `type -f`. */
  readonly skipFunctions?: boolean;
  /** Searched instead of PATH. */
  readonly path?: ByteString;
  /** `type -P`: PATH alone. */
  readonly onlyPath?: boolean;
}

/** Texts to print, each with its newline; none when the name means nothing. */
export function describeCommand(shell: Shell, name: ByteString, style: DescriptionStyle, options: LookupOptions = {}): ByteString[] {
  const found: ByteString[] = [];
  if (!options.onlyPath) describeInternal(shell, name, style, options, found);
  if (found.length > 0 && !options.all) return found;
  for (const path of filesOf(shell, name, options)) {
    const hashed = shell.state.hashed.get(name)?.path === path && !options.all;
    if (style === 'kind') found.push('file\n');
    else if (style === 'sentence')
      found.push(
        hashed ? `${name} is ${shell.dialect === 'sh' ? `a tracked alias for ${path}` : `hashed (${path})`}\n` : `${name} is ${path}\n`,
      );
    else found.push(`${path}\n`);
    // dash remembers what it was asked for
    if (shell.dialect === 'sh' && style === 'sentence') shell.state.hashed.set(name, { path, hits: 0 });
    if (!options.all) break;
  }
  return found;
}

function describeInternal(shell: Shell, name: ByteString, style: DescriptionStyle, options: LookupOptions, found: ByteString[]): void {
  const say = (kind: string, sentence: ByteString, short: ByteString): void => {
    if (style === 'path') found.push('');
    else found.push(style === 'kind' ? `${kind}\n` : style === 'sentence' ? `${sentence}\n` : `${short}\n`);
  };
  const more = (): boolean => options.all === true || found.length === 0;
  const alias = shell.state.aliases.get(name);
  if (alias !== undefined && (shell.state.interactive || shell.state.shopts.expand_aliases || shell.dialect === 'sh'))
    say(
      'alias',
      shell.dialect === 'sh' ? `${name} is an alias for ${alias}` : `${name} is aliased to \`${alias}'`,
      `alias ${name}=${singleQuote(alias)}`,
    );
  if (more() && KEYWORDS.includes(name)) say('keyword', `${name} is a shell keyword`, name);
  const definition = options.skipFunctions ? undefined : shell.state.functions.get(name);
  if (more() && definition) say('function', `${name} is a function\n${printFunction(name, definition.tree)}`, name);
  const builtin = findBuiltin(shell, name);
  if (more() && builtin)
    say('builtin', `${name} is a ${shell.dialect === 'sh' && isSpecialBuiltin(name) ? 'special shell builtin' : 'shell builtin'}`, name);
}

function filesOf(shell: Shell, name: ByteString, options: LookupOptions): readonly ByteString[] {
  if (name.includes('/')) {
    try {
      shell.process.fs.access(name, 1);
      return shell.process.fs.stat(name).type === 'directory' ? [] : [name];
    } catch {
      return [];
    }
  }
  const hashed = shell.state.hashed.get(name);
  return hashed && !options.all && options.path === undefined ? [hashed.path] : searchPath(shell, name, options.path);
}
