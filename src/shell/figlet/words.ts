/** What figlet says of itself: usage and information texts of FIGlet 2.2.5. */

const USAGE_TAIL = `              [ -f fontfile ] [ -m smushmode ] [ -w outputwidth ]
              [ -C controlfile ] [ -I infocode ] [ message ]
`;

export const usage = (name: string) => `Usage: ${name} [ -cklnoprstvxDELNRSWX ] [ -d fontdirectory ]\n${USAGE_TAIL}`;

export const copyright = (name: string) => `FIGlet Copyright (C) 1991-2012 Glenn Chappell, Ian Chai, John Cowan,
Christiaan Keet and Claudio Matsuoka
Internet: <info@figlet.org> Version: 2.2.5, date: 31 May 2012

FIGlet, along with the various FIGlet fonts and documentation, may be
freely copied and distributed.

If you use FIGlet, please send an e-mail message to <info@figlet.org>.

The latest version of FIGlet is available from the web site,
	http://www.figlet.org/

${usage(name)}`;

export const NO_F_OPTION = (name: string) => `${name}: illegal option -- F
${usage(name)}
Because of numerous incompatibilities, the "-F" option has been
removed.  It has been replaced by the "figlist" program, which is now
included in the basic FIGlet package.  "figlist" is also available
from  http://www.figlet.org/under UNIX utilities.
`;
