/** The lab's first installation, beside facts/ubuntu.md §1–2 and recordings 01 and 03 (their texts with noble's names and sizes). */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asShown, startUbuntu } from './ubuntu-container.ts';

const READING = 'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n';

test('a fresh container does not know figlet', async () => {
  const ubuntu = startUbuntu();
  const { text, status } = await ubuntu.run('apt-get install figlet');
  expect(asShown(text)).toBe(`${READING}E: Unable to locate package figlet\n`);
  expect(status).toEqual({ exited: 100 });
  expect(ubuntu.changes()).toEqual([]);
});

test('update fetches 19 lists, numbered as they begin, and once more only hits', async () => {
  const ubuntu = startUbuntu();
  const lines = asShown((await ubuntu.run('apt-get update')).text).split('\n');
  const fetched = lines.slice(0, 19);
  expect(fetched.map((line) => Number(/^Get:(\d+) /.exec(line)?.[1]))).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
  expect(fetched).toContainEqual(expect.stringMatching(/ noble InRelease \[256 kB\]$/));
  expect(fetched).toContainEqual(
    expect.stringMatching(/^Get:\d+ http:\/\/archive\.ubuntu\.com\/ubuntu noble\/universe amd64 Packages \[19\.3 MB\]$/),
  );
  expect(fetched.some((line) => line.includes('noble-backports/restricted'))).toBe(false);
  expect(lines[19]).toMatch(/^Fetched 37\.5 MB in \ds \(\d+\.\d MB\/s\)$/);
  expect(lines.slice(20)).toEqual(['Reading package lists... Done', '']);
  expect(asShown((await ubuntu.run('apt-get update')).text)).toBe(
    'Hit:1 http://archive.ubuntu.com/ubuntu noble InRelease\nHit:2 http://security.ubuntu.com/ubuntu noble-security InRelease\n' +
      'Hit:3 http://archive.ubuntu.com/ubuntu noble-updates InRelease\nHit:4 http://archive.ubuntu.com/ubuntu noble-backports InRelease\n' +
      'Reading package lists... Done\n',
  );
});

async function withFiglet() {
  const ubuntu = startUbuntu();
  await ubuntu.run('apt-get update');
  const { text, status } = await ubuntu.run('apt-get install figlet');
  return { ubuntu, text, status };
}

test('apt-get install figlet asks nothing and says what noble says', async () => {
  const { text, status } = await withFiglet();
  expect(status).toEqual({ exited: 0 });
  expect(asShown(text).replace(/\(\d+ kB\/s\)/, '(1617 kB/s)')).toBe(`${READING}The following NEW packages will be installed:
  figlet
0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.
Need to get 133 kB of archives.
After this operation, 752 kB of additional disk space will be used.
Get:1 http://archive.ubuntu.com/ubuntu noble/universe amd64 figlet amd64 2.2.5-3 [133 kB]
Fetched 133 kB in 0s (1617 kB/s)
debconf: delaying package configuration, since apt-utils is not installed
Selecting previously unselected package figlet.
(Reading database ... 4381 files and directories currently installed.)
Preparing to unpack .../figlet_2.2.5-3_amd64.deb ...
Unpacking figlet (2.2.5-3) ...
Setting up figlet (2.2.5-3) ...
update-alternatives: using /usr/bin/figlet-figlet to provide /usr/bin/figlet (figlet) in auto mode
update-alternatives: warning: skip creation of /usr/share/man/man6/figlet.6.gz because associated file /usr/share/man/man6/figlet-figlet.6.gz (of link group figlet) doesn't exist
`);
});

