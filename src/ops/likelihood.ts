import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';
import { matrix, termWeight } from './slots.ts';

/** One output tensor of the decoder, and the likelihood as a function of it. */
export interface LikelihoodOutput {
  /** `[M, K]` */
  readonly tensor: Tensor;
  /** A file of shaders/slots/likelihood, with bindings for its other inputs. */
  readonly slot: SlotArgument<'likelihood'>;
}

/** Arguments of {@link likelihood}. */
export interface LikelihoodOptions {
  /** Name of the term. */
  readonly name: string;
  /** At least one. Several outputs use slots that compute the same loss. */
  readonly outputs: readonly [LikelihoodOutput, ...LikelihoodOutput[]];
  /** Constants of the slots: known scales, floors, group sizes. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Rows of the outputs per row of `x`; they are adjacent. */
  readonly samples?: number;
  /** 0 for each value of `x` that is missing, which counts nothing; all count if left out. */
  readonly observed?: Tensor | undefined;
}

/**
 * The negative log likelihood of each row, in nats, summed over columns. With several samples per
 * example, the loss uses their mean.
 *
 * @param x targets, `[M / samples, K]`
 * @returns a loss term, `[ring, 1, M]`
 * @throws ShapeError if `x` has another number of rows
 */
export function likelihood(
  graph: Graph,
  x: Tensor,
  { name, outputs, constants = {}, samples = 1, observed }: LikelihoodOptions,
): Tensor {
  const [first] = outputs;
  const rows = first.tensor.shape[0] ?? 0;
  if ((x.shape[0] ?? 0) * samples !== rows) {
    throw new ShapeError(
      `${name}: ${describeTensor(first.tensor)} must have ${samples} rows for each of ` +
        `${describeTensor(x)}`,
    );
  }
  const terms = graph.terms(name, rows);
  const load = matrix(x);
  const shared = { ...constants, ...(samples > 1 && { SAMPLES: samples }) };
  const kind = observed ? 'observed_likelihood' : 'likelihood';
  // Kernels without a mask do not bind one.
  const mask = { ...(observed && { observed }) } as { observed: Tensor };
  const bound = outputs.flatMap(({ slot }) => Object.values<Tensor>(slot.bindings));
  graph.record({
    label: name,
    inputs: [...outputs.map(({ tensor }) => tensor), ...bound, x, ...Object.values(mask)],
    outputs: [terms],
    forward: [
      dispatch(`${kind}_forward`, `${name}.forward`, {
        bindings: { outputs: first.tensor, terms, ...mask },
        slots: { load, likelihood: first.slot },
        constants: shared,
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      if (!weight) return;
      for (const [i, { tensor, slot }] of outputs.entries()) {
        const doutputs = pass.gradientInto(tensor);
        if (!doutputs) continue;
        pass.record(
          dispatch(`${kind}_backward`, `${name}.backward${i === 0 ? '' : `.${i}`}`, {
            bindings: { outputs: tensor, doutputs: doutputs.tensor, ...mask },
            slots: { load, likelihood: slot, term_weight: weight.slot },
            constants: { ...shared, ...weight.constants, ACCUMULATE: doutputs.accumulate },
          }),
        );
      }
    },
  });
  return terms;
}
