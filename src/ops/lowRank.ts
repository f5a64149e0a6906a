import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';
import { sampleWeight, termWeight } from './slots.ts';

/** Gaussians with covariance D + U Uᵀ. */
export interface LowRankGaussian {
  /** Mean and log of D, `[M, 2L]`: mu, then logvar. */
  readonly gaussian: Tensor;
  /** U, row by row: `[M, L · rank]`. */
  readonly factor: Tensor;
}

/** Columns of U. */
const rankOf = ({ gaussian, factor }: LowRankGaussian): number =>
  (2 * (factor.shape[1] ?? 0)) / (gaussian.shape[1] ?? 1);

/**
 * U times standard normals: what makes the dimensions of a sample depend on one another.
 *
 * @param factor U, row by row: `[M, L · rank]`
 * @param latent L
 * @returns `[M · samples, L]`; the samples of an example are adjacent
 */
export function lowRankProduct(
  graph: Graph,
  factor: Tensor,
  {
    name,
    noise,
    latent,
    samples = 1,
  }: { name: string; noise: Noise; latent: number; samples?: number },
): Tensor {
  const [rows = 0, width = 0] = factor.shape;
  const y = graph.activation(name, [rows * samples, latent]);
  const { slot, constants: drawn } = noiseSlot(noise);
  const constants = { ...drawn, L: width / latent };
  graph.record({
    label: name,
    inputs: [factor],
    outputs: [y],
    forward: [
      dispatch('low_rank_product_forward', `${name}.forward`, {
        bindings: { factor, y },
        slots: { noise: slot },
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dfactor = dy && pass.gradientInto(factor);
      if (!dfactor) return;
      pass.record(
        dispatch('low_rank_product_backward', `${name}.backward`, {
          bindings: { dy, dfactor: dfactor.tensor },
          slots: { noise: slot },
          constants: { ...constants, ACCUMULATE: dfactor.accumulate },
        }),
      );
    },
  });
  return y;
}

/**
 * -log density of each row of x, in nats.
 *
 * @param x `[_, L]`: one for several Gaussians, or several for one; rows of one example are adjacent
 * @param samples rows of the term per example
 * @returns a loss term, `[ring, 1, rows]`, as many as there are Gaussians or rows of x, with gradients
 *   with respect to the Gaussians, and to x where each row has its own
 */
export function lowRankNll(
  graph: Graph,
  x: Tensor,
  of: LowRankGaussian,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const { gaussian, factor } = of;
  const rank = rankOf(of);
  const given = x.shape[0] ?? 0;
  const rows = Math.max(given, gaussian.shape[0] ?? 0);
  const terms = graph.terms(name, rows);
  const solved = graph.activation(`${name}.solved`, [rows, rank * rank + rank]);
  graph.record({
    label: name,
    inputs: [x, gaussian, factor],
    outputs: [terms, solved],
    forward: [
      dispatch('low_rank_nll_forward', `${name}.forward`, {
        bindings: { gaussian, factor, x, terms, solved },
        slots: {},
        constants: { R: rank, ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      if (!weight) return;
      const dx = given === rows ? pass.gradientInto(x) : undefined;
      const [dgaussian, dfactor] = [pass.gradientInto(gaussian), pass.gradientInto(factor)];
      if (!dx && !dgaussian && !dfactor) return;
      pass.record(
        dispatch('low_rank_nll_backward', `${name}.backward`, {
          bindings: {
            gaussian,
            factor,
            x,
            solved,
            dgaussian: dgaussian?.tensor ?? pass.scratch(`${name}.dgaussian`, gaussian.shape),
            dfactor: dfactor?.tensor ?? pass.scratch(`${name}.dfactor`, factor.shape),
            dx: dx?.tensor ?? pass.scratch(`${name}.dx`, x.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            R: rank,
            DX: dx !== undefined,
            ACCUMULATE_GAUSSIAN: dgaussian?.accumulate ?? false,
            ACCUMULATE_FACTOR: dfactor?.accumulate ?? false,
            ACCUMULATE_X: dx?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}

/**
 * KL(N(mu, D + U Uᵀ) || N(0, I)) of each row, in nats.
 * @returns a loss term, `[ring, 1, M]`
 */
export function lowRankKl(graph: Graph, of: LowRankGaussian, { name }: { name: string }): Tensor {
  const { gaussian, factor } = of;
  const rank = rankOf(of);
  const [rows = 0] = gaussian.shape;
  const terms = graph.terms(name, rows);
  const solved = graph.activation(`${name}.solved`, [rows, rank * rank]);
  graph.record({
    label: name,
    inputs: [gaussian, factor],
    outputs: [terms, solved],
    forward: [
      dispatch('low_rank_kl_forward', `${name}.forward`, {
        bindings: { gaussian, factor, terms, solved },
        slots: {},
        constants: { R: rank },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      if (!weight) return;
      const [dgaussian, dfactor] = [pass.gradientInto(gaussian), pass.gradientInto(factor)];
      if (!dgaussian && !dfactor) return;
      pass.record(
        dispatch('low_rank_kl_backward', `${name}.backward`, {
          bindings: {
            gaussian,
            factor,
            solved,
            dgaussian: dgaussian?.tensor ?? pass.scratch(`${name}.dgaussian`, gaussian.shape),
            dfactor: dfactor?.tensor ?? pass.scratch(`${name}.dfactor`, factor.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            R: rank,
            ACCUMULATE_GAUSSIAN: dgaussian?.accumulate ?? false,
            ACCUMULATE_FACTOR: dfactor?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}

/**
 * Mean and log variance of each dimension. For programs that give them: it has no gradient.
 * @returns `[M, 2L]`: mu, then logvar
 */
export function lowRankMoments(
  graph: Graph,
  of: LowRankGaussian,
  { name }: { name: string },
): Tensor {
  const { gaussian, factor } = of;
  const moments = graph.activation(name, gaussian.shape);
  graph.record({
    label: name,
    inputs: [gaussian, factor],
    outputs: [moments],
    forward: [
      dispatch('low_rank_moments', name, {
        bindings: { gaussian, factor, moments },
        slots: {},
        constants: { R: rankOf(of) },
      }),
    ],
  });
  return moments;
}
