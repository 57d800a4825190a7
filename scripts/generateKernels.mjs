// Writes src/models/hmm/forwardBackward.gen.ts: the forward-backward pass with its loops over states written out,
// for 2 to 8 states. V8 keeps the written-out sums in registers; that is 3 to 4 times faster than loops.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the kernels are kept. */
export const file = fileURLToPath(new URL('../src/models/hmm/forwardBackward.gen.ts', import.meta.url));

const parameters = [
  ...['rowOf: Int32Array', 'start: number', 'end: number', 'P: Float64Array', 'p: number', 'initial: Float64Array'],
  ...['B: Float64Array', 'G: Float64Array', 'A: Float64Array', 'C: Float64Array', 'counts: Float64Array'],
  'first: Float64Array',
];

/** The text of the file. */
export function source() {
  const header =
    '// Made by scripts/generateKernels.mjs; change that and run it. The readable form is `forwardBackwardLoops`.\n';
  return [header, ...[2, 3, 4, 5, 6, 7, 8].map(kernel)].join('');
}

/** @param {number} K number of states */
function kernel(K) {
  const body = [
    ...pairs(K, (i, j) => `const P${i}${j} = P[p + ${i * K + j}];`),
    'let logLikelihood = 0;',
    'let o = 0;',
    `let u = rowOf[start] * ${K};`,
    ...each(K, (i) => `let a${i} = initial[${i}] * B[u + ${i}];`),
    `let c = ${sum(K, (i) => `a${i}`)};`,
    'if (!(c > 1e-140)) return Number.NaN;',
    'let r = 1 / c;',
    'C[0] = r;',
    'let product = c;',
    ...each(K, (i) => `A[${i}] = a${i} * r;`),
    'const n = end - start;',
    'for (let t = 1; t < n; t++) {',
    ...indented(forward(K)),
    '}',
    'logLikelihood += Math.log(product);',
    'if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;',
    ...pairs(K, (i, j) => `let n${i}${j} = 0;`),
    ...each(K, (i) => `let b${i} = 1;`),
    'for (let t = n - 1; t > 0; t--) {',
    ...indented(backward(K)),
    '}',
    ...each(K, (i) => `const g${i} = A[${i}] * b${i};`),
    `if (!(${sum(K, (i) => `g${i}`)} < 2)) return Number.NaN;`,
    `u = rowOf[start] * ${K};`,
    ...each(K, (i) => `G[u + ${i}] += g${i};`),
    ...each(K, (i) => `first[${i}] += g${i};`),
    ...pairs(K, (i, j) => `counts[p + ${i * K + j}] += n${i}${j} * P${i}${j};`),
    'return logLikelihood;',
  ];
  return `
export function forwardBackward${K}(
${indented(parameters.map((parameter) => `${parameter},`)).join('\n')}
): number {
${indented(body).join('\n')}
}
`;
}

/**
 * One trial forward: filtered probabilities, and the logarithm of their normalizers a product at a time. The next trial
 * goes on from probabilities that are not normalized, so that its sums need not wait for the division.
 *
 * @param {number} K
 */
function forward(K) {
  return [
    `o += ${K};`,
    `u = rowOf[start + t] * ${K};`,
    ...each(K, (j) => `const f${j} = (${sum(K, (i) => `a${i} * P${i}${j}`)}) * r * B[u + ${j}];`),
    `c = ${sum(K, (i) => `f${i}`)};`,
    'r = 1 / c;',
    'C[t] = r;',
    'product *= c;',
    'if (product < 1e-150) {',
    '  if (!(c > 1e-140)) return Number.NaN;',
    '  logLikelihood += Math.log(product);',
    '  product = 1;',
    '}',
    ...each(K, (i) => `A[o + ${i}] = f${i} * r;`),
    ...each(K, (i) => `a${i} = f${i};`),
  ];
}

/** One trial backward: its posterior, and the transitions into it. @param {number} K */
function backward(K) {
  return [
    'r = C[t];',
    `u = rowOf[start + t] * ${K};`,
    ...each(K, (i) => `G[u + ${i}] += A[o + ${i}] * b${i};`),
    ...each(K, (i) => `const v${i} = B[u + ${i}] * r * b${i};`),
    `o -= ${K};`,
    ...each(K, (i) => `const q${i} = A[o + ${i}];`),
    ...pairs(K, (i, j) => `n${i}${j} += q${i} * v${j};`),
    ...each(K, (i) => `b${i} = ${sum(K, (j) => `P${i}${j} * v${j}`)};`),
  ];
}

/** @param {number} K @param {(i: number) => string} line */
function each(K, line) {
  return Array.from({ length: K }, (_, i) => line(i));
}

/** @param {number} K @param {(i: number, j: number) => string} line */
function pairs(K, line) {
  return each(K * K, (cell) => line(Math.floor(cell / K), cell % K));
}

/** @param {number} K @param {(i: number) => string} term */
function sum(K, term) {
  return each(K, term).join(' + ');
}

/** @param {readonly string[]} lines */
function indented(lines) {
  return lines.map((line) => `  ${line}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, source());
