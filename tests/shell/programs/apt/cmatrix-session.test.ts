/** The lab's second installation, beside facts/ubuntu.md §3.2 and recording 02; kbd is suggested here, not recommended. */
import { expect, test } from 'vitest';
import { asShown, startUbuntu } from './ubuntu-container.ts';

const READING = 'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n';

async function updated() {
  const ubuntu = startUbuntu();
  await ubuntu.run('apt-get update');
  return ubuntu;
}

test('without recommended packages: the library comes along, both are configured, the linker cache is made anew', async () => {
  const ubuntu = await updated();
  const { text } = await ubuntu.run('apt-get install -y --no-install-recommends cmatrix');
  expect(asShown(text).replace(/\(\d+ kB\/s\)/, '(709 kB/s)')).toBe(`${READING}The following additional packages will be installed:
  libncurses6
Suggested packages:
  cmatrix-xfont kbd
Recommended packages:
  libgpm2
The following NEW packages will be installed:
  cmatrix libncurses6
0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.
Need to get 146 kB of archives.
After this operation, 420 kB of additional disk space will be used.
Get:1 http://archive.ubuntu.com/ubuntu noble-updates/main amd64 libncurses6 amd64 6.4+20240113-1ubuntu2.1 [112 kB]
Get:2 http://archive.ubuntu.com/ubuntu noble/universe amd64 cmatrix amd64 2.0-6 [33.7 kB]
Fetched 146 kB in 0s (709 kB/s)
debconf: delaying package configuration, since apt-utils is not installed
Selecting previously unselected package libncurses6:amd64.
(Reading database ... 4381 files and directories currently installed.)
Preparing to unpack .../libncurses6_6.4+20240113-1ubuntu2.1_amd64.deb ...
Unpacking libncurses6:amd64 (6.4+20240113-1ubuntu2.1) ...
Selecting previously unselected package cmatrix.
Preparing to unpack .../cmatrix_2.0-6_amd64.deb ...
Unpacking cmatrix (2.0-6) ...
Setting up libncurses6:amd64 (6.4+20240113-1ubuntu2.1) ...
Setting up cmatrix (2.0-6) ...
Processing triggers for libc-bin (2.39-0ubuntu8.8) ...
`);
  const shown = ubuntu
    .changes()
    .map(({ kind, path }) => `${kind} ${path}`)
    .filter((line) => !line.includes('/lists') && !line.includes('/var/lib/dpkg'));
  expect(shown).toEqual(
    `C /etc, C /etc/ld.so.cache, C /usr, C /usr/bin, A /usr/bin/cmatrix, C /usr/lib, C /usr/lib/x86_64-linux-gnu, A /usr/lib/x86_64-linux-gnu/libform.so.6,
A /usr/lib/x86_64-linux-gnu/libform.so.6.4, A /usr/lib/x86_64-linux-gnu/libmenu.so.6, A /usr/lib/x86_64-linux-gnu/libmenu.so.6.4,
A /usr/lib/x86_64-linux-gnu/libncurses.so.6, A /usr/lib/x86_64-linux-gnu/libncurses.so.6.4, A /usr/lib/x86_64-linux-gnu/libpanel.so.6,
A /usr/lib/x86_64-linux-gnu/libpanel.so.6.4, C /usr/share, A /usr/share/applications, A /usr/share/applications/cmatrix.desktop, A /usr/share/consolefonts,
A /usr/share/consolefonts/matrix.fnt, A /usr/share/consolefonts/matrix.psf.gz, C /usr/share/doc, A /usr/share/doc/cmatrix,
A /usr/share/doc/cmatrix/changelog.Debian.gz, A /usr/share/doc/cmatrix/copyright, A /usr/share/doc/libncurses6, A /usr/share/icons, A /usr/share/icons/hicolor,
A /usr/share/icons/hicolor/128x128, A /usr/share/icons/hicolor/128x128/apps, A /usr/share/icons/hicolor/128x128/apps/cmatrix.png, C /var, C /var/cache,
C /var/cache/ldconfig, C /var/cache/ldconfig/aux-cache, C /var/lib, C /var/lib/apt, C /var/lib/apt/extended_states, C /var/log, C /var/log/apt,
C /var/log/apt/eipp.log.xz, C /var/log/apt/history.log, A /var/log/apt/term.log, C /var/log/dpkg.log`.split(/,\s+/),
  );
});

