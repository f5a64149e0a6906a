import { dense } from '../../ops/dense.ts';
import type { LevelDraw, LevelsKind } from '../levels/inference.ts';
import { priorBelow, standardNormals } from '../levels/parts.ts';

/**
 * Inference from the data upwards: q(z1 | x) q(z2 | z1) …, each level from a sample of the one below.
 * Source: Burda et al., "Importance weighted autoencoders", 2015, section 2.
 */
export const bottomUp: LevelsKind = {
  downward: false,
  infer(graph, levels, x, { samples, take, ...pass }) {
    const shared = { ...pass, samples };
    let below = x;
    const drawn = levels.map(({ encoder, posterior }, level) => {
      const [draws, own] = level === 0 ? [samples, pass] : [1, shared];
      const q = dense(graph, encoder.apply(graph, { x: below }, own).y, posterior);
      const draw: LevelDraw = take(graph, q, { level, samples: draws });
      below = draw.z;
      return { q, ...draw };
    });
    return drawn.map((level, place) => {
      const above = drawn[place + 1];
      const p = above && priorBelow(graph, levels[place + 1], above.z, shared);
      const [rows = 0, size = 0] = level.z.shape;
      return { ...level, p: p ?? standardNormals(graph, rows, size) };
    });
  },
};
