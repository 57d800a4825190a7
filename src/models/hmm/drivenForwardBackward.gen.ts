// Made by scripts/generateKernels.mjs; change that and run it. The readable form is `drivenForwardBackwardLoops`.

export function drivenForwardBackward2(
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  matrixOf: Int32Array,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
): number {
  let logLikelihood = 0;
  let o = 0;
  let u = rowOf[start] * 2;
  let a0 = initial[0] * B[u + 0];
  let a1 = initial[1] * B[u + 1];
  let c = a0 + a1;
  if (!(c > 1e-140)) return Number.NaN;
  let r = 1 / c;
  C[0] = r;
  let product = c;
  A[0] = a0 * r;
  A[1] = a1 * r;
  const n = end - start;
  for (let t = 1; t < n; t++) {
    o += 2;
    u = rowOf[start + t] * 2;
    const p = matrixOf[start + t] * 4;
    const f0 = (a0 * P[p + 0] + a1 * P[p + 2]) * r * B[u + 0];
    const f1 = (a0 * P[p + 1] + a1 * P[p + 3]) * r * B[u + 1];
    c = f0 + f1;
    r = 1 / c;
    C[t] = r;
    product *= c;
    if (product < 1e-150) {
      if (!(c > 1e-140)) return Number.NaN;
      logLikelihood += Math.log(product);
      product = 1;
    }
    A[o + 0] = f0 * r;
    A[o + 1] = f1 * r;
    a0 = f0;
    a1 = f1;
  }
  logLikelihood += Math.log(product);
  if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;
  let b0 = 1;
  let b1 = 1;
  for (let t = n - 1; t > 0; t--) {
    r = C[t];
    u = rowOf[start + t] * 2;
    G[u + 0] += A[o + 0] * b0;
    G[u + 1] += A[o + 1] * b1;
    const v0 = B[u + 0] * r * b0;
    const v1 = B[u + 1] * r * b1;
    o -= 2;
    const q0 = A[o + 0];
    const q1 = A[o + 1];
    const p = matrixOf[start + t] * 4;
    const s00 = P[p + 0] * v0;
    const s01 = P[p + 1] * v1;
    const s10 = P[p + 2] * v0;
    const s11 = P[p + 3] * v1;
    counts[p + 0] += q0 * s00;
    counts[p + 1] += q0 * s01;
    counts[p + 2] += q1 * s10;
    counts[p + 3] += q1 * s11;
    b0 = s00 + s01;
    b1 = s10 + s11;
  }
  const g0 = A[0] * b0;
  const g1 = A[1] * b1;
  if (!(g0 + g1 < 2)) return Number.NaN;
  u = rowOf[start] * 2;
  G[u + 0] += g0;
  G[u + 1] += g1;
  first[0] += g0;
  first[1] += g1;
  return logLikelihood;
}

