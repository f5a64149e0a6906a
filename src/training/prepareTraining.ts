import type { Dataset } from '../data/dataset.ts';
import { dataColumns } from '../families/vae/config.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import { openSession } from '../runtime/session.ts';
import type { TrainingContext } from './context.ts';
import { assertDtype } from './dataChecks.ts';
import { recordTraining } from './recordTraining.ts';

/**
 * Builds the pipelines of a training step, so that the first `fit` on data of this element type
 * starts at once; the memory it takes for that is freed again.
 * @throws ConfigError for an element type that data cannot have
 */
export async function prepareTraining(
  { engine, options }: TrainingContext,
  dtype: Dataset['dtype'],
): Promise<void> {
  assertDtype(dtype);
  await engine.survive(async ({ gpu }) => {
    const { model } = engine;
    const { batchSize: rows } = options;
    const feed = new StreamedFeed(gpu, { columns: dataColumns(model.config), dtype }, rows);
    const session = await openSession(engine, feed, { rows, dtype }, (source) =>
      recordTraining(model, source, options),
    );
    session.dispose();
  });
}
