import type { Tensor } from '../../graph/tensor.ts';
import { dense } from '../../ops/dense.ts';
import { mergeGaussians } from '../../ops/mergeGaussians.ts';
import type { InferredLevel, LevelsKind } from '../levels/inference.ts';
import { priorBelow, standardNormals } from '../levels/parts.ts';

/**
 * Inference from the top downwards. A deterministic way up gives a Gaussian for each level; on the way
 * down it is merged with the prior that the level above gives, by their precisions.
 * Source: Sønderby et al., "Ladder variational autoencoders", 2016, section 2.2.
 */
export const topDown: LevelsKind = {
  downward: true,
  infer(graph, levels, x, { samples, take, ...pass }) {
    let h = x;
    const likelihoods = levels.map(({ encoder, posterior }): Tensor => {
      h = encoder.apply(graph, { x: h }, pass).y;
      return dense(graph, h, posterior);
    });
    const inferred: InferredLevel[] = [];
    for (const level of [...levels.keys()].reverse()) {
      const own = likelihoods[level] as Tensor;
      const above = inferred[0];
      const p = above && priorBelow(graph, levels[level + 1], above.z, { ...pass, samples });
      const q = p ? mergeGaussians(graph, own, p, { name: `merged${level + 1}` }) : own;
      const draw = take(graph, q, { level, samples: p ? 1 : samples });
      const [rows = 0, size = 0] = draw.z.shape;
      inferred.unshift({ q, p: p ?? standardNormals(graph, rows, size), ...draw });
    }
    return inferred;
  },
};
