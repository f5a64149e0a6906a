import { assertOptions, BOOLEAN, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import type { Table } from '../data/table.ts';
import { InternalError } from '../errors.ts';
import { programOf } from '../families/program.ts';
import type { Engine } from '../runtime/engine.ts';
import { runProgram } from './runProgram.ts';
import { MAX_PASS_ROWS } from './runRows.ts';

/** Options of {@link VAE.impute}. */
export interface ImputeOptions {
  /** Samples of the code per row, each weighted by its importance; 256 by default. */
  readonly samples?: number;
  /** Seed of those samples; the same seed gives the same values. 0 by default. */
  readonly seed?: number;
  /** True fills binary columns with the probability of 1 in place of the likelier value; false by default. */
  readonly probabilities?: boolean;
}

const RANGES: OptionRanges<ImputeOptions> = {
  samples: wholeNumber(1, MAX_PASS_ROWS),
  seed: SEED,
  probabilities: BOOLEAN,
};

/**
 * Rows with their missing values filled by the mean of the posterior predictive, with self-normalized
 * importance weights, or of the prior predictive where nothing that is learned is there. Sources: Mattei &
 * Frellsen, "MIWAE: deep generative modelling and imputation of incomplete data sets", 2019; Sohn et al.,
 * "Learning structured output representation using deep conditional generative models", 2015.
 * @throws ConfigError for a model without missing values, or an option out of range
 */
export async function impute(
  engine: Engine,
  data: Table,
  options: ImputeOptions,
): Promise<Float32Array> {
  assertOptions('impute', options, RANGES);
  const { samples = 256, seed = 0, probabilities = false } = options;
  const { model } = engine;
  programOf(model, 'impute');
  const { rows, given } = data;
  const { given: reading } = model;
  if (!reading || !given) {
    throw new InternalError('a model that imputes does not say how its rows are read');
  }
  const valuesOf = async (program: string): Promise<Float32Array> => {
    const { means } = await runProgram(engine, program, data, { samples, seed }, {});
    return reading.values(means as Float32Array, probabilities);
  };
  const unseen = reading.unseen(given);
  const ofPrior = unseen.includes(true) ? await valuesOf('imputeFromPrior') : given;
  const ofPosterior = unseen.includes(false) ? await valuesOf('impute') : given;
  return given.map((own, cell) => {
    if (!Number.isNaN(own)) return own;
    const row = Math.floor((cell * rows) / given.length);
    return (unseen[row] ? ofPrior : ofPosterior)[cell] as number;
  });
}
