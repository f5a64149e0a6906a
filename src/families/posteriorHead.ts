import type { KindOptions } from '../distributions/kindOptions.ts';
import type { PosteriorContext, PosteriorHead } from '../distributions/posteriors/posterior.ts';
import { logicalSize } from '../graph/layout.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { declareDense } from '../layers/dense.ts';
import { flatSize, type Shape } from '../layers/layer.ts';
import type { LayerDescription } from '../layers/stack.ts';

/**
 * Declares a posterior on the output of an encoder, and describes it.
 * @param options.input shape of the encoder's output
 * @param options.encoded true if layers made it, false if it is the data
 * @param options.size dimensions of z
 * @param options.kind of the posterior, for the description
 * @param options.prior of the architecture; absent for N(0, I)
 */
export function declarePosterior(
  store: Store,
  {
    input,
    encoded,
    size,
    kind,
    prior,
  }: {
    input: Shape;
    encoded: boolean;
    size: number;
    kind: string;
    prior?: KindOptions | undefined;
  },
  build: (context: PosteriorContext) => PosteriorHead,
): { readonly head: PosteriorHead; readonly description: LayerDescription } {
  const before = store.parameters.length;
  const head = build({
    size,
    store,
    prior,
    layer: (layer) =>
      declareDense(store, {
        ...layer,
        inputs: flatSize(input),
        activation: 'identity',
        ...(encoded && { image: input }),
      }),
  });
  const parameters = sizeOf(store.parameters.slice(before));
  const note = head.note === undefined ? '' : ` (${head.note})`;
  const description = {
    name: head.name,
    kind: `${kind} posterior${note}`,
    output: [size],
    parameters,
  };
  return { head, description };
}

/** Number of values in tensors. */
export function sizeOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { shape }) => sum + logicalSize(shape), 0);
}
