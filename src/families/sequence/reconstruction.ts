import type { Draw } from '../../distributions/posteriors/posterior.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { Noise } from '../../ops/noise.ts';
import { tokenNll } from '../../ops/tokenNll.ts';
import { repeated, type Sequences, tokensBefore } from './batch.ts';
import type { SequenceDecoder } from './decoder.ts';

/** Noise where nothing is drawn. */
export const NO_DRAWS: Noise = { kind: 'counter', stream: 0 };

/** A pass of a decoder that is told the right tokens. */
export interface ToldPass extends ForwardPass {
  /** Share of the tokens that training hides from the decoder. */
  readonly wordDropout: number;
}

/**
 * -log p(tokens | z) of sequences, whose decoder is told the right tokens before each step: a loss term,
 * `[ring, 1, rows · samples]`.
 */
export function reconstruction(
  graph: Graph,
  decoder: SequenceDecoder,
  batch: Sequences,
  { z, samples }: Pick<Draw, 'z' | 'samples'>,
  pass: ToldPass,
): Tensor {
  const sequences = repeated(graph, batch, samples);
  const states = toldStates(graph, decoder, sequences, z, { ...pass, samples });
  const { x: targets, length: lengths } = sequences;
  const logits = decoder.logits(graph, states);
  const name = graph.site('reconstruction');
  return tokenNll(graph, logits, targets, { name, lengths, samples });
}

/**
 * The states of a decoder that is told the tokens of sequences, `[rows, steps · hidden]`.
 * @param ended true for zeros past the end of each sequence; false by default
 */
export function toldStates(
  graph: Graph,
  decoder: SequenceDecoder,
  sequences: Sequences,
  z: Tensor,
  { wordDropout, ended = false, ...pass }: ToldPass & { readonly ended?: boolean },
): Tensor {
  const [rows = 0, length = 0] = sequences.whole.shape;
  const rate = pass.mode === 'train' ? wordDropout : 0;
  const noise = rate > 0 ? pass.noise.next(graph, rows, length) : NO_DRAWS;
  const before = tokensBefore(graph, sequences, { rate, noise });
  const state = decoder.begin(graph, z);
  return decoder.read(graph, before, state, pass, ended ? sequences.length : undefined).states;
}
