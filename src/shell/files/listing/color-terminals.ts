/** Which terminals have colours. As the list that dircolors has built in. */

/** Terminals that ls takes for colourful when neither LS_COLORS nor COLORTERM is set. As dircolors' list. */
const COLOR_TERMINALS =
  /^(?:Eterm|ansi|.*color.*|con[0-9]*x[0-9].*|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;

export const isColorTerminal = (name: string): boolean => COLOR_TERMINALS.test(name);
