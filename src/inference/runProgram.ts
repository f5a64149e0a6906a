import {
  assertInRange,
  assertOptions,
  OBJECT,
  type OptionRanges,
  oneOf,
  SEED,
  TEXT,
  wholeNumber,
} from '../checks.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { ConfigError } from '../errors.ts';
import type { FamilyOptions } from '../families/model.ts';
import { programOf } from '../families/program.ts';
import { importanceKernels } from '../kernels/catalogue/importance.generated.ts';
import { lossesKernels } from '../kernels/catalogue/losses.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import type { GpuOutput } from './gpuOutput.ts';
import { chunkOf, MAX_PASS_ROWS, runRows } from './runRows.ts';

/** Options of {@link VAE.run}. */
export interface ProgramOptions {
  /** Inputs of the program that are no data, by name: `[rows, columns]` each. None by default. */
  readonly inputs?: Readonly<Record<string, Float32Array>>;
  /** Samples per row; the program's own number by default, else 1. */
  readonly samples?: number;
  /** Seed of the program's draws; the same seed gives the same outputs. 0 by default. */
  readonly seed?: number;
  /**
   * Where the outputs go, `array` by default: `array` copies them to arrays, `gpu` leaves them in buffers
   * of the model's device, which the caller destroys.
   */
  readonly output?: 'array' | 'gpu';
}

const PROGRAM_RANGES: OptionRanges<ProgramOptions> = {
  inputs: OBJECT,
  samples: wholeNumber(1, MAX_PASS_ROWS),
  seed: SEED,
  output: oneOf(['array', 'gpu']),
};

/**
 * Runs a program of a model by its name.
 * @param rows of data, or a number of rows for programs that read none
 * @param training the options of the model's family, which give the default of `samples`
 * @returns the program's outputs by name, `[rows · samples, columns]` each, where `output` says
 * @throws ConfigError for a model without that program, an option out of range, or an input that is
 *   missing or that the program does not take
 * @throws ShapeError for an input of another size
 */
export async function runProgram(
  engine: Engine,
  name: string,
  rows: Table | number,
  options: ProgramOptions,
  training: FamilyOptions,
): Promise<Readonly<Record<string, Float32Array | GpuOutput>>> {
  assertInRange('name', TEXT, name);
  assertOptions('run', options, PROGRAM_RANGES);
  const { inputs = {}, samples: asked, seed = 0, output = 'array' } = options;
  const program = programOf(engine.model, name);
  if (program.bursts) {
    throw new ConfigError(
      `run: the program "${name}" takes bursts of several steps: call the method that uses it`,
    );
  }
  // Programs that judge rows need kernels that a model which only encodes and decodes has not loaded.
  addParts([lossesKernels, importanceKernels]);
  await program.load?.();
  const samples = asked ?? program.samples?.(training) ?? 1;
  const data = typeof rows === 'number' ? undefined : rows;
  const total = typeof rows === 'number' ? rows : rows.rows;
  assertInRange('rows', wholeNumber(1), total);
  const chunk = chunkOf(samples);
  const collect = output === 'gpu' ? (await import('./gpuOutput.ts')).runRowsOnGpu : runRows;
  return collect(
    engine,
    {
      purpose: `program ${name} ${data ? typesKey(data) : ''}`,
      sizes: `${chunk} ${samples}`,
      chunk,
      record: (source) => program.record({ source, noise: drawnNoise(streams.inference), samples }),
      ...(data && { data }),
      values: inputs,
      total,
      urgent: true,
    },
    () => ({ seed }),
  );
}
