import { assertOptions, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import type { FamilyOptions } from '../families/model.ts';
import { programOf } from '../families/program.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { chunkOf, MAX_PASS_ROWS, runChunks } from './runRows.ts';

/** Options of {@link VAE.predict}. */
export interface PredictOptions {
  /**
   * Samples of the code per row, whose probabilities are averaged. By default as many as in
   * evaluation: the option `testSamples` of a `vib`; 10 for the clusters of a mixture.
   * A categorical code takes none: its probabilities are exact.
   */
  readonly samples?: number;
  /** Seed of those samples; the same seed gives the same probabilities. 0 by default. */
  readonly seed?: number;
}

const PREDICT_RANGES: OptionRanges<PredictOptions> = {
  samples: wholeNumber(1, MAX_PASS_ROWS),
  seed: SEED,
};

/** Predicted classes of rows. */
export interface Prediction {
  /** `[rows, classes]`; `[rows, variables · classes]` of a categorical code. */
  readonly probabilities: Float32Array;
  /** The most probable class of each row, from 0; of a categorical code that of each variable of it. */
  readonly classes: Uint32Array;
}

/**
 * The class probabilities of each row, averaged over samples of its code.
 * @param training the options of the model's family, which give the default of `samples`
 * @throws ConfigError for a model that does not classify, or an option out of range
 */
export async function predict(
  engine: Engine,
  data: Table,
  options: PredictOptions,
  training: FamilyOptions,
): Promise<Prediction> {
  assertOptions('predict', options, PREDICT_RANGES);
  const { samples: asked, seed = 0 } = options;
  const classify = programOf(engine.model, 'classify');
  const samples = asked ?? classify.samples?.(training) ?? 1;
  const chunk = chunkOf(samples);
  let probabilities = new Float32Array();
  let width = 0;
  await runChunks(
    engine,
    {
      purpose: `classifier ${typesKey(data)}`,
      sizes: `${chunk} ${samples}`,
      chunk,
      record: (source) =>
        classify.record({ source, noise: drawnNoise(streams.prediction), samples }),
      data,
      total: data.rows,
      urgent: true,
    },
    async ({ number, first, rows, outputs, run }) => {
      const [values = new Float32Array()] = await run([{ counter: number, seed }]);
      width = outputs[0]?.shape[1] ?? 0;
      if (number === 0) probabilities = new Float32Array(data.rows * width);
      for (let i = 0; i < rows * samples * width; i++) {
        const row = first + Math.floor(i / (samples * width));
        const at = row * width + (i % width);
        probabilities[at] = (probabilities[at] ?? 0) + (values[i] ?? 0) / samples;
      }
    },
  );
  const count = engine.model.latent?.classes ?? width;
  const classes = Uint32Array.from({ length: probabilities.length / count }, (_, variable) => {
    const own = probabilities.subarray(variable * count, (variable + 1) * count);
    return own.reduce((best, value, i) => (value > (own[best] ?? 0) ? i : best), 0);
  });
  return { probabilities, classes };
}
