import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** variable [N] = values [N], unless health [1] says that an earlier step was bad */
export const keep: Twin<'keep'> = ({ constants: { N }, step }, values, variable, health) => {
  if (at(health, 0) < step.counter) return;
  for (let n = 0; n < N; n++) put(variable, n, at(values, n));
};
