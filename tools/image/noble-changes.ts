/** What noble's packages have otherwise than the Debian packages that the image's file list is derived from. As facts on ubuntu:24.04 of 2026-08-17. */

/** Package of noble → the Debian package whose files it has, when the name differs. */
export const RENAMED_PACKAGES: Readonly<Record<string, string>> = {
  'libapt-pkg6.0t64': 'libapt-pkg6.0',
  libext2fs2t64: 'libext2fs2',
  libgnutls30t64: 'libgnutls30',
  libunistring5: 'libunistring2',
  libnpth0t64: 'libnpth0',
};

/** Taken from Debian 12, whose versions are nearer to noble's than Debian 13's; the rest the other way round. */
export const FROM_DEBIAN_12: readonly string[] = [
  'login',
  'passwd',
  'libtinfo6',
  'ncurses-base',
  'ncurses-bin',
  'libncursesw6',
  'libapt-pkg6.0',
];

/** Old path part → noble's. Applied in this order to every path and link target. */
export const PATH_CHANGES: readonly (readonly [RegExp, string])[] = [
  [/perl5\.40\.1/g, 'perl5.38.2'],
  [/\/perl\/5\.40(?:\.1)?(?=\/|$)/g, '/perl/5.38.2'],
  [/\/perl5\/5\.40(?=\/|$)/g, '/perl5/5.38'],
  [/^5\.40(?:\.1)?$/g, '5.38.2'],
  [/libnettle\.so\.8\.\d+/g, 'libnettle.so.8.8'],
  [/libhogweed\.so\.6\.\d+/g, 'libhogweed.so.6.8'],
  [/libzstd\.so\.1\.5\.\d+/g, 'libzstd.so.1.5.5'],
  [/libz\.so\.1\.3\.1/g, 'libz.so.1.3'],
  [/liblzma\.so\.5\.\d+\.\d+/g, 'liblzma.so.5.4.5'],
  [/liblz4\.so\.1\.10\.0/g, 'liblz4.so.1.9.4'],
  [/libxxhash\.so\.0\.8\.\d+/g, 'libxxhash.so.0.8.2'],
  [/libpcre2-8\.so\.0\.14\.0/g, 'libpcre2-8.so.0.11.2'],
  [/libsystemd\.so\.0\.40\.0/g, 'libsystemd.so.0.38.0'],
  [/libudev\.so\.1\.7\.10/g, 'libudev.so.1.7.8'],
  [/libcap\.so\.2\.75/g, 'libcap.so.2.66'],
  [/libpsx\.so\.2\.75/g, 'libpsx.so.2.66'],
  [/libseccomp\.so\.2\.6\.0/g, 'libseccomp.so.2.5.5'],
  [/libassuan\.so\.0\.8\.5/g, 'libassuan.so.0.8.6'],
  [/libgcrypt\.so\.20\.4\.1/g, 'libgcrypt.so.20.4.3'],
  [/libgnutls\.so\.30\.34\.3/g, 'libgnutls.so.30.37.1'],
  [/libgpg-error\.so\.0\.33\.1/g, 'libgpg-error.so.0.34.0'],
  [/libidn2\.so\.0\.3\.8/g, 'libidn2.so.0.4.0'],
  [/libp11-kit\.so\.0\.3\.0/g, 'libp11-kit.so.0.3.1'],
  [/libunistring\.so\.2\.2\.0/g, 'libunistring.so.5.0.0'],
  [/libunistring\.so\.2/g, 'libunistring.so.5'],
  [/libffi\.so\.8\.1\.2/g, 'libffi.so.8.1.4'],
  [/libattr\.so\.1\.1\.2502/g, 'libattr.so.1.1.2502'],
  [/libmd\.so\.0\.1\.0/g, 'libmd.so.0.1.0'],
  ...Object.entries(RENAMED_PACKAGES).map(
    ([noble, debian]) => [new RegExp(`/doc/${debian.replaceAll('.', '\\.')}(?=/|$)`, 'g'), `/doc/${noble}`] as const,
  ),
];

/** Files that noble's packages do not have. */
export const ABSENT: readonly RegExp[] = [
  /apt-extracttemplates/,
  /\/(?:sqv|apt-sqv)(?:$|\.)/,
  /modernize-sources|deb822-sources/,
  /\/usr\/bin\/(?:lsclocks|bits|exch|coresched)$/,
  /\/lastlog2/,
  /tmpfiles\.d\/(?:legacy|passwd)/,
  /\/LC_TIME(?:$|\/)/,
  /\/README\.usrmerge/,
  /\/etc\/update-motd\.d\/10-uname$/,
  /\/etc\/motd$/,
  /\/info\/dir/,
  /\/var\/lib\/dpkg\/(?:arch-native|available|lock|status)/,
  /\/dpkg\/origins\/debian$/,
];

/** Program of ours that an executable is, when it is not called as its file. Those that no program has still say their own name. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  '/usr/bin/dash': 'sh',
  '/usr/bin/mawk': 'awk',
  '/usr/bin/which.debianutils': 'which',
  '/usr/bin/rename.ul': 'rename',
  '/usr/sbin/rmt-tar': 'rmt',
};

/** Sizes that are known of noble's own files. */
export const SIZES: Readonly<Record<string, number>> = {
  '/usr/bin/bash': 1_446_024,
  '/usr/bin/ls': 142_312,
  '/usr/lib/x86_64-linux-gnu/libc.so.6': 2_125_328,
};

/** Seconds since 1970 of a package's files: noble's release, or the month of its last update, by its version. */
export function timeOfPackage(name: string, version: string): number {
  if (name === 'base-files') return Date.UTC(2024, 3, 22, 13, 8, 0) / 1000;
  const seed = [...`${name}${version}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 86_400_000, 7);
  const updated = /(?:ubuntu|build)[\d.]*\.\d+$/.test(version);
  return updated ? Date.UTC(2025, 8, 1) / 1000 + (seed % (300 * 86_400)) : Date.UTC(2024, 2, 31) / 1000 + (seed % (15 * 86_400));
}
