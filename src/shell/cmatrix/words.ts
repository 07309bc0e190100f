/** What cmatrix says: version, usage and errors of CMatrix 2.0-6. */

export const VERSION = ` CMatrix version 2.0 (compiled 11:42:14, Sep  8 2023)
Email: abishekvashok@gmail.com
Web: https://github.com/abishekvashok/cmatrix
`;

export const BAD_COLOR = ` Invalid color selection
 Valid colors are green, red, blue, white, yellow, cyan, magenta and black.
`;

export const NO_SETFONT = ` There was an error running setfont. Please make sure the
 setfont program is in your $PATH.  Try running "setfont matrix" by hand.
`;

export const USAGE = ` Usage: cmatrix -[abBcfhlsmVx] [-u delay] [-C color]
 -a: Asynchronous scroll
 -b: Bold characters on
 -B: All bold characters (overrides -b)
 -c: Use Japanese characters as seen in the original matrix. Requires appropriate fonts
 -f: Force the linux $TERM type to be on
 -l: Linux mode (uses matrix console font)
 -L: Lock mode (can be closed from another terminal)
 -o: Use old-style scrolling
 -h: Print usage and exit
 -n: No bold characters (overrides -b and -B, default)
 -s: "Screensaver" mode, exits on first keystroke
 -x: X window mode, use if your xterm is using mtx.pcf
 -V: Print version information and exit
 -u delay (0 - 10, default 4): Screen update delay
 -C [color]: Use this color for matrix (default green)
 -r: rainbow mode
 -m: lambda mode
`;
