// Writes the forward-backward pass with its loops over states written out: forwardBackward.gen.ts for 2 to 8 states and one
// matrix a session, drivenForwardBackward.gen.ts for 2 to 5 states and a matrix a trial. V8 keeps the written-out sums in
// registers; that is 3 to 4 times faster than loops.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is written: file, name of the functions, numbers of states, whether each trial has a matrix of its own. */
export const outputs = [
  { file: 'forwardBackward.gen.ts', name: 'forwardBackward', states: [2, 3, 4, 5, 6, 7, 8], driven: false },
  { file: 'drivenForwardBackward.gen.ts', name: 'drivenForwardBackward', states: [2, 3, 4, 5], driven: true },
].map((output) => ({
  ...output,
  path: fileURLToPath(new URL(`../src/models/hmm/${output.file}`, import.meta.url)),
}));

/** @param {boolean} driven */
function parameters(driven) {
  return [
    ...['rowOf: Int32Array', 'start: number', 'end: number', 'P: Float64Array'],
    ...[driven ? 'matrixOf: Int32Array' : 'p: number', 'initial: Float64Array', 'B: Float64Array', 'G: Float64Array'],
    ...['A: Float64Array', 'C: Float64Array', 'counts: Float64Array', 'first: Float64Array'],
  ];
}

/** The text of a file. @param {(typeof outputs)[number]} output */
export function source({ name, states, driven }) {
  const header = `// Made by scripts/generateKernels.mjs; change that and run it. The readable form is \`${name}Loops\`.\n`;
  return [header, ...states.map((K) => kernel(K, name, driven))].join('');
}

/** @param {number} K number of states @param {string} name @param {boolean} driven */
function kernel(K, name, driven) {
  const body = [
    ...(driven ? [] : pairs(K, (i, j) => `const P${i}${j} = P[p + ${i * K + j}];`)),
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
    ...indented(forward(K, driven)),
    '}',
    'logLikelihood += Math.log(product);',
    'if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;',
    ...(driven ? [] : pairs(K, (i, j) => `let n${i}${j} = 0;`)),
    ...each(K, (i) => `let b${i} = 1;`),
    'for (let t = n - 1; t > 0; t--) {',
    ...indented(backward(K, driven)),
    '}',
    ...each(K, (i) => `const g${i} = A[${i}] * b${i};`),
    `if (!(${sum(K, (i) => `g${i}`)} < 2)) return Number.NaN;`,
    `u = rowOf[start] * ${K};`,
    ...each(K, (i) => `G[u + ${i}] += g${i};`),
    ...each(K, (i) => `first[${i}] += g${i};`),
    ...(driven ? [] : pairs(K, (i, j) => `counts[p + ${i * K + j}] += n${i}${j} * P${i}${j};`)),
    'return logLikelihood;',
  ];
  return `
export function ${name}${K}(
${indented(parameters(driven).map((parameter) => `${parameter},`)).join('\n')}
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
 * @param {boolean} driven
 */
function forward(K, driven) {
  return [
    `o += ${K};`,
    `u = rowOf[start + t] * ${K};`,
    ...(driven ? [`const p = matrixOf[start + t] * ${K * K};`] : []),
    ...each(K, (j) => `const f${j} = (${sum(K, (i) => `a${i} * ${entry(K, i, j, driven)}`)}) * r * B[u + ${j}];`),
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

/** One trial backward: its posterior, and the transitions into it. @param {number} K @param {boolean} driven */
function backward(K, driven) {
  return [
    'r = C[t];',
    `u = rowOf[start + t] * ${K};`,
    ...each(K, (i) => `G[u + ${i}] += A[o + ${i}] * b${i};`),
    ...each(K, (i) => `const v${i} = B[u + ${i}] * r * b${i};`),
    `o -= ${K};`,
    ...each(K, (i) => `const q${i} = A[o + ${i}];`),
    ...(driven ? drivenSteps(K) : pairs(K, (i, j) => `n${i}${j} += q${i} * v${j};`)),
    ...each(K, (i) => `b${i} = ${sum(K, (j) => (driven ? `s${i}${j}` : `P${i}${j} * v${j}`))};`),
  ];
}

/** @param {number} K */
function drivenSteps(K) {
  return [
    `const p = matrixOf[start + t] * ${K * K};`,
    ...pairs(K, (i, j) => `const s${i}${j} = P[p + ${i * K + j}] * v${j};`),
    ...pairs(K, (i, j) => `counts[p + ${i * K + j}] += q${i} * s${i}${j};`),
  ];
}

/** @param {number} K @param {number} i @param {number} j @param {boolean} driven */
function entry(K, i, j, driven) {
  return driven ? `P[p + ${i * K + j}]` : `P${i}${j}`;
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

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const output of outputs) writeFileSync(output.path, source(output));
