import { at, put } from '../shared/access.ts';
import { gumbel } from '../shared/classes.ts';
import { logSoftmax } from '../shared/mixture.ts';
import { targetOf } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** z [M · SAMPLES, K] = softmax((logits + Gumbel) / temperature) of each variable, or its largest when HARD */
export const concreteForward: Twin<'concrete_forward'> = (
  { constants: { M, K, CLASSES, SAMPLES, HARD, TARGET }, step, slots },
  logits,
  z,
) => {
  const temperature = HARD ? 1 : targetOf(step, TARGET);
  for (let row = 0; row < M * SAMPLES; row++) {
    for (let first = 0; first < K; first += CLASSES) {
      const values = Float64Array.from({ length: CLASSES }, (_, i) => {
        const logit = at(logits, Math.floor(row / SAMPLES) * K + first + i);
        return (logit + gumbel(slots.uniform(row, first + i))) / temperature;
      });
      const choice = values.indexOf(Math.max(...values));
      for (const [i, log] of logSoftmax(values).entries()) {
        put(z, row * K + first + i, HARD ? Number(i === choice) : Math.exp(log));
      }
    }
  }
};
