// apt-get: packages by the command line. As apt 2.8.3 cmdline/apt-get.cc.
import { archiveCommands } from './toolkit/archive-commands.ts';
import { defineAptProgram } from './toolkit/apt-frame.ts';
import { changeCommands } from './toolkit/change-commands.ts';

export default defineAptProgram({
  name: 'apt-get',
  summary: 'Install, remove and update packages.',
  usage: ['apt-get [options] command', 'apt-get [options] install|remove pkg1 [pkg2 ...]', 'apt-get [options] source pkg1 [pkg2 ...]'],
  about:
    'apt-get gets packages and what is known of them from the archives that\nsources.list names, and installs, upgrades and removes them together\nwith all that they depend on.',
  commands: { ...changeCommands, ...archiveCommands },
  notSimulated: ['source', 'build-dep', 'satisfy', 'changelog', 'dselect-upgrade', 'indextargets', 'moo'],
});
