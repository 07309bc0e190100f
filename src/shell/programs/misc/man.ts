/** man: what stands in its place on a minimized system. As Ubuntu's container images ship it. */
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'man',
  usage: '[PAGE]...',
  summary: 'Say that manual pages are not installed.',
  raw: true,
  options: {},
  async run(io) {
    await io.out(
      "This system has been minimized by removing packages and content that are\nnot required on a system that users do not log into.\n\nTo restore this content, including manpages, you can run the 'unminimize'\ncommand. You will still need to ensure the 'man-db' package is installed.\n",
    );
    return 0;
  },
});
