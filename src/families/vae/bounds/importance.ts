import { logRatio } from '../../../distributions/divergence.ts';
import type { Draw } from '../../../distributions/posteriors/posterior.ts';
import { ConfigError } from '../../../errors.ts';
import { DEFAULT_GROUP } from '../../../graph/store.ts';
import { importanceBound } from '../../../ops/importanceBound.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';

/** How samples are weighted. */
interface Weighting {
  /** Bounds of a row, each over as many of its samples; 1 by default. */
  readonly bounds?: number;
  /** Share of the evidence lower bound in the value; 0 by default. */
  readonly elboShare?: number;
  /** What the parameters of q(z | x) minimise, where it is something else. */
  readonly encoder?: {
    /** Bounds of a row; 1 by default. */
    readonly bounds?: number;
    /** True for the doubly reparameterized gradient. */
    readonly doubly?: boolean;
  };
}

/** Records an importance-weighted bound, by default one over all samples of a row. */
export function importance(
  batch: CodedBatch,
  { bounds = 1, elboShare = 0, encoder }: Weighting = {},
): Objective {
  const { graph, draw, prior } = batch;
  const { samples } = draw;
  const kl = logRatio(graph, draw, prior, { name: 'kl' });
  const reconstruction = batch.reconstruction();
  const over = { name: 'bound', samples: samples / bounds, bounds, elboShare };
  const terms = {
    reconstruction: { tensor: reconstruction, samples },
    kl: { tensor: kl, samples },
    bound: { tensor: importanceBound(graph, reconstruction, kl, over), samples: bounds },
  };
  const update = { group: DEFAULT_GROUP, minimises: { bound: 1 } };
  if (!encoder) return { terms, updates: [update] };
  const { bounds: count = 1, doubly = false } = encoder;
  const ratio = doubly ? logRatio(graph, heldOf(draw), prior, { name: 'kl.held' }) : kl;
  const ofEncoder = importanceBound(graph, reconstruction, ratio, {
    name: 'bound.encoder',
    samples: samples / count,
    bounds: count,
    squared: doubly,
  });
  const apart = { parameters: batch.encoder, minimises: { encoderBound: 1 } };
  return {
    terms: { ...terms, encoderBound: { tensor: ofEncoder, samples: count } },
    updates: [{ ...update, apart }],
  };
}

function heldOf({ held }: Draw): Draw {
  if (held) return held;
  throw new ConfigError(
    'the gradient "doubly" takes a posterior whose density has a gradient with respect to z alone, ' +
      'such as "gaussian"',
  );
}
