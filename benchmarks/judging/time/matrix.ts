/** Small symmetric matrices. Pure. */

/** Inverse and log determinant of a small positive definite matrix (Gauss and Jordan). */
export function invert(matrix: readonly (readonly number[])[]) {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    const pivot = rows[i][i];
    logDeterminant += Math.log(pivot);
    for (let c = 0; c < 2 * n; c++) rows[i][c] /= pivot;
    for (let r = 0; r < n; r++) {
      const factor = rows[r][i];
      if (r === i || factor === 0) continue;
      for (let c = 0; c < 2 * n; c++) rows[r][c] -= factor * rows[i][c];
    }
  }
  return { inverse: rows.map((row) => row.slice(n)), logDeterminant };
}

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
