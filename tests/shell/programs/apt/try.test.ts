import { test } from 'vitest';
import { startUbuntu, asShown } from '/work/main/tests/shell/programs/apt/ubuntu-container.ts';
test('x', async () => {
  const c = startUbuntu();
  for (const [l,k] of [['apt-get install figlet',''],['apt-get update',''],['apt-get update',''],['apt-get install figlet',''],['apt-get install cmatrix','n\n'],['apt-get install --no-install-recommends cmatrix','y\n'],['apt-get install -y figlet'],['apt list --installed figlet lib*ncurses* bash'],['apt show figlet'],['apt-cache policy figlet'],['apt-get remove figlet','y\n'],['apt-get purge -y figlet'],['apt-get autoremove --purge -y cmatrix']] as [string,string?][]) {
    const r = await c.run(l,k); console.log('$ '+l+'\n'+asShown(r.text)+JSON.stringify(r.status));
  }
});
