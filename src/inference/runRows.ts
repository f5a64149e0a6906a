import { knownFields } from '../checks.ts';
import { cutBatches } from '../data/batches.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import type { Program } from '../families/model.ts';
import type { fuseForward } from '../fusion/fuseForward.ts';
import { ChunkInput } from '../gpu/chunkInput.ts';
import type { Executable, TensorValues } from '../gpu/executable.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import type { BufferSlice } from '../gpu/slice.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StepScalars } from '../kernels/step.ts';
import { compilePlan } from '../runtime/compilePlan.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import type { SessionPurpose } from '../runtime/sessionCache.ts';

/** Rows per pass of an inference program. Part of the address of random draws. */
export const CHUNK = 128;

/** Maximum number of rows that a pass computes, samples counted; determines its memory. */
export const MAX_PASS_ROWS = 4096;

/** Rows per pass of a program with several samples per row. */
export function chunkOf(samples: number): number {
  return Math.max(1, Math.min(CHUNK, Math.floor(MAX_PASS_ROWS / samples)));
}

/** A program to run over rows, chunk by chunk. */
export interface RowsRequest {
  readonly purpose: SessionPurpose;
  /** Sizes for which the program is recorded, besides the chunk; see `SessionCache`. */
  readonly sizes?: string;
  /** Rows per pass. */
  readonly chunk?: number;
  /** Passes per submit. */
  readonly passes?: number;
  /** The fusion of the program's plan; that of plans without gradients by default. */
  readonly fuse?: typeof fuseForward;
  /** @param source of the rows of data; without data it has no fields */
  readonly record: (source: BatchSource) => Program;
  /** Rows of data for the program's fields. */
  readonly data?: Table;
  /**
   * Rows of the program's other inputs, by name; each chunk is processed with the same chunk of
   * data.
   */
  readonly values?: Readonly<Record<string, Float32Array>>;
  /** Inputs that are the same for every pass, by name. */
  readonly whole?: Readonly<Record<string, Float32Array>>;
  /** Total number of rows. */
  readonly total: number;
  /** If true, the run has priority over training bursts that are not yet submitted. */
  readonly urgent?: boolean;
}

/** A chunk whose inputs have been uploaded. */
export interface Chunk {
  /** Index of the chunk, from 0. */
  readonly number: number;
  readonly first: number;
  readonly rows: number;
  readonly outputs: readonly Tensor[];
  /** Memory of an output, which later passes overwrite. */
  slice(output: Tensor): BufferSlice;
  /**
   * Runs a pass for each record and returns the outputs of the last one.
   * @param read outputs to copy to the host, by default all
   * @param submits number of submits to spread the passes over; 1 by default
   */
  run(
    records: readonly Partial<StepScalars>[],
    read?: readonly Tensor[],
    submits?: number,
  ): Promise<TensorValues[]>;
}

interface RowsSession {
  readonly executable: Executable;
  readonly outputs: Program['outputs'];
  readonly feed: StreamedFeed | undefined;
  readonly chunked: readonly ChunkInput[];
  readonly whole: ReadonlyMap<string, InputBuffer>;
  dispose(): void;
}

/**
 * Runs a program over rows and collects its outputs, `[total, columns]` each.
 * @param scalars of a chunk's pass, by the chunk's number
 */
export async function runRows(
  engine: Engine,
  request: RowsRequest,
  scalars: (chunk: number) => Partial<StepScalars> = () => ({}),
): Promise<Readonly<Record<string, Float32Array>>> {
  const collected = new Map<string, Float32Array>();
  await runChunks(engine, request, async ({ number, first, rows, outputs, run }) => {
    const values = await run([{ counter: number, data_counter: number, ...scalars(number) }]);
    for (const [i, { name, shape }] of outputs.entries()) {
      // Several samples of a row give several rows of an output.
      const perRow = logicalRows(shape, request.chunk ?? CHUNK) * (shape[1] ?? 1);
      const all = collected.get(name) ?? new Float32Array(request.total * perRow);
      all.set(values[i]?.subarray(0, rows * perRow) ?? [], first * perRow);
      collected.set(name, all);
    }
  });
  return Object.fromEntries(collected);
}

/**
 * Runs a program over rows, chunk by chunk.
 * @param visit runs the passes of a chunk; returning false ends the loop
 */
