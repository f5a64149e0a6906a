import type { Draw, Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { NoiseSource } from '../../ops/noise.ts';

/** A batch in its code, as bounds and regularizers see it. */
export interface CodedBatch {
  /** Receives what is recorded. */
  readonly graph: Graph;
  /** q(z | x) of the rows. */
  readonly posterior: Posterior;
  /** Samples of it. */
  readonly draw: Draw;
  /** p(z) */
  readonly prior: Prior;
  /** Noise for further sampling sites. */
  readonly noise: NoiseSource;
  /** The parameters of q(z | x); all others belong to p(x, z). */
  readonly encoder: readonly Tensor[];
  /** Records -log p(x | z) of the samples: a loss term, `[ring, 1, rows · samples]`. */
  reconstruction(): Tensor;
}
