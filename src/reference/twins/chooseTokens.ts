import { at, put } from '../shared/access.ts';
import { drawable, SETTINGS, type Settings, weightsOfTokens } from '../shared/chooseTokens.ts';
import type { Twin } from '../twin.ts';

/** tokens[row, place] = next[row] = the token whose weight the row's draw falls on; 0 after an end */
export const chooseTokens: Twin<'choose_tokens'> = (
  { constants: { M, K, VOCABULARY, RESERVED }, slots },
  [place = 0],
  settings,
  logits,
  tokens,
  next,
) => {
  for (let row = 0; row < M; row++) {
    const first = SETTINGS * row;
    const [temperature, count, share] = settings.subarray(first) as unknown as Settings;
    const all = logits.subarray(row * VOCABULARY, (row + 1) * VOCABULARY);
    const own = drawable(all, at(settings, first + 3), RESERVED);
    const weights = weightsOfTokens(own, [temperature, count, share]);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mark = temperature === 0 ? 0 : slots.uniform(row, place) * total;
    let before = 0;
    let token = 0;
    for (const [k, weight] of weights.entries()) {
      if (weight > 0 && before <= mark) token = k;
      before += weight;
    }
    if (place > 0 && at(tokens, row * K + place - 1) === 0) token = 0;
    if (place === 0) tokens.fill(0, row * K, (row + 1) * K);
    put(tokens, row * K + place, token);
    put(next, row, token);
  }
};
