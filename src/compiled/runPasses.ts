import { cutBatches } from '../data/batches.ts';
import { hostRowsOf, type Table } from '../data/table.ts';
import type { CompiledProgramName } from './format.ts';
import type { FillInput, Scalars } from './openProgram.ts';
import type { Runtime } from './runtime.ts';
import { stageRow } from './stageRow.ts';

/** The rows of a pass and what came out. */
interface Pass {
  readonly first: number;
  readonly rows: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

/** The parts of a call that differ between programs. */
export interface PassesRequest {
  /** Writes the inputs of the rows `first` to `first + rows`. */
  readonly fill: (first: number, rows: number) => FillInput;
  readonly scalars?: Scalars;
  readonly visit: (pass: Pass) => void;
}

/** Runs a program over `total` rows, pass by pass. */
export async function runPasses(
  runtime: Runtime,
  name: CompiledProgramName,
  total: number,
  { fill, scalars, visit }: PassesRequest,
): Promise<void> {
  const program = await runtime.program(name);
  if (!program) return;
  const passes = cutBatches(0, total, runtime.file.model.rows);
  for (const [counter, { first, rows }] of passes.entries()) {
    const outputs = await program.run(
      { row_count: rows, counter, data_counter: counter, ...scalars },
      fill(first, rows),
    );
    visit({ first, rows, outputs });
  }
}

/** Rows of a table, by field. */
export function fillRows(table: Table, first: number, count: number): FillInput {
  return (name, staged, stride) => {
    const field = hostRowsOf(table, name);
    for (let row = 0; row < count; row++) stageRow(field, first + row, staged, row * stride);
  };
}

/** Rows of arrays `[total, width]`, by name. */
export function fillValues(
  inputs: Readonly<Record<string, Float32Array | undefined>>,
  total: number,
  first: number,
  count: number,
): FillInput {
  return (name, staged, stride) => {
    const values = inputs[name] ?? new Float32Array();
    const width = values.length / total;
    for (let row = 0; row < count; row++) {
      const start = (first + row) * width;
      staged.set(values.subarray(start, start + width), row * stride);
    }
  };
}
