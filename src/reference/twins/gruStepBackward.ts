import { at, put } from '../shared/access.ts';
import { recurrentPlaces } from '../shared/recurrent.ts';
import type { Twin } from '../twin.ts';

/** The chain rule at one step of a GRU; `place` is that of the state after it */
export const gruStepBackward: Twin<'gru_step_backward'> = (
  { constants },
  weight,
  [place = 0],
  gates,
  states,
  dstates,
  dinputs,
  dsums,
) => {
  const { M, H, FIRST, LAST, GIVEN, ACCUMULATE_INPUTS } = constants;
  const { state, ofStep, ofPlace } = recurrentPlaces(constants);
  const step = place - 1;
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      let gradient = GIVEN || !FIRST ? at(dstates, state(row, place, unit)) : 0;
      for (let n = 0; n < 3 * H && !FIRST; n++) {
        gradient += at(dsums, ofPlace(row, place, 0, 3, n)) * at(weight, n * H + unit);
      }
      if (LAST) {
        dstates[state(row, place, unit)] = gradient;
        continue;
      }
      const [r, z, n, a] = [0, 1, 2, 3].map((i) => at(gates, ofStep(row, step, unit, 4, i)));
      if (r === undefined || z === undefined || n === undefined || a === undefined) return;
      const dz = gradient * (at(states, state(row, step, unit)) - n) * z * (1 - z);
      const dn = gradient * (1 - z) * (1 - n * n);
      const dr = dn * a * r * (1 - r);
      put(dstates, state(row, step, unit), gradient * z, GIVEN);
      for (const [i, value] of [dr, dz, dn].entries()) {
        put(dinputs, ofStep(row, step, unit, 3, i), value, ACCUMULATE_INPUTS);
      }
      dsums.set([dr, dz, dn * r], ofPlace(row, step, unit, 3, 0));
    }
    if (FIRST) dsums.fill(0, ofPlace(row, place, 0, 3, 0), ofPlace(row, place, H, 3, 0));
  }
};
