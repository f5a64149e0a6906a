import { assertInRange, FINITE } from '../checks.ts';
import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import { END } from './tokens.ts';

/** How well a model predicts the tokens of sequences. */
export interface TokenLoss {
  /** Number of tokens, with the end of each sequence that has one. */
  readonly tokens: number;
  /** Nats of a token. */
  readonly nats: number;
  /** exp of them: among so many tokens a uniform guess would do as well. */
  readonly perplexity: number;
}

/**
 * The loss of sequences shared by their tokens. What comes after the end of a sequence does not count.
 * @param nats of a sequence, the mean over the rows: `elbo` of `VAE.evaluate` or `nll` of `VAE.estimateNll`
 * @param rows of {@link encodeTexts}
 * @throws {DataError} for other rows
 * @throws {ConfigError} unless nats is a finite number
 */
export function tokenLoss(
  nats: number,
  rows: Pick<Dataset<'u32'>, 'rows' | 'columns' | 'data'>,
): TokenLoss {
  assertInRange('nats', FINITE, nats);
  if (!(rows?.data instanceof Uint32Array) || rows.data.length !== rows.rows * rows.columns) {
    throw new DataError('tokenLoss: expected the rows that encodeTexts gives');
  }
  const { columns, data } = rows;
  let tokens = 0;
  for (let row = 0; row < rows.rows; row++) {
    const end = data.subarray(row * columns, (row + 1) * columns).indexOf(END);
    tokens += end < 0 ? columns : end + 1;
  }
  const each = (nats * rows.rows) / tokens;
  return { tokens, nats: each, perplexity: Math.exp(each) };
}
