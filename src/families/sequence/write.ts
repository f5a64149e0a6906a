import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Beams, beamTokens } from '../../ops/beamTokens.ts';
import { chooseTokens } from '../../ops/chooseTokens.ts';
import { embedding } from '../../ops/embedding.ts';
import type { NoiseSource } from '../../ops/noise.ts';
import { BEGIN } from '../../text/tokens.ts';
import type { SequenceDecoder } from './decoder.ts';
import { repeatRows } from './repeatRows.ts';

/** How sequences are written. */
interface Writing {
  /** Tokens of a sequence. */
  readonly length: number;
  readonly noise: NoiseSource;
}

/**
 * Writes sequences token by token, all steps of them in one plan.
 * @param z `[rows, latent]`
 * @param settings `[rows, 4]`: temperature, top-k, top-p and `known` of each draw; see `chooseTokens`
 * @returns `[rows, length]`
 */
export function writeTokens(
  graph: Graph,
  decoder: SequenceDecoder,
  { z, settings }: { readonly z: Tensor; readonly settings: Tensor },
  { length, noise }: Writing,
): Tensor {
  const [rows = 0] = z.shape;
  const pass = { mode: 'evaluate', noise } as const;
  const draws = noise.next(graph, rows, length);
  const tokens = graph.activation(graph.site('tokens'), [rows, length]);
  let state = decoder.begin(graph, z);
  let before = graph.filled(graph.site('begin'), [rows, 1], BEGIN);
  for (let place = 0; place < length; place++) {
    const step = decoder.advance(graph, before, state, pass);
    const at = graph.constant(graph.site(`place_${place}`), [place]);
    const given = { logits: step.logits, settings, tokens };
    before = chooseTokens(graph, given, { name: graph.site(`token_${place}`), at, noise: draws });
    state = step.state;
  }
  return tokens;
}

/**
 * Looks for the likeliest sequences with a beam search.
 * @param z `[rows, latent]`
 * @param beams sequences that each step keeps for each row
 */
export function searchTokens(
  graph: Graph,
  decoder: SequenceDecoder,
  { z, beams }: { readonly z: Tensor; readonly beams: number },
  { length, noise }: Writing,
): Beams {
  const rows = (z.shape[0] ?? 0) * beams;
  const pass = { mode: 'evaluate', noise } as const;
  /** The rows of a matrix that a column of numbers names. */
  const pick = (numbers: Tensor, of: Tensor, name: string): Tensor =>
    embedding(graph, numbers, of, { name });
  let state = decoder.begin(graph, repeatRows(graph, z, { name: 'z.beams', times: beams }));
  let before = graph.filled('begin', [rows, 1], BEGIN);
  let found: Beams = {
    scores: graph.filled('scores', [rows, 1], 0),
    tokens: graph.filled('tokens', [rows, length], 0),
  };
  for (let place = 0; place < length; place++) {
    const step = decoder.advance(graph, before, state, pass);
    const at = graph.constant(`place_${place}`, [place]);
    const name = `beam_${place}`;
    const { next, parents, ...beam } = beamTokens(graph, step.logits, found, { name, at, beams });
    state = step.state.map((each, i) => pick(parents, each, `${name}.state_${i}`));
    before = next;
    found = beam;
  }
  return found;
}
