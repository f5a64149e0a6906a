import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import type { PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import { buildPosterior } from '../../distributions/posteriors/posteriors.ts';
import type { Graph } from '../../graph/graph.ts';
import { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { buildStack, type LayerDescription, resolveStack, type Stack } from '../../layers/stack.ts';
import type { FieldInput } from '../../ops/batchInputs.ts';
import { concat } from '../../ops/concat.ts';
import { gather } from '../../ops/gather.ts';
import { tokenNll } from '../../ops/tokenNll.ts';
import { declarePosterior } from '../posteriorHead.ts';
import { encoderLayers, type SequenceArchitecture } from '../sequence/architecture.ts';
import { sequencesOf } from '../sequence/batch.ts';
import { SequenceDecoder } from '../sequence/decoder.ts';
import { InitialState } from '../sequence/initialState.ts';
import { NO_DRAWS, toldStates } from '../sequence/reconstruction.ts';
import { writeTokens } from '../sequence/write.ts';
import { DOMAINS, type DomainAutoencoder, type DomainRows } from './autoencoder.ts';

/**
 * An autoencoder of sequences of tokens. The domain gives the state with which the encoder begins, and
 * that of the decoder beside the code. Source: Shen et al., "Style transfer from non-parallel text by
 * cross-alignment", 2017.
 */
export class TokensAutoencoder implements DomainAutoencoder {
  readonly store = new Store();
  readonly field: Field;
  readonly latent: { readonly size: number };
  readonly description: readonly LayerDescription[];
  readonly #architecture: SequenceArchitecture;
  readonly #encoder: Stack;
  readonly #initial: InitialState;
  readonly #posterior: PosteriorHead;
  readonly #decoder: SequenceDecoder;

  readonly #whole: boolean;

  /**
   * The kinds of its layers are loaded.
   * @param whole true where a critic sees all steps of a row, whatever the longest of a batch
   */
  constructor(architecture: SequenceArchitecture, whole: boolean) {
    this.#architecture = architecture;
    this.#whole = whole;
    const { store } = this;
    const { length, vocabulary, hidden, latent } = architecture;
    const { kind, size } = latent;
    this.field = {
      ...{ name: 'data', dtypes: ['u32'], shape: [length] },
      ...{ values: vocabulary, padded: true },
    };
    this.latent = { size };
    const layers = resolveStack(encoderLayers(architecture), [length], 'encoder');
    this.#encoder = buildStack(layers, [length], { store, name: 'encoder' });
    this.#initial = new InitialState(store, {
      ...{ name: 'encoder.initial', inputs: DOMAINS, hidden },
      states: this.#encoder.states,
    });
    const input = { input: this.#encoder.output, encoded: true, size, kind };
    const posterior = declarePosterior(store, input, (context) => buildPosterior(context, latent));
    this.#posterior = posterior.head;
    const code = { ...latent, size: size + DOMAINS };
    this.#decoder = new SequenceDecoder(store, { ...architecture, latent: code });
    this.description = [
      this.#initial.description,
      ...this.#encoder.layers,
      posterior.description,
      ...this.#decoder.description,
    ];
  }

  read(graph: Graph, data: FieldInput, { rows, steps }: BatchSource): DomainRows {
    const { wordDropout } = this.#architecture;
    const x = gather(graph, data, { name: 'x', rows });
    const batch = sequencesOf(graph, x, { name: 'x', steps: this.#whole ? undefined : steps });
    return {
      encode: (domain, pass) => {
        const { x, length } = batch;
        const state = this.#initial.of(graph, domain);
        const h = this.#encoder.apply(graph, { x, length, state }, pass).y;
        return this.#posterior.posterior(graph, h, { training: pass.mode === 'train' });
      },
      decode: (z, domain, pass) => {
        const told = { ...pass, wordDropout, ended: true };
        const seen = toldStates(graph, this.#decoder, batch, this.#code(graph, z, domain), told);
        const logits = this.#decoder.logits(graph, seen);
        const to = { name: 'reconstruction', lengths: batch.length };
        return { loss: tokenNll(graph, logits, batch.x, to), seen };
      },
      // Writing has no gradient. Told what it wrote, the decoder goes through the same states, which have one.
      translate: (z, to, pass) => {
        const tokens = this.write(graph, z, to);
        const written = sequencesOf(graph, tokens, { name: 'written', steps: undefined });
        const told = { ...pass, wordDropout, ended: true };
        return toldStates(graph, this.#decoder, written, this.#code(graph, z, to), told);
      },
    };
  }

  write(graph: Graph, z: Tensor, domain: Tensor): Tensor {
    const { length } = this.#architecture;
    const [rows = 0] = z.shape;
    // A temperature of 0: the likeliest token at each step.
    const settings = graph.filled('settings', [rows, 4], 0);
    const given = { z: this.#code(graph, z, domain), settings };
    return writeTokens(graph, this.#decoder, given, { length, noise: { next: () => NO_DRAWS } });
  }

  /** `[z | domain]` */
  #code(graph: Graph, z: Tensor, domain: Tensor): Tensor {
    return concat(graph, z, domain, { name: graph.site('z.domain') });
  }
}