test('docker diff afterwards: every path of facts §2.1, and no other', async () => {
  const { ubuntu } = await withFiglet();
  const lists = (host: string, suite: string, components: string) => [
    `A /var/lib/apt/lists/${host}_ubuntu_dists_${suite}_InRelease`,
    ...components.split(' ').map((each) => `A /var/lib/apt/lists/${host}_ubuntu_dists_${suite}_${each}_binary-amd64_Packages.lz4`),
  ];
  const fonts = readdirSync('public/packages/figlet/files/usr/share/figlet').map((name) => `A /usr/share/figlet/${name}`);
  expect(fonts).toHaveLength(57);
  const rest = `C /etc, A /etc/emacs, A /etc/emacs/site-start.d, A /etc/emacs/site-start.d/50figlet.el, C /etc/alternatives, A /etc/alternatives/figlet,
C /usr, C /usr/bin, A /usr/bin/chkfont, A /usr/bin/figlet, A /usr/bin/figlet-figlet, A /usr/bin/figlist, A /usr/bin/showfigfonts,
C /usr/share, C /usr/share/doc, A /usr/share/doc/figlet, A /usr/share/doc/figlet/changelog.Debian.gz, A /usr/share/doc/figlet/copyright,
A /usr/share/doc/figlet/examples, A /usr/share/emacs, A /usr/share/emacs/site-lisp, A /usr/share/emacs/site-lisp/figlet.el, A /usr/share/figlet,
C /var, C /var/lib, C /var/lib/apt, C /var/lib/apt/extended_states, C /var/lib/apt/lists, A /var/lib/apt/lists/auxfiles, A /var/lib/apt/lists/lock,
A /var/lib/apt/lists/partial, C /var/lib/dpkg, C /var/lib/dpkg/alternatives, A /var/lib/dpkg/alternatives/figlet, C /var/lib/dpkg/info,
A /var/lib/dpkg/info/figlet.conffiles, A /var/lib/dpkg/info/figlet.list, A /var/lib/dpkg/info/figlet.md5sums, A /var/lib/dpkg/info/figlet.postinst,
A /var/lib/dpkg/info/figlet.prerm, C /var/lib/dpkg/lock, C /var/lib/dpkg/status, A /var/lib/dpkg/status-old, C /var/lib/dpkg/triggers,
C /var/lib/dpkg/triggers/Lock, C /var/log, C /var/log/alternatives.log, C /var/log/apt, C /var/log/apt/eipp.log.xz, C /var/log/apt/history.log,
A /var/log/apt/term.log, C /var/log/dpkg.log`;
  const expected = [
    ...rest.split(/,\s+/),
    ...fonts,
    ...lists('archive.ubuntu.com', 'noble', 'main restricted universe multiverse'),
    ...lists('archive.ubuntu.com', 'noble-updates', 'main restricted universe multiverse'),
    ...lists('archive.ubuntu.com', 'noble-backports', 'main universe multiverse'),
    ...lists('security.ubuntu.com', 'noble-security', 'main restricted universe multiverse'),
  ];
  const shown = ubuntu.changes().map(({ kind, path }) => `${kind} ${path}`);
  expect([...shown].sort()).toEqual(expected.sort());
});

test('the container grows by 57 MB, as images of 2026 do (78.1MB, then 135MB)', async () => {
  const { ubuntu } = await withFiglet();
  let grown = 0;
  for (const { kind, path } of ubuntu.changes()) {
    const stat = ubuntu.fs.lstat(path);
    if (kind !== 'D' && stat.type === 'file') grown += stat.size;
  }
  expect(Math.round((78_116_000 + grown) / 1_000_000)).toBe(135);
});

