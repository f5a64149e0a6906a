import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** Arguments of {@link meanDiscrepancy}. */
export interface DiscrepancyOptions {
  /** Name of the term. */
  readonly name: string;
  /** Samples per row; they are adjacent. */
  readonly samples: number;
  /** If true, the kernel is scale / (scale + d²), else exp(-d² / scale), with the distance d. */
  readonly inverseQuadratic: boolean;
  /** The squared distance at which the kernel has fallen to a half, or to 1/e. */
  readonly scale: number;
}

/**
 * The squared maximum mean discrepancy between samples of posteriors and of the prior. Gradients flow
 * to the former alone. Source: Gretton et al., "A kernel two-sample test", 2012.
 *
 * @param z `[M · samples, L]`
 * @param prior samples of the prior, `[M, L]`
 * @returns a loss term, `[ring, 1, M · samples]`; the mean over its rows is the discrepancy
 */
export function meanDiscrepancy(
  graph: Graph,
  z: Tensor,
  prior: Tensor,
  { name, samples, inverseQuadratic, scale }: DiscrepancyOptions,
): Tensor {
  const [rows = 0] = z.shape;
  const terms = graph.terms(name, rows);
  const own = graph.activation(`${name}.own`, [rows, rows]);
  const other = graph.activation(`${name}.other`, [rows, rows / samples]);
  graph.record({
    label: name,
    inputs: [z, prior],
    outputs: [terms, own, other],
    forward: [
      dispatch('mmd_forward', `${name}.forward`, {
        bindings: { z, prior, own, other, terms },
        slots: {},
        constants: { SAMPLES: samples, INVERSE_QUADRATIC: inverseQuadratic, SCALE: scale },
      }),
    ],
    backward(pass) {
      const place = pass.weightOf(terms);
      const dz = place === undefined ? undefined : pass.gradientInto(z);
      if (place === undefined || !dz) return;
      pass.record(
        dispatch('mmd_backward', `${name}.backward`, {
          bindings: { z, prior, own, other, dz: dz.tensor },
          slots: {},
          constants: { SAMPLES: samples, TERM: place, ACCUMULATE: dz.accumulate },
        }),
      );
    },
  });
  return terms;
}
