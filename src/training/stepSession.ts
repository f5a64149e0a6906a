import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Engine } from '../runtime/engine.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { TrainingOptions } from './options.ts';
import { recordTraining, type TrainingProgram } from './recordTraining.ts';

/** A training session over batches given by the caller, optionally with given noise. */
export interface StepSession extends Session {
  /** One buffer for each sampling site, in order. Empty if kernels draw the noise. */
  readonly noise: readonly InputBuffer[];
  readonly inputs: InputBuffers;
  readonly record: (source: BatchSource) => TrainingProgram;
}

/** Compiles a session for batches with fields of the same types as `fields`. */
export async function openStepSession(
  engine: Engine,
  options: TrainingOptions,
  fields: Table['fields'],
  givenNoise: boolean,
): Promise<StepSession> {
  const { gpu, model } = engine;
  const { batchSize: rows } = options;
  const noise = new Map<string, InputBuffer>();
  const feed = new StreamedFeed(gpu, fields, rows);
  const buffers = (): InputBuffers =>
    new Map([...noise].map(([name, { buffer }]) => [name, buffer] as const));
  const record = (source: BatchSource): TrainingProgram =>
    recordTraining(model, source, options, { noiseGiven: givenNoise });
  const disposeNoise = (): void => {
    for (const input of noise.values()) input.dispose();
  };
  const session = await openSession(engine, feed, rows, record, ({ inputs }) => {
    for (const tensor of Object.values(inputs)) {
      if (!feed.inputs.has(tensor.name)) noise.set(tensor.name, new InputBuffer(gpu, tensor));
    }
    return buffers();
  }).catch((error) => {
    disposeNoise();
    throw error;
  });
  return {
    ...session,
    noise: [...noise.values()],
    inputs: new Map([...feed.inputs, ...buffers()]),
    record,
    dispose() {
      session.dispose();
      disposeNoise();
    },
  };
}
