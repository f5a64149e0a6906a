import { assertOptions, type OptionRanges, POSITIVE, wholeNumber } from '../checks.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { NumericsError } from '../errors.ts';
import { programOf } from '../families/program.ts';
import { fuseRows } from '../fusion/fuseRows.ts';
import { HEALTHY } from '../graph/report.ts';
import { drawnNoise } from '../ops/noise.ts';
import { packOptimizerScalars } from '../optimizers/optimizer.ts';
import { optimizerScalars, resolveOptimizer } from '../optimizers/registry.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { rowMeans, type Scores } from './rowFigures.ts';
import { chunkOf, MAX_PASS_ROWS, runChunks } from './runRows.ts';

/** How the posterior of each row is refined for its likelihood regret. */
export interface RegretOptions {
  /** Steps of Adam; 100 by default. */
  readonly steps?: number;
  /** Samples of z per row and step, and for the losses before and after; 4 by default. */
  readonly samples?: number;
  /** Learning rate of Adam on means and log variances; 0.05 by default. */
  readonly learningRate?: number;
}

const RANGES: OptionRanges<RegretOptions> = {
  steps: wholeNumber(1, 10_000),
  samples: wholeNumber(1, MAX_PASS_ROWS),
  learningRate: POSITIVE,
};

/** Steps per submit. */
const STEPS_PER_SUBMIT = 8;

/**
 * The likelihood regret of every row: its negative ELBO under the encoder's posterior less that under the
 * posterior that is best for this row alone. The posterior's mean and log variance are optimised with the decoder
 * fixed, the cheaper form of the paper, which optimises the whole encoder for each row. Both losses are
 * those of the same samples of noise.
 * Source: Xiao et al., "Likelihood regret: an out-of-distribution detection score for variational
 * auto-encoder", 2020.
 * @throws ConfigError for an option out of range, or a model without Gaussian posteriors
 */
export async function regretOfRows(
  engine: Engine,
  data: Table,
  options: RegretOptions,
  seed: number,
): Promise<Scores> {
  assertOptions('regret', options, RANGES, 'regret.');
  const { steps = 100, samples = 4, learningRate = 0.05 } = options;
  const { load, record } = programOf(engine.model, 'refine');
  await load?.();
  const adam = resolveOptimizer({});
  const chunk = chunkOf(samples);
  // The last step only tells the losses.
  const passes = steps + 1;
  const request = {
    purpose: 'regret',
    sizes: `${typesKey(data)} ${chunk} ${samples} ${passes}`,
    chunk,
    passes,
    fuse: fuseRows,
    record: (source: BatchSource) =>
      record({ source, noise: drawnNoise(streams.refinement), samples }),
    data,
    total: data.rows,
  };
  const [regret, elbo] = [new Float32Array(data.rows), new Float32Array(data.rows)];
  await runChunks(engine, request, async ({ number, first, rows, outputs, run }) => {
    // A lost device starts the run again.
    for (const sums of [regret, elbo]) sums.fill(0, first, first + rows);
    const records = Array.from({ length: passes }, (_, step) => ({
      ring_slot: Math.min(step, 1),
      // The last step has the noise of the first one.
      counter: number * passes + (step % steps) + 1,
      data_counter: number,
      seed,
      loss_weights: [1, 1],
      optimizers: packOptimizerScalars(
        step < steps ? [optimizerScalars(step + 1, learningRate, adam)] : [],
      ),
    }));
    const submits = Math.ceil(passes / STEPS_PER_SUBMIT);
    const values = await run(records, undefined, submits);
    for (const [place, { name, shape }] of outputs.entries()) {
      const own = values[place] ?? new Float32Array();
      if (name === 'health') {
        if (own[0] === HEALTHY) continue;
        // Its health stays as it is, so the next call compiles the program anew.
        engine.sessions.forget();
        throw new NumericsError(
          `the posteriors of rows ${first} to ${first + rows - 1} met NaN or infinity: take a lower learningRate`,
          { step: (own[0] ?? 0) - number * passes, tensor: 'refined' },
        );
      }
      const each = (shape.at(-1) ?? chunk) / chunk;
      const slot = own.length / 2;
      const before = rowMeans(own.subarray(0, slot), rows, each);
      const after = rowMeans(own.subarray(slot), rows, each);
      for (let row = 0; row < rows; row++) {
        const loss = before[row] as number;
        elbo[first + row] = (elbo[first + row] as number) + loss;
        regret[first + row] = (regret[first + row] as number) + loss - (after[row] as number);
      }
    }
  });
  return { regret, elbo };
}
