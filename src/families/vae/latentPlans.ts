import { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { aggregatePosterior } from '../../ops/aggregatePosterior.ts';
import type { Noise } from '../../ops/noise.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import type { BatchSource } from './batch.ts';
import type { VaeModel, VaePlan } from './vae.ts';

/** Rows of data → `stats` `[rows, 2·latent]` and `z` `[rows, latent]`, a sample of each posterior. */
export function posteriorPlan(
  model: VaeModel,
  source: BatchSource,
  noise: Noise,
): VaePlan<{ stats: Tensor; z: Tensor }> {
  const encoder = model.encoderPlan(source);
  const { stats } = encoder.outputs;
  const graph = new Graph(model.store);
  const z = reparameterize(graph, stats, { name: 'z', noise });
  const step = [...encoder.plan.step, ...graph.forward];
  return {
    plan: { name: 'posterior', step, burst: [] },
    inputs: encoder.inputs,
    outputs: { stats, z },
  };
}

/** `z` `[samples, latent]` against `stats` `[rows, 2·latent]` → `logDensity` `[samples]`. */
export function aggregatePosteriorPlan(
  model: VaeModel,
  { samples, rows }: { samples: number; rows: number },
): VaePlan<{ logDensity: Tensor }, readonly [z: Tensor, stats: Tensor]> {
  const { latent } = model.config;
  const graph = new Graph(model.store);
  const z = graph.input('z', [samples, latent]);
  const stats = graph.input('stats', [rows, 2 * latent]);
  const logDensity = aggregatePosterior(graph, z, stats, { name: 'log_density' });
  return {
    plan: { name: 'aggregate posterior', step: graph.forward, burst: [] },
    inputs: [z, stats],
    outputs: { logDensity },
  };
}