test('with recommended packages it asks, and n leaves everything as it was', async () => {
  const ubuntu = await updated();
  const before = ubuntu.changes();
  const { text, status } = await ubuntu.run('apt-get install cmatrix', 'n\n');
  expect(asShown(text)).toContain(
    'The following additional packages will be installed:\n  libgpm2 libncurses6\nSuggested packages:\n  cmatrix-xfont kbd gpm\n',
  );
  expect(asShown(text)).toMatch(
    /After this operation, \d+ kB of additional disk space will be used\.\nDo you want to continue\? \[Y\/n\] n\nAbort\.\n$/,
  );
  expect(status).toEqual({ exited: 1 });
  expect(ubuntu.changes()).toEqual(before);
});

test('with -y it ends without a question; what came along is automatic and goes with autoremove', async () => {
  const ubuntu = await updated();
  expect((await ubuntu.run('apt-get install -y cmatrix')).status).toEqual({ exited: 0 });
  expect(asShown((await ubuntu.run('apt-mark showauto')).text)).toBe('libc6\nlibgpm2\nlibncurses6\n');
  const removed = asShown((await ubuntu.run('apt-get remove -y cmatrix')).text);
  // libgpm2 stays: the image's libncursesw6 recommends it.
  expect(removed).toContain(
    "The following package was automatically installed and is no longer required:\n  libncurses6\nUse 'apt autoremove' to remove it.\n",
  );
  const purged = asShown((await ubuntu.run('apt-get autoremove --purge -y')).text);
  expect(purged).toContain('The following packages will be REMOVED:\n  libncurses6*\n');
  expect(purged).toMatch(/Removing libncurses6:amd64 \(.*\) \.\.\.\nProcessing triggers for libc-bin \(2\.39-0ubuntu8\.8\) \.\.\.\n$/);
  expect(asShown((await ubuntu.run('dpkg -l cmatrix libncurses6')).text)).toBe(
    'dpkg-query: no packages found matching cmatrix\ndpkg-query: no packages found matching libncurses6\n',
  );
});

test('dpkg -i alone leaves it unconfigured, apt-get -f install mends that', async () => {
  const ubuntu = await updated();
  await ubuntu.run('apt-get download cmatrix');
  const alone = await ubuntu.run('dpkg -i cmatrix_2.0-6_amd64.deb');
  expect(alone.status).toEqual({ exited: 1 });
  expect(asShown(alone.text)).toContain(`dpkg: dependency problems prevent configuration of cmatrix:
 cmatrix depends on libncurses6 (>= 6); however:
  Package libncurses6 is not installed.

dpkg: error processing package cmatrix (--install):
 dependency problems - leaving unconfigured
Errors were encountered while processing:
 cmatrix
`);
  const refused = asShown((await ubuntu.run('apt-get install figlet')).text);
  expect(refused).toMatch(/E: Unmet dependencies\. Try 'apt --fix-broken install' with no packages \(or specify a solution\)\.\n$/);
  const mended = asShown((await ubuntu.run('apt-get -f -y install')).text);
  expect(mended).toContain('Correcting dependencies... Done\n');
  expect(mended).toMatch(/Setting up libncurses6:amd64 \(.*\) \.\.\.\nSetting up cmatrix \(2\.0-6\) \.\.\.\n/);
  expect(asShown((await ubuntu.run('dpkg --audit')).text)).toBe('');
});
