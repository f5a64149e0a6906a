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
 * importance weights. Source: Mattei & Frellsen, "MIWAE: deep generative modelling and imputation of
 * incomplete data sets", 2019.
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
  const { means } = await runProgram(engine, 'impute', data, { samples, seed }, {});
  const { given } = data;
  if (!model.given || !given) {
    throw new InternalError('a model that imputes does not say how its rows are read');
  }
  const values = model.given.values(means as Float32Array, probabilities);
  return values.map((value, cell) => {
    const own = given[cell] as number;
    return Number.isNaN(own) ? value : own;
  });
}
