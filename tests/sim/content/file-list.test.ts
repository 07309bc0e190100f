import { expect, test } from 'vitest';
import { dpkgDatabase, listText } from '../../../src/sim/content/dpkg-database.ts';
import { inColumns, parseFileList } from '../../../src/sim/content/file-list.ts';
import { unpack } from '../../../src/sim/content/unpack.ts';
import { programOf } from '../../../src/sim/fs/executable.ts';

const LIST = `# an example
@mtime 100
=tool:amd64	1.2-3
:Section: utils
:Depends: libc6
%postinst 70 md5sums 33
/etc
tool.conf	=a\\tb\\\\n\\n
/usr/bin
tool	x5000
t	x6000:tool
alias	@tool
same	&/usr/bin/tool
/usr/share/man/man1
tool.1.gz	-
/var
spool	d	2775	0:8
@mtime 200
=
/
tmp	d	1777
/run
data	77	600	1:2	300
`;

test('a list says what is there, under whose name, and what was left out', () => {
  const { packages, entries } = parseFileList(LIST);
  expect(packages).toHaveLength(1);
  expect(packages[0]).toMatchObject({
    name: 'tool:amd64',
    version: '1.2-3',
    mtime: 100,
    controlFiles: [
      { kind: 'postinst', size: 70 },
      { kind: 'md5sums', size: 33 },
    ],
  });
  expect(packages[0]?.paths).toContain('/usr/share/man/man1/tool.1.gz');
  expect(entries.map(({ path }) => path)).not.toContain('/usr/share/man/man1/tool.1.gz');
  expect(entries.find(({ path }) => path === '/etc/tool.conf')).toMatchObject({
    type: 'content',
    text: 'a\tb\\n\n',
    mode: 0o644,
    mtime: 100,
  });
  expect(entries.find(({ path }) => path === '/run/data')).toEqual({
    path: '/run/data',
    type: 'opaque',
    size: 77,
    mode: 0o600,
    uid: 1,
    gid: 2,
    mtime: 300,
  });
  expect(() => parseFileList('/x\nfile\twhat\n')).toThrow('/x/file');
});

test('unpacked: parents first, programs under their true size, links', () => {
  const layer = unpack(parseFileList(LIST).entries, { mtime: 500 });
  expect(layer.map(({ path }) => path)).toEqual([
    'etc',
    'etc/tool.conf',
    'run',
    'run/data',
    'tmp',
    'usr',
    'usr/bin',
    'usr/bin/alias',
    'usr/bin/same',
    'usr/bin/t',
    'usr/bin/tool',
    'var',
    'var/spool',
  ]);
  const at = (path: string) => layer.find((entry) => entry.path === path);
  const program = at('usr/bin/t')?.node;
  expect(program?.type === 'file' && [program.content.size, programOf(program.content)]).toEqual([6000, 'tool']);
  expect(at('usr/bin/same')?.hardLinkTo).toBe('usr/bin/tool');
  expect(at('var/spool')?.node).toMatchObject({ mode: 0o2775, gid: 8, mtime: 100_000_000 });
  expect(at('usr')?.node).toMatchObject({ mode: 0o755, mtime: 500_000_000 });
});

test('a source that was not fetched is an error that names it', () => {
  expect(() => unpack([{ path: '/font', type: 'content', source: 'files/font', mode: 0o644 }], { mtime: 0 })).toThrow('files/font');
});

test("dpkg's database is made from the list", () => {
  const { packages, entries } = parseFileList(LIST);
  const database = new Map(dpkgDatabase(packages, entries, 500).map((entry) => [entry.path, entry]));
  expect([...database.keys()].sort()).toEqual(
    ['conffiles', 'list', 'md5sums', 'postinst']
      .map((kind) => `/var/lib/dpkg/info/tool:amd64.${kind}`)
      .concat('/var/lib/dpkg/info/format', '/var/lib/dpkg/status', '/var/log/dpkg.log')
      .sort(),
  );
  const status = database.get('/var/lib/dpkg/status');
  expect(status).toMatchObject({ type: 'content' });
  expect(status && 'text' in status ? status.text : '').toMatch(
    /^Package: tool\nStatus: install ok installed\nPriority: optional\nSection: utils\n/,
  );
  expect(status && 'text' in status ? status.text : '').toMatch(
    /\nMulti-Arch: same\nVersion: 1\.2-3\nDepends: libc6\nConffiles:\n \/etc\/tool\.conf [0-9a-f]{32}\n/,
  );
  expect(database.get('/var/lib/dpkg/info/tool:amd64.postinst')).toMatchObject({ size: 70, mode: 0o755 });
});

test('a .list has every path after its parents, once', () => {
  expect(listText(['/usr/bin/a', '/usr/bin/b', '/etc'])).toBe('/.\n/usr\n/usr/bin\n/usr/bin/a\n/usr/bin/b\n/etc\n');
});

test('in columns it says the same', () => {
  expect(parseFileList(inColumns(LIST))).toEqual(parseFileList(LIST));
});
