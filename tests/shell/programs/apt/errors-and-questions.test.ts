/** What goes wrong or is asked: apt's and dpkg's own words, statuses and streams (facts/ubuntu.md §4; apt 2.6 and dpkg 1.22 of Debian where it is silent). */
import { expect, test } from 'vitest';
import { asShown, startUbuntu } from './ubuntu-container.ts';

const LEARNER = { credentials: { uid: 1000, gid: 1000, groups: [1000] } };

test.each([
  ['apt-get frobnicate', 'E: Invalid operation frobnicate\n', 100],
  ['apt-get -z install', "E: Command line option 'z' [from -z] is not understood in combination with the other options.\n", 100],
  ['apt-get --foo install', 'E: Command line option --foo is not understood in combination with the other options\n', 100],
  ['apt-cache search', 'E: You must give at least one search pattern\n', 100],
  ['apt-cache show nosuch', 'E: No packages found\n', 100],
  ['apt-get source figlet', 'drydock: apt-get source is not simulated\n', 100],
  ['dpkg -i /nosuch.deb', "dpkg: error: cannot access archive '/nosuch.deb': No such file or directory\n", 2],
  [
    'dpkg -L nosuch',
    "dpkg-query: package 'nosuch' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n",
    1,
  ],
  [
    'dpkg -s nosuch',
    "dpkg-query: package 'nosuch' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n",
    1,
  ],
  ['dpkg -S /nosuch', 'dpkg-query: no path found matching pattern /nosuch\n', 1],
  ['dpkg -r nosuch', "dpkg: warning: ignoring request to remove nosuch which isn't installed\n", 0],
  [
    'dpkg -r bash',
    'dpkg: error processing package bash (--remove):\n this is an essential package; it should not be removed\nErrors were encountered while processing:\n bash\n',
    1,
  ],
  ['dpkg --compare-versions 1 lt 2', '', 0],
  ['dpkg --compare-versions 1 gt 2', '', 1],
  ['update-alternatives --list nosuch', 'update-alternatives: error: no alternatives for nosuch\n', 2],
  ['update-alternatives --set pager /nosuch', 'update-alternatives: error: alternative /nosuch for pager not registered; not setting\n', 2],
  ['update-alternatives --install /tmp/x x /nosuch 10', "update-alternatives: error: alternative path /nosuch doesn't exist\n", 2],
])('%s', async (line, text, status) => {
  expect(await startUbuntu().piped(line)).toEqual({ text, status: { exited: status } });
});

test('names that nobody knows, that are only mentioned, and patterns', async () => {
  const ubuntu = startUbuntu();
  await ubuntu.run('apt-get update');
  const said = async (line: string) =>
    (await ubuntu.piped(line)).text.replace(/^Reading package lists\.\.\.\nBuilding .*\nReading state .*\n/, '');
  expect(await said('apt-get install nosuch1 nosuch2')).toBe('E: Unable to locate package nosuch1\nE: Unable to locate package nosuch2\n');
  expect(await said('apt-get install vim')).toBe('E: Unable to locate package vim\ndrydock: the package vim is not simulated\n');
  expect(await said('apt-get install py3.5')).toBe(
    "E: Unable to locate package py3.5\nE: Couldn't find any package by glob 'py3.5'\nE: Couldn't find any package by regex 'py3.5'\n",
  );
  expect(await said('apt-get install kbd')).toBe(
    'Package kbd is not available, but is referred to by another package.\nThis may mean that the package is missing, has been obsoleted, or\n' +
      "is only available from another source\n\nE: Package 'kbd' has no installation candidate\n",
  );
  expect(await said('apt-get install figlet=9')).toBe("E: Version '9' for 'figlet' was not found\n");
  expect(await said('apt-get -s install figlet')).toBe(
    'The following NEW packages will be installed:\n  figlet\n0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\n' +
      'Inst figlet (2.2.5-3 Ubuntu:24.04/noble [amd64])\nConf figlet (2.2.5-3 Ubuntu:24.04/noble [amd64])\n',
  );
  expect(await said('apt-get remove figlet')).toBe(
    "Package 'figlet' is not installed, so not removed\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n",
  );
  expect(await said('apt-get install fig*')).toContain("Note, selecting 'figlet' for glob 'fig*'\n");
});

