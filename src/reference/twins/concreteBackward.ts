import { at, put } from '../shared/access.ts';
import { sumOverClasses } from '../shared/classes.ts';
import { targetOf } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dlogits [M, K] = Σ_s z (dz - Σ_classes z dz) / temperature */
export const concreteBackward: Twin<'concrete_backward'> = (
  { constants: { M, K, CLASSES, SAMPLES, TARGET, ACCUMULATE }, step },
  z,
  dz,
  dlogits,
) => {
  const temperature = targetOf(step, TARGET);
  for (let i = 0; i < M * K; i++) {
    const column = i % K;
    let sum = 0;
    for (let s = 0; s < SAMPLES; s++) {
      const place = (Math.floor(i / K) * SAMPLES + s) * K + column;
      const mean = sumOverClasses(z, dz, place - (column % CLASSES), CLASSES);
      sum += (at(z, place) * (at(dz, place) - mean)) / temperature;
    }
    put(dlogits, i, sum, ACCUMULATE);
  }
};