test('dpkg and apt know it then; its files are its own', async () => {
  const { ubuntu } = await withFiglet();
  const said = async (line: string) => asShown((await ubuntu.run(line)).text);
  expect(await said('dpkg -l figlet')).toBe(`Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
||/ Name           Version      Architecture Description
+++-==============-============-============-=======================================================
ii  figlet         2.2.5-3      amd64        Make large character ASCII banners out of ordinary text
`);
  expect(await said('dpkg -S /usr/bin/figlet-figlet')).toBe('figlet: /usr/bin/figlet-figlet\n');
  expect(await said('apt-cache policy figlet')).toBe(
    'figlet:\n  Installed: 2.2.5-3\n  Candidate: 2.2.5-3\n  Version table:\n *** 2.2.5-3 500\n' +
      '        500 http://archive.ubuntu.com/ubuntu noble/universe amd64 Packages\n        100 /var/lib/dpkg/status\n',
  );
  expect(await said('apt list --installed figlet')).toBe('Listing... Done\nfiglet/noble,now 2.2.5-3 amd64 [installed]\n');
  expect(await said('apt-get install figlet')).toBe(
    `${READING}figlet is already the newest version (2.2.5-3).\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
  );
  expect(ubuntu.fs.readLink('/usr/bin/figlet')).toBe('/etc/alternatives/figlet');
  expect(ubuntu.fs.readLink('/etc/alternatives/figlet')).toBe('/usr/bin/figlet-figlet');
  expect(ubuntu.read('/var/log/apt/history.log')).toMatch(
    /\nStart-Date: [\d-]{10} {2}[\d:]{8}\nCommandline: apt-get install figlet\nInstall: figlet:amd64 \(2\.2\.5-3\)\nEnd-Date: .*\n$/,
  );
});

test('remove leaves the configuration file, purge leaves nothing', async () => {
  const { ubuntu } = await withFiglet();
  const removed = await ubuntu.run('apt-get remove figlet', 'y\n');
  expect(asShown(removed.text)).toBe(
    `${READING}The following packages will be REMOVED:
  figlet
0 upgraded, 0 newly installed, 1 to remove and 0 not upgraded.
After this operation, 752 kB disk space will be freed.
Do you want to continue? [Y/n] y
(Reading database ... 4462 files and directories currently installed.)
Removing figlet (2.2.5-3) ...
`,
  );
  expect(asShown((await ubuntu.run('dpkg -l figlet')).text)).toMatch(/\nrc {2}figlet /);
  expect(ubuntu.fs.exists('/etc/emacs/site-start.d/50figlet.el')).toBe(true);
  expect(ubuntu.fs.exists('/usr/bin/figlet')).toBe(false);
  const purged = await ubuntu.run('apt-get purge -y figlet');
  expect(asShown(purged.text)).toBe(`${READING}The following packages will be REMOVED:
  figlet*
0 upgraded, 0 newly installed, 1 to remove and 0 not upgraded.
After this operation, 0 B of additional disk space will be used.
(Reading database ... 4384 files and directories currently installed.)
Purging configuration files for figlet (2.2.5-3) ...
`);
  expect((await ubuntu.run('dpkg -l figlet')).text).toBe('dpkg-query: no packages found matching figlet\r\n');
  expect(ubuntu.fs.exists('/etc/emacs')).toBe(false);
  expect(ubuntu.fs.readDir('/var/lib/dpkg/info').filter(({ name }) => name.startsWith('figlet'))).toEqual([]);
});

test('in a pipe: no redrawing by apt, its own line of debconf before what was fetched, dpkg with carriage returns', async () => {
  const ubuntu = startUbuntu();
  expect((await ubuntu.piped('apt-get update')).text).toMatch(/\nFetched .*\nReading package lists\.\.\.\n$/);
  const { text } = await ubuntu.piped('apt-get install -y figlet');
  expect(text).toMatch(/^Reading package lists\.\.\.\nBuilding dependency tree\.\.\.\nReading state information\.\.\.\nThe following NEW/);
  expect(text).toMatch(
    /\[133 kB\]\ndebconf: delaying .*\nFetched 133 kB in 0s .*\nSelecting previously unselected package figlet\.\r\n\(Reading database \.\.\. \r/,
  );
});

test('the lists are knowledge: without them apt forgets, without a network it still knows', async () => {
  const { ubuntu } = await withFiglet();
  await ubuntu.run('apt-get purge -y figlet');
  const offline = startUbuntu({ hasNetwork: false });
  for (const { name, type } of ubuntu.fs.readDir('/var/lib/apt/lists')) {
    if (type === 'file') offline.fs.writeContent(`/var/lib/apt/lists/${name}`, ubuntu.fs.readContent(`/var/lib/apt/lists/${name}`));
  }
  expect(asShown((await offline.run('apt-cache policy figlet')).text)).toMatch(/Candidate: 2\.2\.5-3/);
  const failed = await offline.run('apt-get install figlet');
  expect(failed.status).toEqual({ exited: 100 });
  expect(asShown(failed.text)).toMatch(
    /E: Failed to fetch http:\/\/archive\.ubuntu\.com\/ubuntu\/pool\/universe\/f\/figlet\/figlet_2\.2\.5-3_amd64\.deb {2}Temporary failure resolving 'archive\.ubuntu\.com'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing\?\n$/,
  );
  for (const { name, type } of ubuntu.fs.readDir('/var/lib/apt/lists')) if (type === 'file') ubuntu.fs.unlink(`/var/lib/apt/lists/${name}`);
  expect(asShown((await ubuntu.run('apt-get install figlet')).text)).toContain('E: Unable to locate package figlet\n');
});
