/** A command line or a package that dpkg's programs cannot accept: what is printed, and exit status 2. As dpkg 1.22 lib/dpkg/ehandle.c, src/main/main.c. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';

/** Printed as `dpkg: error: TEXT`; with `isUsage` the hints for usage follow. */
export class DpkgError extends Error {
  readonly text: ByteString;
  readonly isUsage: boolean;

  constructor(text: ByteString, isUsage = false) {
    super(text);
    this.name = 'DpkgError';
    this.text = text;
    this.isUsage = isUsage;
  }
}

/** What follows a usage error of dpkg. */
export const DPKG_HINT = `
Type dpkg --help for help about installing and deinstalling packages [*];
Use 'apt' or 'aptitude' for user-friendly package management;
Type dpkg -Dhelp for a list of dpkg debug flag values;
Type dpkg --force-help for a list of forcing options;
Type dpkg-deb --help for help about manipulating *.deb files;

Options marked [*] produce a lot of output - pipe it through 'less' or 'more' !
`;

export const QUERY_HINT = '\nUse --help for help about querying packages.\n';
