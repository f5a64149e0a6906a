import type { Dataset } from '../data/dataset.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { BatchSource, VaePlan } from '../models/vae.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from './engine.ts';
import { klRule } from './objective.ts';
import type { TrainingOptions } from './options.ts';
import { openSession, type Session } from './session.ts';

/** A training plan over batches of the caller's, and maybe noise of the caller's. */
export interface StepSession extends Session {
  readonly noise: InputBuffer | undefined;
  readonly inputs: InputBuffers;
  readonly record: (source: BatchSource) => VaePlan;
}

/** Compiles a session for batches of one element type. */
export async function openStepSession(
  engine: Engine,
  options: TrainingOptions,
  dtype: Dataset['dtype'],
  givenNoise: boolean,
): Promise<StepSession> {
  const { gpu, model } = engine;
  const { batchSize: rows } = options;
  const { input, latent } = model.config;
  const tensor: Tensor = { name: 'noise', shape: [rows, latent], dtype: 'f32', role: 'input' };
  const noise = givenNoise ? new InputBuffer(gpu, tensor) : undefined;
  const feed = new StreamedFeed(gpu, { columns: input, dtype }, rows);
  const inputs = new Map(noise ? [[tensor.name, noise.buffer] as const] : []);
  const record = (source: BatchSource): VaePlan =>
    model.trainingPlan(
      source,
      noise ? { kind: 'given', noise: tensor } : { kind: 'counter', stream: streams.training },
      options,
      klRule(options),
    );
  const source = { rows, dtype };
  const session = await openSession(engine, feed, source, record, inputs).catch((error) => {
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
