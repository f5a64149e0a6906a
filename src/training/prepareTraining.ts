import type { BatchSource } from '../data/batchSource.ts';
import { expectedFields } from '../data/field.ts';
import { lengthsOf } from '../data/samplers/sampler.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { DType } from '../graph/tensor.ts';
import { openSession } from '../runtime/session.ts';
import type { TrainingContext } from './context.ts';
import { recordTraining } from './recordTraining.ts';

/**
 * Builds the pipelines of a training step, so that the first `fit` on data of this element type
 * starts at once. Frees the memory that it used for this.
 * @throws ConfigError for an element type that data cannot have
 */
export async function prepareTraining(
  { engine, options, run }: TrainingContext,
  dtype: DType | undefined,
): Promise<void> {
  const fields = expectedFields(engine.model.fields, dtype);
  await engine.survive(async ({ gpu }) => {
    const { model } = engine;
    const { batchSize: rows } = options;
    const feed = new StreamedFeed(gpu, fields, rows);
    const record = (source: BatchSource) => recordTraining(model, source, options, run);
    const lengths = lengthsOf(options.sampler);
    const session = await openSession(engine, feed, rows, record, undefined, lengths);
    session.dispose();
  });
}
