import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The rows of a table that tokens name, side by side. The gradient of the table is summed in the order of
 * the places, so that it is the same in each run.
 *
 * @param tokens `[rows, length]`: whole numbers below the vocabulary, which f32 holds exactly up to 2²⁴
 * @param weight `[vocabulary, width]`
 * @param padding token that gives zeros and gets no gradient; by default there is none
 * @returns `[rows, length · width]`
 * @throws ShapeError if the shapes do not match
 */
export function embedding(
  graph: Graph,
  tokens: Tensor,
  weight: Tensor,
  { name, padding }: { name: string; padding?: number | undefined },
): Tensor {
  const [rows = 0, length = 0] = tokens.shape;
  const [vocabulary = 0, width = 0] = weight.shape;
  const y = graph.activation(name, [rows, length * width]);
  const constants = { LENGTH: length, PADDING: padding ?? vocabulary };
  graph.record({
    label: name,
    inputs: [tokens, weight],
    outputs: [y],
    forward: [
      dispatch('embedding_forward', `${name}.forward`, {
        bindings: { tokens, weight, y },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dweight = dy && pass.gradientInto(weight);
      if (!dweight) return;
      const places = rows * length;
      const order = graph.activation(`${dweight.tensor.name}.${name}.order`, [places], 'u32');
      const sorted = graph.activation(`${dweight.tensor.name}.${name}.sorted`, [places], 'u32');
      pass.record(
        dispatch('token_order', `${name}.backward_order`, {
          bindings: { tokens, order, sorted },
          slots: {},
          constants: { M: rows, LENGTH: length },
        }),
      );
      pass.record(
        dispatch('embedding_backward', `${name}.backward`, {
          bindings: { order, sorted, dy, dweight: dweight.tensor },
          slots: {},
          constants: { ...constants, M: rows, K: width, ACCUMULATE: dweight.accumulate },
        }),
      );
    },
  });
  return y;
}
