import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { TokenStep } from './chooseTokens.ts';

/** The sequences that a beam search keeps for each row, the likeliest first. */
export interface Beams {
  /** `[rows · beams, 1]`: log p of the tokens so far, in nats. */
  readonly scores: Tensor;
  /** `[rows · beams, length]`: the tokens so far. */
  readonly tokens: Tensor;
}

/** A workgroup compares the continuations of all beams once for each of them. */
const MOST_BEAMS = 256;
/** Numbers of continuations that f32 holds exactly. */
const MOST_CANDIDATES = 2 ** 24;

/**
 * A step of a beam search. It has no gradient.
 *
 * @param logits `[rows · beams, vocabulary]`, of the next token
 * @param beams before the step; in the first step only the first one of each row is read, whose score is 0
 * @returns the beams after it, their last tokens, and the rows of the beams that they continue,
 *   `[rows · beams, 1]` each
 * @throws ConfigError for more beams than tokens, or than one dispatch compares
 */
export function beamTokens(
  graph: Graph,
  logits: Tensor,
  { scores, tokens }: Beams,
  { name, at, beams }: TokenStep & { readonly beams: number },
): Beams & { readonly next: Tensor; readonly parents: Tensor } {
  const [rows = 0, vocabulary = 0] = logits.shape;
  const most = Math.min(vocabulary, MOST_BEAMS, Math.floor(MOST_CANDIDATES / vocabulary));
  if (beams > most) {
    throw new ConfigError(
      `a beam search over ${vocabulary} tokens keeps at most ${most} sequences, got ${beams}`,
    );
  }
  const column = (part: string): Tensor => graph.activation(`${name}.${part}`, [rows, 1]);
  const after = {
    scores: column('scores'),
    parents: column('parents'),
    next: column('next'),
    tokens: graph.activation(`${name}.tokens`, tokens.shape),
  };
  const { scores: best, tokens: chosen, parents, next } = after;
  graph.record({
    label: name,
    inputs: [logits, scores, tokens],
    outputs: Object.values(after),
    forward: [
      dispatch('beam_tokens', name, {
        bindings: { at, logits, scores, tokens, best, parents, next, chosen },
        slots: {},
        constants: { M: rows / beams, BEAMS: beams },
      }),
    ],
  });
  return after;
}
