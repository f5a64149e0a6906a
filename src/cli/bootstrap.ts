import { bootstrap } from '../data/bootstrap.ts';
import { ConfigError } from '../errors.ts';
import type { TrainOptions } from './options.ts';
import type { RunData } from './runData.ts';

type Draw = Pick<TrainOptions, 'bootstrap' | 'epsilon' | 'noise'>;

/**
 * The data of a run, with training rows drawn with replacement if that is asked for.
 * @throws ConfigError for private training, whose budget counts each row once
 */
export function drawnData(data: RunData, { bootstrap: seed, epsilon, noise }: Draw): RunData {
  if (seed === undefined) return data;
  if (epsilon !== undefined || noise !== undefined) {
    throw new ConfigError(
      '--bootstrap repeats rows, but private training counts each once: leave it out.',
    );
  }
  const { numbers: _, ...rest } = data;
  return { ...rest, train: bootstrap(data.train, seed) };
}
