import { at } from '../shared/access.ts';
import { recurrentPlaces, sigmoid } from '../shared/recurrent.ts';
import type { Twin } from '../twin.ts';

/** One step of an LSTM of all rows, as in torch.nn.LSTM; a padded step keeps state and cell */
export const lstmStepForward: Twin<'lstm_step_forward'> = (
  { constants, slots },
  weight,
  bias,
  inputs,
  [step = 0],
  states,
  cells,
  gates,
) => {
  const { M, LENGTH, H, REVERSED } = constants;
  const { state, ofStep } = recurrentPlaces(constants);
  const time = REVERSED ? LENGTH - 1 - step : step;
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      const sum = (gate: number): number => {
        let total = at(inputs, ofStep(row, step, unit, 4, gate)) + at(bias, 4 * unit + gate);
        for (let k = 0; k < H; k++) {
          total += at(weight, (4 * unit + gate) * H + k) * at(states, state(row, step, k));
        }
        return total;
      };
      const valid = slots.valid(row, time);
      const before = at(cells, state(row, step, unit));
      const [i, f, g, o] = [sigmoid(sum(0)), sigmoid(sum(1)), Math.tanh(sum(2)), sigmoid(sum(3))];
      const cell = valid ? f * before + i * g : before;
      gates.set(valid ? [i, f, g, o] : [0, 1, 0, -1], ofStep(row, step, unit, 4, 0));
      cells[state(row, step + 1, unit)] = cell;
      states[state(row, step + 1, unit)] = valid
        ? o * Math.tanh(cell)
        : at(states, state(row, step, unit));
    }
  }
};
