import { type TokenLoss, tokenLoss } from '../text/tokenLoss.ts';
import type { RunRows } from './runData.ts';

/** The loss of a token of sequences from that of a sequence; undefined for other data. */
export const lossOfTokens = (nats: number | undefined, rows: RunRows): TokenLoss | undefined =>
  rows.dtype === 'u32' && nats !== undefined ? tokenLoss(nats, rows) : undefined;

/** `3.912 nats, perplexity 50.0 (1234 tokens)` */
export const tokenText = ({ nats, perplexity, tokens }: TokenLoss): string =>
  `${nats.toFixed(3)} nats, perplexity ${perplexity.toFixed(1)} (${tokens} tokens)`;