export async function runChunks(
  engine: Engine,
  request: RowsRequest,
  visit: (chunk: Chunk) => Promise<unknown>,
): Promise<void> {
  const { purpose, sizes = '', chunk = CHUNK, data, values = {}, whole = {}, total } = request;
  const loop = async ({ executable, outputs, feed, chunked, ...session }: RowsSession) => {
    assertInputs(chunked, values, total);
    if (data) feed?.attach(data);
    for (const [name, input] of session.whole) input.write(whole[name] ?? new Float32Array());
    const named = Object.entries(outputs).map(([name, tensor]) => ({ ...tensor, name }));
    const all = Object.values(outputs);
    for (const [number, { first, rows }] of cutBatches(0, total, chunk).entries()) {
      engine.assertLive();
      for (const input of chunked) {
        input.write(values[input.name] ?? new Float32Array(), first, rows);
      }
      const position = { row_count: rows, first_row: feed?.prepare(first, rows) ?? 0 };
      const slice = ({ name }: Tensor) => executable.slice(outputs[name] as Tensor);
      const run: Chunk['run'] = (records, read = all, submits = 1) =>
        executable.run(
          records.map((record) => ({ ...IDLE_SCALARS, ...position, ...record })),
          read,
          submits,
        );
      if ((await visit({ number, first, rows, outputs: named, slice, run })) === false) break;
    }
  };
  // Takes priority only once the program is compiled, so that training does not wait for the
  // compilation.
  const run = (session: RowsSession): Promise<void> =>
    request.urgent ? engine.rightOfWay.take(() => loop(session)) : loop(session);
  const open = (): Promise<RowsSession> => openRows(engine, request);
  await engine.survive((live) => engine.sessions.use({ live, purpose, sizes, open, run }));
}

/** @throws ConfigError or ShapeError unless the values are those that the program takes */
function assertInputs(
  inputs: readonly ChunkInput[],
  values: Readonly<Record<string, Float32Array>>,
  total: number,
): void {
  const names = inputs.map(({ name }) => name);
  knownFields('the program', values, names);
  for (const { name, width } of inputs) {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!given) {
      throw new ConfigError(
        `the program takes "${name}", ${width} values a row: give it as an input`,
      );
    }
    if (given.length === total * width) continue;
    throw new ShapeError(
      `"${name}" takes [${total}, ${width}], that is ${total * width} values, got ${given.length}`,
    );
  }
}

async function openRows(
  engine: Engine,
  { record, data, chunk = CHUNK, passes = 1, whole = {}, fuse }: RowsRequest,
): Promise<RowsSession> {
  const { gpu } = engine;
  const feed = data && new StreamedFeed(gpu, data.fields, chunk);
  const source = feed?.source ?? { dataRows: chunk, dtypes: {} };
  const inputs: { dispose(): void }[] = feed ? [feed] : [];
  const owner = {
    dispose(): void {
      for (const input of inputs) input.dispose();
    },
  };
  try {
    const program = record({ ...source, rows: chunk, ring: passes });
    const own = Object.values(program.inputs).filter(({ name }) => !feed?.inputs.has(name));
    const chunked = own
      .filter(({ name }) => !(name in whole))
      .map((tensor) => new ChunkInput(gpu, tensor));
    inputs.push(...chunked);
    const kept = new Map(
      own
        .filter(({ name }) => name in whole)
        .map((tensor) => [tensor.name, new InputBuffer(gpu, tensor)] as const),
    );
    inputs.push(...kept.values());
    const buffers = new Map([
      ...(feed?.inputs ?? []),
      ...chunked.map(({ name, buffer }) => [name, buffer] as const),
      ...[...kept].map(([name, { buffer }]) => [name, buffer] as const),
    ]);
    const compiled = await compilePlan(engine, program.plan, buffers, owner, passes, fuse);
    return { ...compiled, outputs: program.outputs, feed, chunked, whole: kept };
  } catch (error) {
    owner.dispose();
    throw error;
  }
}

/** Rows of an output per row of a chunk; 1 for the loss terms `[1, 1, rows]`. */
export function logicalRows(shape: readonly number[], chunk: number): number {
  return Math.max(1, Math.round((shape[0] ?? chunk) / chunk));
}
