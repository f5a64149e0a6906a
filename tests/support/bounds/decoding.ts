import { beamCandidates } from '../../../src/reference/shared/beamTokens.ts';
import {
  drawable,
  SETTINGS,
  type Settings,
  weightsOfTokens,
} from '../../../src/reference/shared/chooseTokens.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, size } from './values.ts';

/** True for numbers that f32 may take for equal, or in the other order. */
const near = (a: number, b: number, doubt: number): boolean => a !== b && Math.abs(a - b) < doubt;

/** Where rounding decides the token, any may be drawn. */
export const chooseTokensBound: Bound<'choose_tokens'> = ({ context, values, choices }) => {
  const { constants, slots } = context;
  const { M, K, VOCABULARY, RESERVED } = constants;
  const [place = 0] = values.at ?? none;
  const tokens = new Float64Array(M * K);
  const next = new Float64Array(M);
  for (let row = 0; row < M; row++) {
    const settings = (values.settings ?? none).subarray(SETTINGS * row);
    const [temperature, count, share] = settings as unknown as Settings;
    const all = (values.logits ?? none).subarray(row * VOCABULARY, (row + 1) * VOCABULARY);
    const logits = drawable(all, settings[3] ?? 0, RESERVED);
    const drawn = temperature === 0 ? 0 : slots.uniform(row, place);
    const given = choices.uniform === 'given' ? 1e-6 : 0;
    if (isInDoubt(logits, [temperature, count, share], drawn, given)) {
      tokens[row * K + place] = VOCABULARY;
      next[row] = VOCABULARY;
    }
  }
  return { tokens, next };
};

function isInDoubt(
  logits: Float64Array,
  [temperature, count, share]: Settings,
  drawn: number,
  given: number,
): boolean {
  const sorted = logits.toSorted((a, b) => b - a);
  // Where logits near one another are not equal, a device may take them for equal or not.
  const isUnsure = (logit: number) => logits.some((other) => near(logit, other, TINY));
  const [largest = 0] = sorted;
  if (temperature === 0) return isUnsure(largest);
  const least = sorted[Math.min(count, logits.length) - 1];
  if (least !== undefined && isUnsure(least)) return true;
  const exponents = (4 * 16 * ULP) / temperature + expError(1);
  const doubt = given + exponents + sumError(logits.length, 1);
  const counted = weightsOfTokens(logits, [temperature, count, 1]);
  if (
    share > 0 &&
    share < 1 &&
    passes(
      counted.toSorted((a, b) => b - a),
      share,
      doubt,
    )
  )
    return true;
  return passes(weightsOfTokens(logits, [temperature, count, share]), drawn, doubt);
}

/** True if a running sum of weights comes near a share of their total. */
function passes(weights: Float64Array, share: number, doubt: number): boolean {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.some((weight) => {
    before += weight;
    return Math.abs(before / total - share) < doubt;
  });
}

/** Scores are rounded; where that decides which beams are kept, any may be. */
export const beamTokensBound: Bound<'beam_tokens'> = ({ context, values, expected }) => {
  const { M, BEAMS, K, VOCABULARY } = context.constants;
  const [place = 0] = values.at ?? none;
  const { logits = none, scores = none, tokens = none } = values;
  const largest = logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 1);
  const error =
    LOG_ERROR + expError(1) + sumError(VOCABULARY, 1) + 8 * ULP * (largest + Math.log(VOCABULARY));
  const best = (expected.best ?? none).map((value) => error + 4 * ULP * Math.abs(value));
  const parents = new Float64Array(M * BEAMS);
  const next = new Float64Array(M * BEAMS);
  const chosen = new Float64Array(M * BEAMS * K);
  for (let row = 0; row < M; row++) {
    const sizes = { row, place, BEAMS, K, VOCABULARY };
    const all = beamCandidates({ logits, scores, tokens }, sizes);
    const kept = all.slice(0, BEAMS + 1);
    const doubt = 2 * (error + 4 * ULP * size(kept.map(({ score }) => score) as never, 0));
    // A row with fewer candidates than beams ends in some that do not exist.
    const decided = kept.every(({ score }, j) => {
      const before = kept[j - 1]?.score ?? Infinity;
      return !near(score, before, doubt);
    });
    if (decided && all.length >= BEAMS) continue;
    const rows = [row * BEAMS, (row + 1) * BEAMS] as const;
    parents.fill(M * BEAMS, ...rows);
    next.fill(VOCABULARY, ...rows);
    chosen.fill(VOCABULARY + 1, rows[0] * K, rows[1] * K);
    if (all.length < BEAMS) best.fill(1e31, ...rows);
  }
  return { best, parents, next, chosen };
};
