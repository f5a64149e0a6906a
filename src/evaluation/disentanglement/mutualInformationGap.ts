import type { CodedFactors } from './codedFactors.ts';
import { meanGap } from './meanGap.ts';

/** Equal parts of the range of a latent dimension, as studies cut it. */
const BINS = 20;

/**
 * The mutual information gap: for each factor, how much more the most informative latent dimension
 * knows about it than the second one, relative to the factor's entropy; the mean over factors. Codes
 * are cut into 20 bins of equal width. Sources: Chen et al., "Isolating sources of disentanglement in
 * variational autoencoders", 2018; the bins are those of Locatello et al., "Challenging common
 * assumptions in the unsupervised learning of disentangled representations", 2019.
 */
export function mutualInformationGap({ rows, codes, factors }: CodedFactors): number {
  const binned = codes.map(binsOf);
  return meanGap(
    factors.flatMap(({ column, values }) => {
      const entropy = entropyOf(countsOf(column, values), rows);
      // A factor with one value has nothing to know about.
      if (entropy === 0) return [];
      return [binned.map((bins) => informationOf(bins, column, values) / entropy)];
    }),
  );
}

/** The bin of each value; all are in the first one if they are equal. */
function binsOf(values: Float64Array): Float64Array {
  const least = values.reduce((a, b) => Math.min(a, b));
  const width = values.reduce((a, b) => Math.max(a, b)) - least;
  if (width === 0) return new Float64Array(values.length);
  return values.map((value) => Math.min(BINS - 1, Math.floor((BINS * (value - least)) / width)));
}

function countsOf(column: Float64Array, values: number): Float64Array {
  const counts = new Float64Array(values);
  for (const value of column) counts[value] = (counts[value] as number) + 1;
  return counts;
}

/** In nats. */
function entropyOf(counts: Float64Array, rows: number): number {
  return counts.reduce((sum, n) => (n > 0 ? sum - (n / rows) * Math.log(n / rows) : sum), 0);
}

/** I(bin; value) = H(bin) + H(value) - H(bin, value), in nats. */
function informationOf(bins: Float64Array, column: Float64Array, values: number): number {
  const joint = bins.map((bin, row) => bin * values + (column[row] as number));
  const rows = bins.length;
  return (
    entropyOf(countsOf(bins, BINS), rows) +
    entropyOf(countsOf(column, values), rows) -
    entropyOf(countsOf(joint, BINS * values), rows)
  );
}
