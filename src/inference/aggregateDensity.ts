import { aggregatePosteriorPlan } from '../families/vae/latentPlans.ts';
import { ChunkInput } from '../gpu/chunkInput.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import type { Tensor } from '../graph/tensor.ts';
import { diagnosisKernels } from '../kernels/catalogue/diagnosis.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { cutBatches } from '../runtime/bursts.ts';
import { type CompiledPlan, compilePlan } from '../runtime/compilePlan.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../training/stepScalars.ts';
import type { SampledEncoding } from './inferenceOptions.ts';

/** Samples in one submit: few, since each is compared with every row. */
const CHUNK = 128;

interface DensitySession extends CompiledPlan {
  readonly z: ChunkInput;
  readonly stats: InputBuffer;
  readonly logDensity: Tensor;
}

/**
 * Log density of every sample under the aggregate posterior of the same rows, in nats: `[rows]`.
 * N samples cost N² densities, so `rows` should be a few thousand at most.
 */
export async function aggregateLogDensity(
  engine: Engine,
  { mu, logvar, z }: SampledEncoding,
): Promise<Float32Array> {
  addParts([diagnosisKernels]);
  const { latent } = engine.model.config;
  const rows = mu.length / latent;
  const stats = new Float32Array(2 * mu.length);
  for (let row = 0; row < rows; row++) {
    const own = (values: Float32Array) => values.subarray(row * latent, (row + 1) * latent);
    stats.set(own(mu), 2 * row * latent);
    stats.set(own(logvar), (2 * row + 1) * latent);
  }
  const result = new Float32Array(rows);
  const run = async (session: DensitySession): Promise<void> => {
    session.stats.write(stats);
    for (const { first, rows: count } of cutBatches(0, rows, CHUNK)) {
      engine.assertLive();
      session.z.write(z, first, count);
      const record = { ...IDLE_SCALARS, row_count: count };
      const [found] = await session.executable.run([record], [session.logDensity]);
      if (found) result.set(found.subarray(0, count), first);
    }
  };
  await engine.survive((live) =>
    engine.sessions.use(live, 'aggregate posterior', `${rows}`, () => open(engine, rows), run),
  );
  return result;
}

async function open(engine: Engine, rows: number): Promise<DensitySession> {
  const { gpu, model } = engine;
  const { plan, inputs, outputs } = aggregatePosteriorPlan(model, { samples: CHUNK, rows });
  const [zTensor, statsTensor] = inputs;
  const z = new ChunkInput(gpu, zTensor);
  const stats = new InputBuffer(gpu, statsTensor);
  const buffers = new Map([
    [zTensor.name, z.buffer],
    [statsTensor.name, stats.buffer],
  ]);
  const owner = {
    dispose(): void {
      z.dispose();
      stats.dispose();
    },
  };
  const compiled = await compilePlan(engine, plan, buffers, owner);
  return { ...compiled, z, stats, logDensity: outputs.logDensity };
}