export function drivenForwardBackward3(
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  matrixOf: Int32Array,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
): number {
  let logLikelihood = 0;
  let o = 0;
  let u = rowOf[start] * 3;
  let a0 = initial[0] * B[u + 0];
  let a1 = initial[1] * B[u + 1];
  let a2 = initial[2] * B[u + 2];
  let c = a0 + a1 + a2;
  if (!(c > 1e-140)) return Number.NaN;
  let r = 1 / c;
  C[0] = r;
  let product = c;
  A[0] = a0 * r;
  A[1] = a1 * r;
  A[2] = a2 * r;
  const n = end - start;
  for (let t = 1; t < n; t++) {
    o += 3;
    u = rowOf[start + t] * 3;
    const p = matrixOf[start + t] * 9;
    const f0 = (a0 * P[p + 0] + a1 * P[p + 3] + a2 * P[p + 6]) * r * B[u + 0];
    const f1 = (a0 * P[p + 1] + a1 * P[p + 4] + a2 * P[p + 7]) * r * B[u + 1];
    const f2 = (a0 * P[p + 2] + a1 * P[p + 5] + a2 * P[p + 8]) * r * B[u + 2];
    c = f0 + f1 + f2;
    r = 1 / c;
    C[t] = r;
    product *= c;
    if (product < 1e-150) {
      if (!(c > 1e-140)) return Number.NaN;
      logLikelihood += Math.log(product);
      product = 1;
    }
    A[o + 0] = f0 * r;
    A[o + 1] = f1 * r;
    A[o + 2] = f2 * r;
    a0 = f0;
    a1 = f1;
    a2 = f2;
  }
  logLikelihood += Math.log(product);
  if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;
  let b0 = 1;
  let b1 = 1;
  let b2 = 1;
  for (let t = n - 1; t > 0; t--) {
    r = C[t];
    u = rowOf[start + t] * 3;
    G[u + 0] += A[o + 0] * b0;
    G[u + 1] += A[o + 1] * b1;
    G[u + 2] += A[o + 2] * b2;
    const v0 = B[u + 0] * r * b0;
    const v1 = B[u + 1] * r * b1;
    const v2 = B[u + 2] * r * b2;
    o -= 3;
    const q0 = A[o + 0];
    const q1 = A[o + 1];
    const q2 = A[o + 2];
    const p = matrixOf[start + t] * 9;
    const s00 = P[p + 0] * v0;
    const s01 = P[p + 1] * v1;
    const s02 = P[p + 2] * v2;
    const s10 = P[p + 3] * v0;
    const s11 = P[p + 4] * v1;
    const s12 = P[p + 5] * v2;
    const s20 = P[p + 6] * v0;
    const s21 = P[p + 7] * v1;
    const s22 = P[p + 8] * v2;
    counts[p + 0] += q0 * s00;
    counts[p + 1] += q0 * s01;
    counts[p + 2] += q0 * s02;
    counts[p + 3] += q1 * s10;
    counts[p + 4] += q1 * s11;
    counts[p + 5] += q1 * s12;
    counts[p + 6] += q2 * s20;
    counts[p + 7] += q2 * s21;
    counts[p + 8] += q2 * s22;
    b0 = s00 + s01 + s02;
    b1 = s10 + s11 + s12;
    b2 = s20 + s21 + s22;
  }
  const g0 = A[0] * b0;
  const g1 = A[1] * b1;
  const g2 = A[2] * b2;
  if (!(g0 + g1 + g2 < 2)) return Number.NaN;
  u = rowOf[start] * 3;
  G[u + 0] += g0;
  G[u + 1] += g1;
  G[u + 2] += g2;
  first[0] += g0;
  first[1] += g1;
  first[2] += g2;
  return logLikelihood;
}

export function drivenForwardBackward4(
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  matrixOf: Int32Array,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
): number {
  let logLikelihood = 0;
  let o = 0;
  let u = rowOf[start] * 4;
  let a0 = initial[0] * B[u + 0];
  let a1 = initial[1] * B[u + 1];
  let a2 = initial[2] * B[u + 2];
  let a3 = initial[3] * B[u + 3];
  let c = a0 + a1 + a2 + a3;
  if (!(c > 1e-140)) return Number.NaN;
  let r = 1 / c;
  C[0] = r;
  let product = c;
  A[0] = a0 * r;
  A[1] = a1 * r;
  A[2] = a2 * r;
  A[3] = a3 * r;
  const n = end - start;
  for (let t = 1; t < n; t++) {
    o += 4;
    u = rowOf[start + t] * 4;
    const p = matrixOf[start + t] * 16;
    const f0 = (a0 * P[p + 0] + a1 * P[p + 4] + a2 * P[p + 8] + a3 * P[p + 12]) * r * B[u + 0];
    const f1 = (a0 * P[p + 1] + a1 * P[p + 5] + a2 * P[p + 9] + a3 * P[p + 13]) * r * B[u + 1];
    const f2 = (a0 * P[p + 2] + a1 * P[p + 6] + a2 * P[p + 10] + a3 * P[p + 14]) * r * B[u + 2];
    const f3 = (a0 * P[p + 3] + a1 * P[p + 7] + a2 * P[p + 11] + a3 * P[p + 15]) * r * B[u + 3];
    c = f0 + f1 + f2 + f3;
    r = 1 / c;
    C[t] = r;
    product *= c;
    if (product < 1e-150) {
      if (!(c > 1e-140)) return Number.NaN;
      logLikelihood += Math.log(product);
      product = 1;
    }
    A[o + 0] = f0 * r;
    A[o + 1] = f1 * r;
    A[o + 2] = f2 * r;
    A[o + 3] = f3 * r;
    a0 = f0;
    a1 = f1;
    a2 = f2;
    a3 = f3;
  }
  logLikelihood += Math.log(product);
  if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;
  let b0 = 1;
  let b1 = 1;
  let b2 = 1;
  let b3 = 1;
  for (let t = n - 1; t > 0; t--) {
    r = C[t];
    u = rowOf[start + t] * 4;
    G[u + 0] += A[o + 0] * b0;
    G[u + 1] += A[o + 1] * b1;
    G[u + 2] += A[o + 2] * b2;
    G[u + 3] += A[o + 3] * b3;
    const v0 = B[u + 0] * r * b0;
    const v1 = B[u + 1] * r * b1;
    const v2 = B[u + 2] * r * b2;
    const v3 = B[u + 3] * r * b3;
    o -= 4;
    const q0 = A[o + 0];
    const q1 = A[o + 1];
    const q2 = A[o + 2];
    const q3 = A[o + 3];
    const p = matrixOf[start + t] * 16;
    const s00 = P[p + 0] * v0;
    const s01 = P[p + 1] * v1;
    const s02 = P[p + 2] * v2;
    const s03 = P[p + 3] * v3;
    const s10 = P[p + 4] * v0;
    const s11 = P[p + 5] * v1;
    const s12 = P[p + 6] * v2;
    const s13 = P[p + 7] * v3;
    const s20 = P[p + 8] * v0;
    const s21 = P[p + 9] * v1;
    const s22 = P[p + 10] * v2;
    const s23 = P[p + 11] * v3;
    const s30 = P[p + 12] * v0;
    const s31 = P[p + 13] * v1;
    const s32 = P[p + 14] * v2;
    const s33 = P[p + 15] * v3;
    counts[p + 0] += q0 * s00;
    counts[p + 1] += q0 * s01;
    counts[p + 2] += q0 * s02;
    counts[p + 3] += q0 * s03;
    counts[p + 4] += q1 * s10;
    counts[p + 5] += q1 * s11;
    counts[p + 6] += q1 * s12;
    counts[p + 7] += q1 * s13;
    counts[p + 8] += q2 * s20;
    counts[p + 9] += q2 * s21;
    counts[p + 10] += q2 * s22;
    counts[p + 11] += q2 * s23;
    counts[p + 12] += q3 * s30;
    counts[p + 13] += q3 * s31;
    counts[p + 14] += q3 * s32;
    counts[p + 15] += q3 * s33;
    b0 = s00 + s01 + s02 + s03;
    b1 = s10 + s11 + s12 + s13;
    b2 = s20 + s21 + s22 + s23;
    b3 = s30 + s31 + s32 + s33;
  }
  const g0 = A[0] * b0;
  const g1 = A[1] * b1;
  const g2 = A[2] * b2;
  const g3 = A[3] * b3;
  if (!(g0 + g1 + g2 + g3 < 2)) return Number.NaN;
  u = rowOf[start] * 4;
  G[u + 0] += g0;
  G[u + 1] += g1;
  G[u + 2] += g2;
  G[u + 3] += g3;
  first[0] += g0;
  first[1] += g1;
  first[2] += g2;
  first[3] += g3;
  return logLikelihood;
}

