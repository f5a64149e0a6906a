import { assertOptions, OBJECT, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { ConfigError } from '../errors.ts';
import type { FamilyOptions } from '../families/model.ts';
import { forwardProgram } from '../families/program.ts';
import type { Engine } from '../runtime/engine.ts';
import { nllOfRows } from './nllEstimate.ts';
import { recordTerms } from './recordTerms.ts';
import type { RegretOptions } from './regret.ts';
import { rowFigures, rowMeans, type Scores } from './rowFigures.ts';
import { CHUNK, runChunks } from './runRows.ts';

/** Options of {@link VAE.score}. */
export interface ScoreOptions {
  /**
   * Samples of z per row: the scores then are `nll`, an importance-weighted estimate of -log p(x).
   * By default they are the figures of `evaluate`.
   */
  readonly samples?: number;
  /**
   * The scores then are `regret`, what the row's likelihood gains where its posterior is optimised for it
   * alone, and the `elbo` before. `{}` takes the defaults of its fields. By default there is no regret.
   */
  readonly regret?: RegretOptions;
  /** Seed of the noise: by default that of the model, as in `evaluate`; with `samples` 0. */
  readonly seed?: number;
}

const SCORE_RANGES: OptionRanges<ScoreOptions> = {
  samples: wholeNumber(1),
  regret: OBJECT,
  seed: SEED,
};

/**
 * The figures of every row. Their means are the figures that `evaluate` reports.
 * @param training the seed of the model and the options of its family
 * @throws ConfigError for an option out of range, or an estimate of a model without a bound
 */
export async function score(
  engine: Engine,
  data: Table,
  options: ScoreOptions,
  training: FamilyOptions & { readonly seed: number },
): Promise<Scores> {
  assertOptions('score', options, SCORE_RANGES);
  const { samples, regret, seed = training.seed } = options;
  if (regret) {
    if (samples !== undefined) {
      throw new ConfigError('score: give regret its own samples, as regret: { samples }');
    }
    const { regretOfRows } = await import('./regret.ts');
    return regretOfRows(engine, data, regret, seed);
  }
  if (samples !== undefined) {
    const nll = await nllOfRows(engine, data, { samples, seed: options.seed ?? 0 });
    return { nll: Float32Array.from(nll.values) };
  }
  const terms = await termsOfRows(engine, data, seed, training);
  return rowFigures(engine.model, terms);
}

/** The terms of every row, drawn with the noise of `evaluate`. */
async function termsOfRows(
  engine: Engine,
  data: Table,
  seed: number,
  options: FamilyOptions,
): Promise<Scores> {
  const terms: Record<string, Float32Array> = {};
  const request = {
    purpose: `score ${typesKey(data)}`,
    record(source: BatchSource) {
      const { graph, terms: recorded } = recordTerms(engine.model, source, options);
      const outputs = [...recorded].map(([name, { tensor }]) => [name, tensor]);
      return forwardProgram('score', graph, Object.fromEntries(outputs));
    },
    data,
    total: data.rows,
    urgent: true,
  };
  await runChunks(engine, request, async ({ number, first, rows, outputs, run }) => {
    const values = await run([{ counter: number, data_counter: number, seed }]);
    for (const [place, { name, shape }] of outputs.entries()) {
      terms[name] ??= new Float32Array(data.rows);
      const samples = (shape.at(-1) ?? CHUNK) / CHUNK;
      terms[name].set(rowMeans(values[place] ?? [], rows, samples), first);
    }
  });
  return terms;
}
