/** The header of `for ((…; …; …))`, whose expressions the parser gives as trees alone. As make_arith_for_command of GNU bash. */

/** The three expressions as they stand, without the blanks around. `text`: of the whole command. */
export function forHeader(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (let at = text.indexOf('((') + 2; at < text.length; at++) {
    const char = text[at] ?? '';
    const piece = char === '\\' ? text.slice(at, ++at + 1) : char;
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth++;
    else if (char === ')' && depth-- === 0) break;
    else if (char === ';' && depth === 0) {
      parts.push('');
      continue;
    }
    parts.push((parts.pop() ?? '') + piece);
  }
  return parts.map((part) => part.trim());
}