export function drivenForwardBackward5(
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  matrixOf: Int32Array,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
): number {
  let logLikelihood = 0;
  let o = 0;
  let u = rowOf[start] * 5;
  let a0 = initial[0] * B[u + 0];
  let a1 = initial[1] * B[u + 1];
  let a2 = initial[2] * B[u + 2];
  let a3 = initial[3] * B[u + 3];
  let a4 = initial[4] * B[u + 4];
  let c = a0 + a1 + a2 + a3 + a4;
  if (!(c > 1e-140)) return Number.NaN;
  let r = 1 / c;
  C[0] = r;
  let product = c;
  A[0] = a0 * r;
  A[1] = a1 * r;
  A[2] = a2 * r;
  A[3] = a3 * r;
  A[4] = a4 * r;
  const n = end - start;
  for (let t = 1; t < n; t++) {
    o += 5;
    u = rowOf[start + t] * 5;
    const p = matrixOf[start + t] * 25;
    const f0 = (a0 * P[p + 0] + a1 * P[p + 5] + a2 * P[p + 10] + a3 * P[p + 15] + a4 * P[p + 20]) * r * B[u + 0];
    const f1 = (a0 * P[p + 1] + a1 * P[p + 6] + a2 * P[p + 11] + a3 * P[p + 16] + a4 * P[p + 21]) * r * B[u + 1];
    const f2 = (a0 * P[p + 2] + a1 * P[p + 7] + a2 * P[p + 12] + a3 * P[p + 17] + a4 * P[p + 22]) * r * B[u + 2];
    const f3 = (a0 * P[p + 3] + a1 * P[p + 8] + a2 * P[p + 13] + a3 * P[p + 18] + a4 * P[p + 23]) * r * B[u + 3];
    const f4 = (a0 * P[p + 4] + a1 * P[p + 9] + a2 * P[p + 14] + a3 * P[p + 19] + a4 * P[p + 24]) * r * B[u + 4];
    c = f0 + f1 + f2 + f3 + f4;
    r = 1 / c;
    C[t] = r;
    product *= c;
    if (product < 1e-150) {
      if (!(c > 1e-140)) return Number.NaN;
      logLikelihood += Math.log(product);
      product = 1;
    }
    A[o + 0] = f0 * r;
    A[o + 1] = f1 * r;
    A[o + 2] = f2 * r;
    A[o + 3] = f3 * r;
    A[o + 4] = f4 * r;
    a0 = f0;
    a1 = f1;
    a2 = f2;
    a3 = f3;
    a4 = f4;
  }
  logLikelihood += Math.log(product);
  if (!(logLikelihood > Number.NEGATIVE_INFINITY)) return Number.NaN;
  let b0 = 1;
  let b1 = 1;
  let b2 = 1;
  let b3 = 1;
  let b4 = 1;
  for (let t = n - 1; t > 0; t--) {
    r = C[t];
    u = rowOf[start + t] * 5;
    G[u + 0] += A[o + 0] * b0;
    G[u + 1] += A[o + 1] * b1;
    G[u + 2] += A[o + 2] * b2;
    G[u + 3] += A[o + 3] * b3;
    G[u + 4] += A[o + 4] * b4;
    const v0 = B[u + 0] * r * b0;
    const v1 = B[u + 1] * r * b1;
    const v2 = B[u + 2] * r * b2;
    const v3 = B[u + 3] * r * b3;
    const v4 = B[u + 4] * r * b4;
    o -= 5;
    const q0 = A[o + 0];
    const q1 = A[o + 1];
    const q2 = A[o + 2];
    const q3 = A[o + 3];
    const q4 = A[o + 4];
    const p = matrixOf[start + t] * 25;
    const s00 = P[p + 0] * v0;
    const s01 = P[p + 1] * v1;
    const s02 = P[p + 2] * v2;
    const s03 = P[p + 3] * v3;
    const s04 = P[p + 4] * v4;
    const s10 = P[p + 5] * v0;
    const s11 = P[p + 6] * v1;
    const s12 = P[p + 7] * v2;
    const s13 = P[p + 8] * v3;
    const s14 = P[p + 9] * v4;
    const s20 = P[p + 10] * v0;
    const s21 = P[p + 11] * v1;
    const s22 = P[p + 12] * v2;
    const s23 = P[p + 13] * v3;
    const s24 = P[p + 14] * v4;
    const s30 = P[p + 15] * v0;
    const s31 = P[p + 16] * v1;
    const s32 = P[p + 17] * v2;
    const s33 = P[p + 18] * v3;
    const s34 = P[p + 19] * v4;
    const s40 = P[p + 20] * v0;
    const s41 = P[p + 21] * v1;
    const s42 = P[p + 22] * v2;
    const s43 = P[p + 23] * v3;
    const s44 = P[p + 24] * v4;
    counts[p + 0] += q0 * s00;
    counts[p + 1] += q0 * s01;
    counts[p + 2] += q0 * s02;
    counts[p + 3] += q0 * s03;
    counts[p + 4] += q0 * s04;
    counts[p + 5] += q1 * s10;
    counts[p + 6] += q1 * s11;
    counts[p + 7] += q1 * s12;
    counts[p + 8] += q1 * s13;
    counts[p + 9] += q1 * s14;
    counts[p + 10] += q2 * s20;
    counts[p + 11] += q2 * s21;
    counts[p + 12] += q2 * s22;
    counts[p + 13] += q2 * s23;
    counts[p + 14] += q2 * s24;
    counts[p + 15] += q3 * s30;
    counts[p + 16] += q3 * s31;
    counts[p + 17] += q3 * s32;
    counts[p + 18] += q3 * s33;
    counts[p + 19] += q3 * s34;
    counts[p + 20] += q4 * s40;
    counts[p + 21] += q4 * s41;
    counts[p + 22] += q4 * s42;
    counts[p + 23] += q4 * s43;
    counts[p + 24] += q4 * s44;
    b0 = s00 + s01 + s02 + s03 + s04;
    b1 = s10 + s11 + s12 + s13 + s14;
    b2 = s20 + s21 + s22 + s23 + s24;
    b3 = s30 + s31 + s32 + s33 + s34;
    b4 = s40 + s41 + s42 + s43 + s44;
  }
  const g0 = A[0] * b0;
  const g1 = A[1] * b1;
  const g2 = A[2] * b2;
  const g3 = A[3] * b3;
  const g4 = A[4] * b4;
  if (!(g0 + g1 + g2 + g3 + g4 < 2)) return Number.NaN;
  u = rowOf[start] * 5;
  G[u + 0] += g0;
  G[u + 1] += g1;
  G[u + 2] += g2;
  G[u + 3] += g3;
  G[u + 4] += g4;
  first[0] += g0;
  first[1] += g1;
  first[2] += g2;
  first[3] += g3;
  first[4] += g4;
  return logLikelihood;
}
