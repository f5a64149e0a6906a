import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * 1 for each row whose most probable class is the target, else 0. With several samples per example,
 * their probabilities are summed first. The term is only reported; it has no gradient.
 *
 * @param probabilities `[M · samples, C]`; samples of an example are adjacent
 * @param target one-hot, `[M, C]`
 * @returns a term, `[ring, 1, M]`
 * @throws ShapeError if the shapes do not match
 */
export function accuracy(
  graph: Graph,
  probabilities: Tensor,
  target: Tensor,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const rows = target.shape[0] ?? 0;
  if (probabilities.shape[0] !== rows * samples) {
    throw new ShapeError(
      `${name}: ${describeTensor(probabilities)} must have ${samples} rows for each of ` +
        describeTensor(target),
    );
  }
  const terms = graph.terms(name, rows);
  graph.record({
    label: name,
    inputs: [probabilities, target],
    outputs: [terms],
    forward: [
      dispatch('accuracy', name, {
        bindings: { probabilities, target_rows: target, terms },
        slots: {},
        constants: { SAMPLES: samples },
      }),
    ],
  });
  return terms;
}
