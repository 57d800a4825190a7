import { eStep } from './eStep.ts';
import { families } from './families.ts';
import { demoFits, evaluations } from './fits.ts';
import { iteration } from './iteration.ts';
import { learners } from './learners.ts';
import { printSection } from './report.ts';

console.log(`CPU time in one process, medians over rounds taken in turns. Node ${process.version}, ${process.arch}.`);
const met = [
  printSection('E-step: forward-backward pass written out, against plain loops', await eStep()),
  printSection('One iteration (log posterior, gradient, curvature, step), 3 states, 4 features', await iteration()),
  printSection('The same for each family, every row distinct', await families()),
  printSection('Fits of the demo, one start each, warm', await demoFits()),
  printSection('Learners: 100 subjects of 96 trials', await learners()),
  printSection('Evaluations of the log posterior to within 1e-6 nats of the optimum', await evaluations()),
];
process.exitCode = met.every(Boolean) ? 0 : 1;
