import {
  assertInRange,
  assertOptions,
  type OptionRanges,
  oneOf,
  SEED,
  wholeNumber,
} from '../checks.ts';
import type { Table } from '../data/table.ts';
import { programOf } from '../families/program.ts';
import type { Engine } from '../runtime/engine.ts';
import { runProgram } from './runProgram.ts';
import { MAX_PASS_ROWS } from './runRows.ts';

/** Options of {@link VAE.translate}. */
export interface TranslateOptions {
  /** Samples of the code per row. By default none: the mean of the code is decoded. */
  readonly samples?: number;
  /** Seed of those samples; the same seed gives the same rows. 0 by default. */
  readonly seed?: number;
}

const TRANSLATE_RANGES: OptionRanges<TranslateOptions> = {
  samples: wholeNumber(1, MAX_PASS_ROWS),
  seed: SEED,
};

/**
 * The means of a modality, from those that rows have.
 * @returns `[rows · samples, columns]`
 * @throws ConfigError for a model of one modality, one that it does not have, or an option out of range
 */
export async function translate(
  engine: Engine,
  data: Table,
  to: string,
  options: TranslateOptions,
): Promise<Float32Array> {
  assertOptions('translate', options, TRANSLATE_RANGES);
  const { samples, seed = 0 } = options;
  programOf(engine.model, 'translate');
  const names = engine.model.fields.flatMap(({ name, values }) =>
    values === undefined ? name : [],
  );
  assertInRange('to', oneOf(names), to);
  const name = samples === undefined ? 'translate' : 'conditional';
  const outputs = await runProgram(engine, name, data, { seed, samples: samples ?? 1 }, {});
  return outputs[to] as Float32Array;
}