test('who is not root may look but not change', async () => {
  const ubuntu = startUbuntu();
  const said = async (line: string) => ubuntu.piped(line, LEARNER);
  expect(await said('apt-get install figlet')).toEqual({
    text: 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
    status: { exited: 100 },
  });
  expect((await said('apt-get update')).text).toBe(
    'E: List directory /var/lib/apt/lists/partial is missing. - Acquire (13: Permission denied)\n',
  );
  await ubuntu.run('apt-get update');
  expect((await said('apt-get update')).text).toBe(
    'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/\n',
  );
  expect(await said('dpkg -r figlet')).toEqual({
    text: 'dpkg: error: requested operation requires superuser privilege\n',
    status: { exited: 2 },
  });
  expect((await said('apt-cache policy bash')).text).toContain('  Installed: 5.2.21-2ubuntu4\n');
});

test('without a network: three tries, then warnings, and still status 0', async () => {
  const { text, status } = await startUbuntu({ hasNetwork: false }).piped('apt-get update');
  const suites = [
    'archive.ubuntu.com/ubuntu noble',
    'archive.ubuntu.com/ubuntu noble-updates',
    'archive.ubuntu.com/ubuntu noble-backports',
    'security.ubuntu.com/ubuntu noble-security',
  ];
  const ignored = suites.map((suite, i) => `Ign:${i + 1} http://${suite} InRelease\n`).join('');
  const failed = suites
    .map((suite, i) => `Err:${i + 1} http://${suite} InRelease\n  Temporary failure resolving '${suite.split('/')[0]}'\n`)
    .join('');
  const warned = suites
    .map(
      (suite) =>
        `W: Failed to fetch http://${suite.replace(' ', '/dists/')}/InRelease  Temporary failure resolving '${suite.split('/')[0]}'\n`,
    )
    .join('');
  expect(text).toBe(
    `${ignored.repeat(3)}${failed}Reading package lists...\n${warned}W: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
  );
  expect(status).toEqual({ exited: 0 });
});

test('a suite that the server does not have is an error', async () => {
  const ubuntu = startUbuntu();
  ubuntu.fs.writeFile('/etc/apt/sources.list', new TextEncoder().encode('deb http://archive.ubuntu.com/ubuntu nosuch main\n'));
  const { text, status } = await ubuntu.piped('apt-get update');
  expect(text).toContain("E: The repository 'http://archive.ubuntu.com/ubuntu nosuch Release' does not have a Release file.\n");
  expect(status).toEqual({ exited: 100 });
});

test('essential packages stay', async () => {
  const { text, status } = await startUbuntu().piped('apt-get remove -y bash');
  expect(text).toContain(
    'WARNING: The following essential packages will be removed.\nThis should NOT be done unless you know exactly what you are doing!\n  bash\n',
  );
  expect(text).toMatch(/E: Essential packages were removed and -y was used without --allow-remove-essential\.\n$/);
  expect(status).toEqual({ exited: 100 });
});

test('the end of input is no; apt warns scripts', async () => {
  const ubuntu = startUbuntu();
  await ubuntu.run('apt-get update');
  const { text, status } = await ubuntu.piped('apt install cmatrix');
  expect(text).toMatch(
    /^\nWARNING: apt does not have a stable CLI interface\. Use with caution in scripts\.\n\nReading package lists\.\.\.\n/,
  );
  expect(text).toMatch(/Do you want to continue\? \[Y\/n\] Abort\.\n$/);
  expect(status).toEqual({ exited: 1 });
});

test('^C in a download ends at once, nothing is locked afterwards', async () => {
  const ubuntu = startUbuntu();
  const pty = ubuntu.kernel.createPty({ columns: 80, rows: 24 });
  const interrupted = ubuntu.run('apt-get update');
  ubuntu.kernel.after(300_000, () => {
    for (const { hostPid, name } of ubuntu.kernel.processes()) if (name === 'apt-get') ubuntu.kernel.kill(hostPid, 'INT');
  });
  expect((await interrupted).status).toEqual({ signaled: 'INT' });
  pty.close();
  expect((await ubuntu.run('apt-get update')).status).toEqual({ exited: 0 });
});

test('apt on a terminal: a bar below, its region given back at the end', async () => {
  const ubuntu = startUbuntu();
  expect(asShown((await ubuntu.run('apt update')).text)).toMatch(
    /Reading package lists\.\.\. Done\nBuilding dependency tree\.\.\. Done\nReading state information\.\.\. Done\nAll packages are up to date\.\n$/,
  );
  const { text } = await ubuntu.run('apt install figlet');
  expect(text).toContain('\n\x1b7\x1b[0;29r\x1b8\x1b[1ASelecting previously unselected package figlet.\r\n');
  const bar = (percent: number) =>
    `\x1b7\x1b[30;0f\x1b[42m\x1b[30mProgress: [${String(percent).padStart(3)}%]\x1b[49m\x1b[39m [${'#'.repeat(Math.floor((78 * percent) / 100)).padEnd(78, '.')}] \x1b8`;
  expect(text).toContain(
    `${bar(0)}${bar(20)}Unpacking figlet (2.2.5-3) ...\r\n${bar(40)}Setting up figlet (2.2.5-3) ...\r\n${bar(60)}update-alternatives: using`,
  );
  expect(text).toMatch(/\x1b7\x1b\[0;30r\x1b8\x1b\[1A\x1b\[J$/);
});

test('92 packages, 93 lines of apt list, none of them ever updated', async () => {
  const ubuntu = startUbuntu();
  expect((await ubuntu.piped('dpkg-query -W')).text.trimEnd().split('\n')).toHaveLength(92);
  const { text } = await ubuntu.piped('apt list --installed');
  const lines = text.split('\n').slice(3, -1);
  expect(lines).toHaveLength(93);
  expect(lines[0]).toBe('Listing...');
  expect(lines[1]).toBe('apt/now 2.8.3 amd64 [installed,local]');
});

test('after an update the lists know the installed packages too, with all that is known of them', async () => {
  const ubuntu = startUbuntu();
  await ubuntu.run('apt-get update');
  const said = async (line: string) => (await ubuntu.piped(line)).text;
  expect(await said('apt list --installed bash coreutils')).toContain(
    'Listing...\nbash/noble,now 5.2.21-2ubuntu4 amd64 [installed]\ncoreutils/noble-updates,now 9.4-3ubuntu6.2 amd64 [installed]\n',
  );
  expect(await said('apt show bash')).toContain('\nDescription: GNU Bourne Again SHell\n');
  expect(await said('apt-get -y install --reinstall bash')).toMatch(/drydock: fetching the package bash is not simulated\n$/);
});

test('lists and folder may be deleted', async () => {
  const ubuntu = startUbuntu();
  ubuntu.fs.rmdir('/var/lib/apt/lists');
  expect((await ubuntu.run('apt-get update')).status).toEqual({ exited: 0 });
  expect(ubuntu.fs.exists('/var/lib/apt/lists/partial')).toBe(true);
});

test('marks: automatic, manual, held', async () => {
  const ubuntu = startUbuntu();
  const said = async (line: string) => (await ubuntu.piped(line)).text;
  expect(await said('apt-mark auto bash')).toBe('bash set to automatically installed.\n');
  expect(await said('apt-mark showauto')).toBe('bash\nlibc6\n');
  expect(await said('apt-mark manual bash')).toBe('bash set to manually installed.\n');
  expect(await said('apt-mark manual bash')).toBe('bash was already set to manually installed.\n');
  expect(await said('apt-mark hold bash')).toBe('bash set on hold.\n');
  expect(await said('dpkg -l bash')).toMatch(/\nhi {2}bash /);
  expect(await said('apt-mark unhold bash')).toBe('Canceled hold on bash.\n');
  expect(await said('apt-mark showhold')).toBe('');
});

test('alternatives: chosen by hand, and back', async () => {
  const ubuntu = startUbuntu();
  const said = async (line: string) => (await ubuntu.piped(line)).text;
  expect(await said('update-alternatives --install /usr/bin/pager pager /usr/bin/cat 10')).toBe('');
  expect(await said('update-alternatives --list pager')).toBe('/bin/more\n/usr/bin/cat\n');
  expect(await said('update-alternatives --set pager /usr/bin/cat')).toBe(
    'update-alternatives: using /usr/bin/cat to provide /usr/bin/pager (pager) in manual mode\n',
  );
  expect(ubuntu.fs.readLink('/etc/alternatives/pager')).toBe('/usr/bin/cat');
  expect(await said('update-alternatives --auto pager')).toContain(
    'update-alternatives: using /bin/more to provide /usr/bin/pager (pager) in auto mode\n',
  );
  expect(await said('update-alternatives --remove pager /usr/bin/cat')).toBe('');
  const asked = await ubuntu.run('update-alternatives --config pager');
  expect(asShown(asked.text)).toBe(
    'There is only one alternative in link group pager (providing /usr/bin/pager): /bin/more\nNothing to configure.\n',
  );
});
