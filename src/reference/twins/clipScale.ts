import { at, put } from '../shared/access.ts';
import { lowerHealth } from '../shared/health.ts';
import type { Twin } from '../twin.ts';

/**
 * scale [1] = min(1, CLIP_NORM / (norm + 1e-6)), norm² = Σ squares [PARTS]; health [1] is set to
 * the step if the sum overflows f32
 */
export const clipScale: Twin<'clip_scale'> = ({ constants, step }, squares, scale, health) => {
  const { PARTS, CLIP_NORM } = constants;
  let sum = 0;
  for (let part = 0; part < PARTS; part++) sum += at(squares, part);
  put(scale, 0, Math.min(1, CLIP_NORM / (Math.sqrt(sum) + 1e-6)));
  if (!Number.isFinite(Math.fround(sum))) lowerHealth(health, step.counter);
};
