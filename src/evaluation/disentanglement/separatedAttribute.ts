import type { CodedFactors } from './codedFactors.ts';
import { meanGap } from './meanGap.ts';
import { squaredCorrelation } from './moments.ts';

/**
 * The separated attribute predictability score: for each factor, how much better the best latent
 * dimension predicts it than the second one; the mean over factors. An ordered factor is predicted by a
 * line, with R² as its score. A categorical one is predicted by one threshold for each of its values,
 * with the balanced accuracy of "this value or another" as its score, averaged over values. Source:
 * Kumar et al., "Variational inference of disentangled latent concepts from unlabeled observations",
 * 2018.
 */
export function separatedAttribute({ codes, factors }: CodedFactors): number {
  const orders = codes.map((code) =>
    Float64Array.from(code.keys()).sort((a, b) => (code[a] as number) - (code[b] as number)),
  );
  return meanGap(
    factors.map(({ column, values, kind }) =>
      codes.map((code, j) =>
        kind === 'ordered'
          ? squaredCorrelation(code, column)
          : accuracyOfThresholds(code, orders[j] as Float64Array, column, values),
      ),
    ),
  );
}

/** @param order rows by their code */
function accuracyOfThresholds(
  code: Float64Array,
  order: Float64Array,
  column: Float64Array,
  values: number,
): number {
  const present = Array.from({ length: values }, (_, value) => value).filter((value) =>
    column.includes(value),
  );
  if (present.length < 2) return 0;
  const best = present.map((value) => bestThreshold(code, order, column, value));
  return best.reduce((sum, each) => sum + each, 0) / present.length;
}

/** The largest balanced accuracy of one threshold that tells a value from all others. */
function bestThreshold(
  code: Float64Array,
  order: Float64Array,
  column: Float64Array,
  value: number,
): number {
  const total = column.reduce((sum, each) => sum + Number(each === value), 0);
  let [own, others, best] = [0, 0, 0.5];
  for (const [i, row] of order.entries()) {
    if (column[row] === value) own += 1;
    else others += 1;
    // Rows of one code lie on one side.
    if (code[row] === code[order[i + 1] ?? -1]) continue;
    const below = (own / total + 1 - others / (order.length - total)) / 2;
    best = Math.max(best, below, 1 - below);
  }
  return best;
}
