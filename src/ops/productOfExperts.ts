import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The normalized product of some of the Gaussians of each row, for each of several subsets of them. A
 * Gaussian that is not a member enters no product and gets no gradient.
 * Source: Wu & Goodman, "Multimodal generative models for scalable weakly-supervised learning", 2018.
 *
 * @param experts `[M, E · 2L]`: mu, then logvar of each expert
 * @param members `[M · subsets, E]`: 1 for a member, else 0; the subsets of a row are adjacent
 * @param prior true if N(0, I) is an expert of every product
 * @returns `[M · subsets, 2L]`: mu, then logvar; N(0, I) for a product of none
 */
export function productOfExperts(
  graph: Graph,
  experts: Tensor,
  members: Tensor,
  { name, prior }: { name: string; prior: boolean },
): Tensor {
  const [rows = 0, width = 0] = experts.shape;
  const [subsets = 0, count = 0] = members.shape;
  const constants = { EXPERTS: count, SUBSETS: subsets / rows };
  const product = graph.activation(name, [subsets, width / count]);
  graph.record({
    label: name,
    inputs: [experts, members],
    outputs: [product],
    forward: [
      dispatch('product_of_experts_forward', `${name}.forward`, {
        bindings: { experts, members, product },
        slots: {},
        constants: { ...constants, PRIOR: prior },
      }),
    ],
    backward(pass) {
      const dproduct = pass.gradientOf(product);
      const dexperts = dproduct && pass.gradientInto(experts);
      if (!dexperts) return;
      pass.record(
        dispatch('product_of_experts_backward', `${name}.backward`, {
          bindings: { experts, members, product, dproduct, dexperts: dexperts.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dexperts.accumulate },
        }),
      );
    },
  });
  return product;
}
