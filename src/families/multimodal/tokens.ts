import type { Field } from '../../data/field.ts';
import type { Store } from '../../graph/store.ts';
import { buildStack, resolveStack } from '../../layers/stack.ts';
import { encoderLayers } from '../sequence/architecture.ts';
import { sequencesOf } from '../sequence/batch.ts';
import { SequenceDecoder } from '../sequence/decoder.ts';
import { NO_DRAWS, reconstruction } from '../sequence/reconstruction.ts';
import { writeTokens } from '../sequence/write.ts';
import type { TokensModality } from './architecture.ts';
import { declareMoments, type Expert, type Explainer } from './network.ts';

/** Declares the encoder of a modality of tokens: layers `NAME.encoder`, and `NAME.mean` and `NAME.logvar` on them. */
export function declareTokensExpert(
  store: Store,
  name: string,
  modality: TokensModality,
  size: number,
): Expert {
  const input = [modality.length];
  const layers = resolveStack(encoderLayers(modality), input, `${name}.encoder`);
  const encoder = buildStack(layers, input, { store, name: `${name}.encoder` });
  const head = declareMoments(store, { name, size, input: encoder.output, encoded: true });
  return {
    description: [...encoder.layers, head.description],
    moments(graph, whole, pass) {
      const { x, length } = sequencesOf(graph, whole, { name: `${name}.read`, steps: undefined });
      return head.of(graph, encoder.apply(graph, { x, length }, pass).y);
    },
  };
}

/** Declares the decoder of a modality of tokens: layers `NAME.decoder`, `NAME.initial` and `NAME.output`. */
export function declareTokensExplainer(
  store: Store,
  name: string,
  modality: TokensModality,
  size: number,
): Explainer {
  const { length, wordDropout } = modality;
  const decoder = new SequenceDecoder(store, { ...modality, latent: { size } }, `${name}.`);
  return {
    description: decoder.description,
    loss(graph, z, whole, { samples, ...pass }) {
      const batch = sequencesOf(graph, whole, { name: `${name}.told`, steps: undefined });
      return reconstruction(graph, decoder, batch, { z, samples }, { ...pass, wordDropout });
    },
    mean(graph, z) {
      // A temperature of 0: the likeliest token at each step.
      const settings = graph.filled(`${name}.settings`, [z.shape[0] ?? 0, 4], 0);
      const noise = { next: () => NO_DRAWS };
      return writeTokens(graph, decoder, { z, settings }, { length, noise });
    },
  };
}

/** The field of a modality of tokens; where it is missing, all of a row is its end. */
export const fieldOfTokens = (name: string, { length, vocabulary }: TokensModality): Field => ({
  ...{ name, dtypes: ['u32'], shape: [length], values: vocabulary },
  otherwise: () => new Array<number>(length).fill(0),
});
