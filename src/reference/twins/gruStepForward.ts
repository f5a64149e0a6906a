import { at } from '../shared/access.ts';
import { recurrentPlaces, sigmoid } from '../shared/recurrent.ts';
import type { Twin } from '../twin.ts';

/** One step of a GRU of all rows, as in torch.nn.GRU; a padded step keeps the state */
export const gruStepForward: Twin<'gru_step_forward'> = (
  { constants, slots },
  weight,
  bias,
  inputs,
  [step = 0],
  states,
  gates,
) => {
  const { M, LENGTH, H, REVERSED } = constants;
  const { state, ofStep } = recurrentPlaces(constants);
  const time = REVERSED ? LENGTH - 1 - step : step;
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      const hidden = (gate: number): number => {
        let sum = at(bias, 3 * unit + gate);
        for (let k = 0; k < H; k++) {
          sum += at(weight, (3 * unit + gate) * H + k) * at(states, state(row, step, k));
        }
        return sum;
      };
      const input = (gate: number): number => at(inputs, ofStep(row, step, unit, 3, gate));
      const before = at(states, state(row, step, unit));
      const r = sigmoid(input(0) + hidden(0));
      const z = sigmoid(input(1) + hidden(1));
      const n = Math.tanh(input(2) + r * hidden(2));
      const valid = slots.valid(row, time);
      gates.set(valid ? [r, z, n, hidden(2)] : [0, 1, 0, 0], ofStep(row, step, unit, 4, 0));
      states[state(row, step + 1, unit)] = valid ? (1 - z) * n + z * before : before;
    }
  }
};
