import type { Twin } from '../twin.ts';

/** lengths [M, 1] = places up to the first token 0, which counts; all of them if there is none */
export const tokenLengths: Twin<'token_lengths'> = ({ constants: { M, K } }, tokens, lengths) => {
  for (let row = 0; row < M; row++) {
    const end = tokens.subarray(row * K, (row + 1) * K).findIndex((token) => token < 1);
    lengths[row] = end < 0 ? K : end + 1;
  }
};
