// apt-cache: questions to the lists. As apt 2.8.3 cmdline/apt-cache.cc.
import { defineAptProgram } from './toolkit/apt-frame.ts';
import { searchNames } from './toolkit/list-packages.ts';
import { showDepends, showMadison, showNames, showPolicy, showRecords, showReverseDepends } from './toolkit/show-packages.ts';

export default defineAptProgram({
  name: 'apt-cache',
  summary: 'Ask what is known of packages.',
  usage: ['apt-cache [options] command', '       apt-cache [options] show pkg1 [pkg2 ...]'.trimStart()],
  about:
    'apt-cache tells what the lists that `apt-get update` fetched, and the installed\npackages, say. It asks no server and needs no network.',
  commands: {
    search: { summary: 'Search names and descriptions for a regular expression', run: searchNames },
    depends: { summary: 'Show what a package depends on', run: showDepends },
    rdepends: { summary: 'Show what depends on a package', run: showReverseDepends },
    show: { summary: 'Show the record of a package', run: showRecords },
    pkgnames: { summary: 'List the names of all packages', run: showNames },
    policy: { summary: 'Show which version would be installed, and from where', run: showPolicy },
    madison: { summary: '', run: showMadison },
  },
  notSimulated: ['showsrc', 'showpkg', 'stats', 'dump', 'dumpavail', 'unmet', 'dotty', 'xvcg', 'gencaches'],
});
