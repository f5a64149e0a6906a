import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import type { PosteriorSamples } from '../evaluation/sampleFigures.ts';
import { lossesKernels } from '../kernels/catalogue/losses.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { recorder } from './recorder.ts';
import { CHUNK, runRows } from './runRows.ts';

/** Samples of each row: their mean stands for the mean of the posterior. */
const SAMPLES = 16;

/** Samples of every row's posterior, with the densities of the first one. A row depends on the seed. */
export async function samplePosteriors(
  engine: Engine,
  data: Table,
  seed: number,
): Promise<PosteriorSamples> {
  addParts([lossesKernels]);
  const record = recorder(engine.model, 'density', streams.posterior);
  const chunks = Math.ceil(data.rows / CHUNK);
  const drawn: Readonly<Record<string, Float32Array>>[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const request = { purpose: `density ${typesKey(data)}`, record, data, total: data.rows };
    drawn.push(
      await runRows(engine, request, (chunk) => ({ seed, counter: sample * chunks + chunk })),
    );
  }
  const of = (name: string): Float32Array[] =>
    drawn.map((outputs) => outputs[name] ?? new Float32Array());
  const [logRatio = new Float32Array()] = of('logRatio');
  const [priorNll = new Float32Array()] = of('priorNll');
  const [probabilities] = engine.model.latent?.classes ? of('probabilities') : [];
  return {
    z: of('z') as unknown as PosteriorSamples['z'],
    logRatio,
    priorNll,
    ...(probabilities && { probabilities }),
  };
}
