import type { Program } from '../families/model.ts';
import { forwardProgram } from '../families/program.ts';
import { Graph } from '../graph/graph.ts';
import type { Store } from '../graph/store.ts';
import { diagnosisKernels } from '../kernels/catalogue/diagnosis.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { aggregatePosterior } from '../ops/aggregatePosterior.ts';
import type { Engine } from '../runtime/engine.ts';
import type { SampledEncoding } from './inferenceOptions.ts';
import { CHUNK, runRows } from './runRows.ts';

/**
 * Log density of every sample under the aggregate posterior of the same rows, in nats: `[rows]`. N
 * samples need N² densities, so `rows` should be a few thousand at most. They run in small chunks,
 * since each sample is compared with every row.
 */
export async function aggregateLogDensity(
  engine: Engine,
  { mu, logvar, z }: SampledEncoding,
  latent: number,
): Promise<Float32Array> {
  addParts([diagnosisKernels]);
  const rows = mu.length / latent;
  const stats = new Float32Array(2 * mu.length);
  for (let row = 0; row < rows; row++) {
    const own = (values: Float32Array) => values.subarray(row * latent, (row + 1) * latent);
    stats.set(own(mu), 2 * row * latent);
    stats.set(own(logvar), (2 * row + 1) * latent);
  }
  const { logDensity = new Float32Array() } = await runRows(engine, {
    purpose: 'aggregate posterior',
    sizes: `${rows}`,
    record: () => recordAggregatePosterior(engine, { samples: CHUNK, rows, latent }),
    values: { z },
    whole: { stats },
    total: rows,
  });
  return logDensity;
}

/** `z` `[samples, latent]` against `stats` `[rows, 2·latent]` → `logDensity` `[samples]`. */
export function recordAggregatePosterior(
  { model }: { readonly model: { readonly store: Store } },
  { samples, rows, latent }: { samples: number; rows: number; latent: number },
): Program {
  const graph = new Graph(model.store);
  const z = graph.input('z', [samples, latent]);
  const stats = graph.input('stats', [rows, 2 * latent]);
  const logDensity = aggregatePosterior(graph, z, stats, { name: 'log_density' });
  return forwardProgram('aggregate posterior', graph, { logDensity });
}
