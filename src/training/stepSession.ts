import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import type { VaePlan } from '../families/vae/vae.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Engine } from '../runtime/engine.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { TrainingOptions } from './options.ts';
import { recordTraining } from './recordTraining.ts';

/** A training plan over batches of the caller's, and maybe noise of the caller's. */
export interface StepSession extends Session {
  readonly noise: InputBuffer | undefined;
  readonly inputs: InputBuffers;
  readonly record: (source: BatchSource) => VaePlan;
}

/** Compiles a session for batches whose fields are of the types of these. */
export async function openStepSession(
  engine: Engine,
  options: TrainingOptions,
  fields: Table['fields'],
  givenNoise: boolean,
): Promise<StepSession> {
  const { gpu, model } = engine;
  const { batchSize: rows, samples } = options;
  const { latent } = model.config;
  const shape = [rows * samples, latent];
  const tensor: Tensor = { name: 'noise', shape, dtype: 'f32', role: 'input' };
  const noise = givenNoise ? new InputBuffer(gpu, tensor) : undefined;
  const feed = new StreamedFeed(gpu, fields, rows);
  const inputs = new Map(noise ? [[tensor.name, noise.buffer] as const] : []);
  const record = (source: BatchSource): VaePlan =>
    recordTraining(model, source, options, noise && tensor);
  const session = await openSession(engine, feed, rows, record, inputs).catch((error) => {
    noise?.dispose();
    throw error;
  });
  return {
    ...session,
    noise,
    inputs: new Map([...feed.inputs, ...inputs]),
    record,
    dispose() {
      session.dispose();
      noise?.dispose();
    },
  };
}
