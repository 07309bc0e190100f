/** Where the machine differs from the real one on purpose: one sentence each, with the reason. docs/FIDELITY.md shows them. */
export const deviations: readonly string[] = [
  '`cmatrix` *suggests* kbd in our archive, where Ubuntu’s *recommends* it: kbd brings console-setup and its keyboard question, which `-y` does not answer. So the install ends without a question.',
  'IDs of pulled images are the sha256 of their config, as everywhere, but not those of the Hub: the true file contents cannot be shipped, so the layers are others. Digests and layer IDs that `docker pull` prints follow from them.',
  'Files that nobody reads (most binaries, package lists) have their true size and begin with a few true bytes; the rest is a hole. Sizes, `du` and `ls -l` are right, their checksums are not. In a layer’s tar they are GNU sparse entries: a real Docker 28.5.2 loads such an image, keeps its DiffIDs and sizes, but cannot `docker save` it again.',
  'An executable holds a note that says which program it is. It can be copied, moved, renamed, committed and saved; patched it cannot be.',
  'The list of files of the ubuntu image is nearly that of the real one, with the real packages’ names, versions and a sum of sizes of 78.1 MB; single files may be missing.',
  "The host’s `~/.bashrc` sets `PROMPT_COMMAND='history -a'`: closing the page is a power cut, and the history must outlast it.",
  'Closing or reloading the page ends every process. Containers that ran are `Exited (255)`, as after a power cut.',
  'Pulls, downloads and installs take about a tenth of the real time.',
  'The machine has no network but the simulated archive and Hub. `/dev/tcp`, other hosts and published ports lead nowhere.',
  'The clock goes on with the work done: a system call takes a microsecond, so that two runs with the same seed are the same bytes.',
  'GNU’s and apt’s `--help` texts are in our own words, for their licence; Docker’s are its own (Apache-2.0).',
  'A container’s log keeps its last 4 MB or so: the real json-file driver has no bound unless `--log-opt max-size` asks for one.',
  'Limits of memory, processors, processes and devices are checked, kept and shown; nothing is held to them.',
  'Registry logins, Swarm, plugins, trust, contexts other than `default` and buildx builders are declared, with their help, errors and empty lists, and not simulated.',
];
