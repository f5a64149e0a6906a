import { at, put } from '../shared/access.ts';
import { logSoftmax } from '../shared/mixture.ts';
import type { Twin } from '../twin.ts';

/** chosen [M, 2L] = the moments of the first component whose summed weights exceed the row's draw. */
export const mixtureChoice: Twin<'mixture_choice'> = (
  { constants: { M, N, L }, slots },
  stats,
  logWeights,
  chosen,
) => {
  const weights = logSoftmax(logWeights).map(Math.exp);
  for (let row = 0; row < M; row++) {
    const draw = slots.uniform(row, 0);
    let choice = 0;
    let passed = weights[0] ?? 0;
    while (choice < N - 1 && passed <= draw) {
      choice += 1;
      passed += weights[choice] ?? 0;
    }
    for (let column = 0; column < 2 * L; column++) {
      put(chosen, row * 2 * L + column, at(stats, choice * 2 * L + column));
    }
  }
};
