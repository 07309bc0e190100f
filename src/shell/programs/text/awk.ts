/** awk: pattern scanning and processing. As mawk 1.3.4, Debian's and Ubuntu's awk. */
import { createAwkProgram } from '../../awk/program.ts';

export default createAwkProgram('awk');
