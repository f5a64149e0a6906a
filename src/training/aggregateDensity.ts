import { Executable } from '../gpu/executable.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import type { Tensor } from '../graph/tensor.ts';
import { aggregatePosteriorPlan } from '../latent/plans.ts';
import { cutBatches } from './bursts.ts';
import type { Engine } from './engine.ts';
import type { SampledEncoding } from './inferenceOptions.ts';
import { IDLE_SCALARS } from './stepScalars.ts';

/** Samples in one submit: few, since each is compared with every row. */
const CHUNK = 128;

interface DensitySession {
  readonly z: InputBuffer;
  readonly stats: InputBuffer;
  readonly executable: Executable;
  readonly logDensity: Tensor;
  dispose(): void;
}

/**
 * Log density of every sample under the aggregate posterior of the same rows, in nats: `[rows]`.
 * N samples cost N² densities, so `rows` should be a few thousand at most.
 */
export async function aggregateLogDensity(
  engine: Engine,
  { mu, logvar, z }: SampledEncoding,
): Promise<Float32Array> {
  const { latent } = engine.model.config;
  const rows = mu.length / latent;
  const stats = new Float32Array(2 * mu.length);
  for (let row = 0; row < rows; row++) {
    const own = (values: Float32Array) => values.subarray(row * latent, (row + 1) * latent);
    stats.set(own(mu), 2 * row * latent);
    stats.set(own(logvar), (2 * row + 1) * latent);
  }
  const result = new Float32Array(rows);
  const chunk = new Float32Array(CHUNK * latent);
  const run = async (session: DensitySession): Promise<void> => {
    session.stats.write(stats);
    for (const { first, rows: count } of cutBatches(0, rows, CHUNK)) {
      engine.assertLive();
      chunk.fill(0);
      chunk.set(z.subarray(first * latent, (first + count) * latent));
      session.z.write(chunk);
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
  const { gpu, store, model } = engine;
  const recorded = aggregatePosteriorPlan(model, { samples: CHUNK, rows });
  const [z, stats] = recorded.inputs.map((tensor) => new InputBuffer(gpu, tensor)) as [
    InputBuffer,
    InputBuffer,
  ];
  const inputs = new Map([z, stats].map(({ tensor, buffer }) => [tensor.name, buffer]));
  let executable: Executable | undefined;
  const dispose = (): void => {
    executable?.dispose();
    z.dispose();
    stats.dispose();
  };
  try {
    executable = await Executable.compile(gpu, store, engine.adapt(recorded.plan), inputs, 1);
  } catch (error) {
    dispose();
    throw error;
  }
  return { z, stats, executable, logDensity: recorded.outputs.logDensity, dispose };
}
