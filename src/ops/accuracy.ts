import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Whether the most probable class of each row is the target's: 1 or 0. Of several samples an
 * example the probabilities are added up first. A term that is only reported: nothing flows back.
 *
 * @param probabilities `[M · samples, C]`, the samples of an example one after another
 * @param target one-hot, `[M, C]`
 * @returns a term, `[ring, 1, M]`
 * @throws ShapeError if the shapes do not fit
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
