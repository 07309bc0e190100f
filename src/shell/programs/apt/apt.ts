// apt: the same as apt-get and apt-cache, for people. As apt 2.8.3 cmdline/apt.cc.
import { archiveCommands } from './toolkit/archive-commands.ts';
import { defineAptProgram } from './toolkit/apt-frame.ts';
import { changeCommands } from './toolkit/change-commands.ts';
import { listPackages, searchPackages } from './toolkit/list-packages.ts';
import { showDepends, showForReaders, showPolicy, showReverseDepends } from './toolkit/show-packages.ts';

export default defineAptProgram({
  name: 'apt',
  summary: 'Search, install and remove packages.',
  usage: ['apt [options] command'],
  about:
    'apt searches, shows, installs and removes packages. It is made for people:\nwhat it prints may change, so scripts better use apt-get and apt-cache.',
  commands: {
    list: { summary: 'List packages by name', run: listPackages },
    search: { summary: 'Search names and descriptions', run: searchPackages },
    show: { summary: 'Show a package in detail', run: showForReaders },
    ...changeCommands,
    ...archiveCommands,
    policy: { summary: '', run: showPolicy },
    depends: { summary: '', run: showDepends },
    rdepends: { summary: '', run: showReverseDepends },
  },
  notSimulated: ['edit-sources', 'satisfy', 'source', 'build-dep', 'changelog', 'showsrc', 'moo'],
});
