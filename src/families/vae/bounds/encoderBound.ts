import { logRatio } from '../../../distributions/divergence.ts';
import type { Draw } from '../../../distributions/posteriors/posterior.ts';
import { ConfigError } from '../../../errors.ts';
import { importanceBound } from '../../../ops/importanceBound.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';
import { importance } from './importance.ts';

/** The bound that the parameters of q(z | x) minimise, where it is another one. */
interface EncoderBound {
  /** Bounds of a row, each over as many of its samples. */
  readonly bounds: number;
  /** True for the doubly reparameterized gradient. */
  readonly doubly: boolean;
}

/**
 * Records an importance-weighted bound, and another weighting of the same samples for the encoder.
 * @param bounds of a row, for all other parameters
 */
export function withEncoderBound(
  batch: CodedBatch,
  bounds: number,
  encoder: EncoderBound,
): Objective {
  const { graph, draw, prior } = batch;
  const { terms, updates } = importance(batch, { bounds });
  const ratio = encoder.doubly
    ? logRatio(graph, heldOf(draw), prior, { name: 'kl.held' })
    : terms.kl.tensor;
  const tensor = importanceBound(graph, terms.reconstruction.tensor, ratio, {
    name: 'bound.encoder',
    samples: draw.samples / encoder.bounds,
    bounds: encoder.bounds,
    squared: encoder.doubly,
  });
  const apart = { parameters: batch.encoder, minimises: { encoderBound: 1 } };
  return {
    terms: { ...terms, encoderBound: { tensor, samples: encoder.bounds } },
    updates: updates.map((update) => ({ ...update, apart })),
  };
}

function heldOf({ held }: Draw): Draw {
  if (held) return held;
  throw new ConfigError(
    'the gradient "doubly" takes a posterior whose density has a gradient with respect to z alone, ' +
      'such as "gaussian"',
  );
}
