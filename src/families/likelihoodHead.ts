import { type LikelihoodHead, OUTPUT } from '../distributions/likelihoods/likelihood.ts';
import {
  buildLikelihood,
  type LikelihoodOptions,
} from '../distributions/likelihoods/likelihoods.ts';
import type { Store } from '../graph/store.ts';
import { buildDenseHead } from '../layers/dense.ts';
import { flatSize, type LayerSpec, type Shape } from '../layers/layer.ts';
import { others } from '../layers/others.ts';
import type { LayerDescription } from '../layers/stack.ts';
import { sizeOf } from './posteriorHead.ts';

/**
 * Declares a likelihood on the output of a decoder, and describes it.
 * @param options.input shape of a row of data
 * @param options.output the layer that computes the likelihood's outputs; a dense one if undefined
 * @param options.decoded shape of the decoder's output
 * @param options.first true if no layer decodes
 * @param options.prefix stands before the names of a likelihood, where a model has several
 * @param options.nameOf name of an output layer in files, from `fc4`, or `fc42` of the second one
 */
export function declareLikelihood(
  store: Store,
  {
    likelihood,
    input,
    output,
    decoded,
    first,
    nameOf,
    prefix = '',
  }: {
    likelihood: LikelihoodOptions;
    input: Shape;
    output: LayerSpec | undefined;
    decoded: Shape;
    first: boolean;
    nameOf: (name: string) => string;
    prefix?: string;
  },
): { readonly head: LikelihoodHead; readonly description: LayerDescription } {
  const before = store.parameters.length;
  const columns = flatSize(input);
  const shapes = { input: decoded, target: input };
  const head = buildLikelihood(
    {
      columns,
      store,
      prefix,
      layer(name, units) {
        const scope = { store, name: nameOf(name), first };
        return output
          ? others.get().buildHead(output, shapes, scope, units / columns)
          : buildDenseHead(shapes, scope, units / columns);
      },
    },
    likelihood,
  );
  const description = {
    name: nameOf(`${prefix}${OUTPUT}`),
    kind: `${likelihood.kind} likelihood`,
    output: input,
    parameters: sizeOf(store.parameters.slice(before)),
  };
  return { head, description };
}
