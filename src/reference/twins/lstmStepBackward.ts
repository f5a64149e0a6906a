import { at, put } from '../shared/access.ts';
import { recurrentPlaces } from '../shared/recurrent.ts';
import type { Twin } from '../twin.ts';

/** The chain rule at one step of an LSTM; `place` is that of the state after it, o = -1 tells padding */
export const lstmStepBackward: Twin<'lstm_step_backward'> = (
  { constants },
  weight,
  [place = 0],
  gates,
  cells,
  dstates,
  dcells,
  dinputs,
  dsums,
) => {
  const { M, H, FIRST, LAST, GIVEN, GIVEN_CELLS, ACCUMULATE_INPUTS } = constants;
  const { state, ofStep, ofPlace } = recurrentPlaces(constants);
  const step = place - 1;
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      let gradient = GIVEN || !FIRST ? at(dstates, state(row, place, unit)) : 0;
      for (let n = 0; n < 4 * H && !FIRST; n++) {
        gradient += at(dsums, ofPlace(row, place, 0, 4, n)) * at(weight, n * H + unit);
      }
      if (LAST) {
        dstates[state(row, place, unit)] = gradient;
        continue;
      }
      const gate = (i: number): number => at(gates, ofStep(row, step, unit, 4, i));
      const [i, f, g, o] = [gate(0), gate(1), gate(2), Math.max(gate(3), 0)];
      const padded = gate(3) < -0.5;
      const t = Math.tanh(at(cells, state(row, place, unit)));
      const passed = GIVEN_CELLS || !FIRST ? at(dcells, state(row, place, unit)) : 0;
      const dc = passed + gradient * o * (1 - t * t);
      const changes = [
        dc * g * i * (1 - i),
        dc * at(cells, state(row, step, unit)) * f * (1 - f),
        dc * i * (1 - g * g),
        gradient * t * o * (1 - o),
      ];
      put(dcells, state(row, step, unit), dc * f, GIVEN_CELLS);
      put(dstates, state(row, step, unit), padded ? gradient : 0, GIVEN);
      for (const [n, value] of changes.entries()) {
        put(dinputs, ofStep(row, step, unit, 4, n), value, ACCUMULATE_INPUTS);
      }
      dsums.set(changes, ofPlace(row, step, unit, 4, 0));
    }
    if (FIRST) dsums.fill(0, ofPlace(row, place, 0, 4, 0), ofPlace(row, place, H, 4, 0));
  }
};
