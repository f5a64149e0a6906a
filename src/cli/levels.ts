import type { Model } from '../families/model.ts';
import type { LevelDiagnosis, VAE } from '../index.ts';
import type { RunRows } from './runData.ts';

/**
 * How a hierarchy uses its levels, that next to the data first, or undefined for another model.
 * @param data rows with the model's columns
 */
export async function levelUsage(
  model: Pick<VAE, 'diagnose'>,
  { latent }: Pick<Model, 'latent'>,
  data: RunRows,
): Promise<readonly LevelDiagnosis[] | undefined> {
  if (!latent?.levels) return undefined;
  // One row is enough for the comparison of pairs of rows, which says nothing of levels.
  return (await model.diagnose(data, { subset: 1 })).levels;
}

/** The usage of a level in words: `7 of 40 units active, KL 13.700 nats`. */
export function levelText({ kl, activeUnits, size }: LevelDiagnosis): string {
  return `${activeUnits} of ${size} units active, KL ${kl.toFixed(3)} nats`;
}
