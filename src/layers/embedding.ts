import { assertInRange, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { embeddingKernels } from '../kernels/catalogue/embedding.generated.ts';
import { addSequenceParts } from '../kernels/sequenceDescriptors.ts';
import { embedding } from '../ops/embedding.ts';
import type { LayerKind } from './layer.ts';

/** A row of a table for each token of a sequence. */
export interface EmbeddingSpec {
  readonly kind: 'embedding';
  /** Number of tokens. */
  readonly vocabulary: number;
  /** Values of a row. */
  readonly width: number;
  /** Token that gives zeros and is not learned; none by default. */
  readonly padding?: number;
}

/** Rows that one launch reaches: eight in each workgroup. */
const MOST = 8 * 65_535;

/**
 * Like `torch.nn.Embedding`, over sequences `[length]` of tokens, which are whole numbers: a field of
 * `u32`, or of `f32` that holds them. Fields of `u8` and `u16` are shares and no tokens.
 * Tokens below 0 count as 0, those past the vocabulary as its last one, and fractions are cut off. No gradient
 * reaches what comes before the layer. The row of `padding` is never read here, but files have it as it was
 * drawn: set it to zero for PyTorch, which reads it.
 */
export const embeddingLayer: LayerKind<EmbeddingSpec> = {
  kind: 'embedding',
  resolve({ vocabulary, width, padding }, input, where) {
    assertInRange(`${where}.vocabulary`, wholeNumber(1, MOST), vocabulary);
    assertInRange(`${where}.width`, wholeNumber(1), width);
    if (padding !== undefined) {
      assertInRange(`${where}.padding`, wholeNumber(0, Number(vocabulary) - 1), padding);
    }
    if (input.length !== 1) {
      throw new ConfigError(
        `${where}: an embedding layer takes sequences [length] of tokens, its input is ` +
          `[${input.join(', ')}]`,
      );
    }
    const sizes = { vocabulary: Number(vocabulary), width: Number(width) };
    return { kind: 'embedding', ...sizes, ...(padding !== undefined && { padding }) };
  },
  load: async () => addSequenceParts([embeddingKernels]),
  output: ({ width }, [length = 1]) => [length, width],
  build({ vocabulary, width, padding }, _, { store, name, group }) {
    const weight = store.parameter(`${name}.weight`, {
      shape: [vocabulary, width],
      init: { kind: 'normal', deviation: 1 },
      ...(group !== undefined && { group }),
    });
    return {
      apply: (graph, { x }) => ({
        y: embedding(graph, x, weight, { name: graph.site(name), padding }),
      }),
    };
  },
};
