import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { combineTerms } from '../ops/combineTerms.ts';
import type { KlRule } from '../ops/kl.ts';
import type { Draw, Posterior } from './posteriors/posterior.ts';
import type { Prior } from './priors/prior.ts';

/**
 * Records log q(z | x) - log p(z) of each sample. Its expectation is KL(q || p).
 * @returns a loss term, `[ring, 1, rows · samples]`, in nats
 */
export function logRatio(
  graph: Graph,
  draw: Draw,
  prior: Prior,
  { name }: { name: string },
): Tensor {
  const joint = draw.logRatio?.(prior);
  if (joint) return joint(graph, { name });
  const { z, samples } = draw;
  const ofPrior = prior.nll(graph, z, { name: `${name}.prior`, samples });
  const ofPosterior = draw.nll(graph, { name: `${name}.posterior` });
  return combineTerms(graph, ofPrior, ofPosterior, { name, weights: [1, -1], samples });
}

/**
 * Records KL(q || p) in closed form where there is one, else log q(z | x) - log p(z) of the samples.
 * @param at.target index of the rule's target in the step record
 * @returns a loss term, `[ring, 1, rows · samples]`, in nats
 * @throws ConfigError for a rule that takes the KL of each dimension where there is no closed form
 */
export function divergence(
  graph: Graph,
  { posterior, draw, prior }: { posterior: Posterior; draw: Draw; prior: Prior },
  at: { name: string; rule?: KlRule; target?: number },
): { readonly tensor: Tensor; readonly samples?: number } {
  const closed = posterior.divergence?.(prior);
  if (closed) return { tensor: closed(graph, at) };
  const { name, rule = 'plain' } = at;
  if (rule === 'plain') {
    return { tensor: logRatio(graph, draw, prior, { name }), samples: draw.samples };
  }
  throw new ConfigError(
    'freeBits and capacity take the KL of each latent dimension, which has no closed form for ' +
      `this posterior and the prior "${prior.kind}": leave them out`,
  );
}
