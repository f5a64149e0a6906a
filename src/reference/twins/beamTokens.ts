import { at, put } from '../shared/access.ts';
import { beamCandidates } from '../shared/beamTokens.ts';
import type { Twin } from '../twin.ts';

/** best, parents, next and chosen of the BEAMS likeliest continuations of each row */
export const beamTokens: Twin<'beam_tokens'> = (
  { constants: { M, BEAMS, K, VOCABULARY } },
  [place = 0],
  logits,
  scores,
  tokens,
  best,
  parents,
  next,
  chosen,
) => {
  for (let row = 0; row < M; row++) {
    const sizes = { row, BEAMS, K, VOCABULARY, place };
    const candidates = beamCandidates({ logits, scores, tokens }, sizes);
    for (const [j, { score, parent, token }] of candidates.slice(0, BEAMS).entries()) {
      const own = row * BEAMS + j;
      put(best, own, score);
      put(parents, own, parent);
      put(next, own, token);
      for (let column = 0; column < K; column++) {
        const kept = place === 0 ? 0 : at(tokens, parent * K + column);
        put(chosen, own * K + column, column === place ? token : kept);
      }
    }
  }
};
