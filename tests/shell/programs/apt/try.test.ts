import { test } from 'vitest';
import { startUbuntu, asShown } from '/work/main/tests/shell/programs/apt/ubuntu-container.ts';
test('x', async () => {
  const c = startUbuntu();
  await c.run('apt-get update');
  await c.run('apt-get install -y figlet');
  console.log(
    c
      .changes()
      .map((x) => x.kind + ' ' + x.path)
      .filter((x) => !/figlet\/.*fl[cf]/.test(x))
      .join('\n'),
  );
  for (const [l, k] of [
    ['dpkg -l figlet', ''],
    ['dpkg -L figlet'],
    ['dpkg -S /usr/bin/figlet-figlet'],
    ['dpkg -s figlet'],
    ['dpkg-query -W bash libc6 nosuch'],
    ['dpkg -l lib*ss*'],
    ['update-alternatives --display figlet'],
    ['update-alternatives --config figlet'],
    ['update-alternatives --config pager'],
    ['dpkg -r libacl1'],
    ['dpkg -r bash'],
    ['dpkg -V'],
    ['dpkg --get-selections ba*'],
    ['apt-get download cmatrix'],
    ['dpkg -i cmatrix_2.0-6_amd64.deb'],
    ['dpkg -C'],
    ['apt-get install -y figlet'],
    ['apt-get -f -y install'],
    ['apt-get install -y sl'],
    ['apt install --reinstall figlet'],
    ['apt-cache depends cmatrix'],
    ['apt-mark showauto'],
    ['apt-get install vim'],
    ['apt-get --print-uris install figlet --reinstall'],
  ] as [string, string?][]) {
    const r = await c.run(l, k);
    console.log('$ ' + l + '\n' + asShown(r.text) + JSON.stringify(r.status));
  }
  console.log(c.read('/var/log/apt/history.log').slice(-900));
  console.log(c.read('/var/log/dpkg.log').slice(-1500));
  console.log(c.read('/var/log/alternatives.log').slice(-500));
  console.log(c.fs.readDir('/var/lib/apt/lists').map((x) => x.name));
});
