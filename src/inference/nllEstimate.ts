import {
  assertOptions,
  FUNCTION,
  type OptionRanges,
  SEED,
  SIGNAL,
  wholeNumber,
} from '../checks.ts';
import { cutBatches } from '../data/batches.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { programOf } from '../families/program.ts';
import { importanceKernels } from '../kernels/catalogue/importance.generated.ts';
import { lossesKernels } from '../kernels/catalogue/losses.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { runChunks } from './runRows.ts';

/** An importance-weighted estimate of the negative log likelihood, in nats per example. */
export interface NllEstimate {
  /** Mean over the rows. In expectation an upper bound, which tightens with more samples. */
  readonly nll: number;
  /** Standard error of the mean, from the spread between rows; NaN for one row. */
  readonly standardError: number;
  /** Samples of z per row: the requested number, rounded up to whole chunks. */
  readonly samples: number;
  /**
   * Number of estimated rows: fewer than given if the signal ended the estimate. With 0 rows the
   * figures are NaN.
   */
  readonly rows: number;
}

/** Options of {@link VAE.estimateNll}. */
export interface NllOptions {
  /** Samples of z per row; 500 by default. */
  readonly samples: number;
  /** The same seed gives the same estimate; 0 by default. */
  readonly seed: number;
  /** Ends the estimate; the rows done so far count. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of rows done so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

const NLL_RANGES: OptionRanges<NllOptions> = {
  samples: wholeNumber(1),
  seed: SEED,
  signal: SIGNAL,
  onProgress: FUNCTION,
};

/**
 * Maximum number of samples per row in one pass, which decodes this many times the rows of data.
 */
const LARGEST_CHUNK = 128;
/** Number of rows that one pass decodes; determines its memory. */
const DECODED_ROWS = 1024;
/** Rows that share one counter for random draws on the data, as in evaluation. */
const DRAWN_ROWS = 128;
/** Passes per submit. */
const PASSES = 8;

/**
 * -log p(x) of every row, estimated by importance sampling with the encoder as proposal: `-log (1/k
 * Σ p(x | z) p(z) / q(z | x))`. The k samples are drawn in chunks. The GPU reduces each chunk to
 * one number per row, and the host combines the chunks in float64. Source: Burda et al.,
 * "Importance weighted autoencoders", 2015.
 * @throws ConfigError for an option out of range, or a model without such a bound
 */
export async function estimateNll(
  engine: Engine,
  data: Table,
  options: Partial<NllOptions>,
): Promise<NllEstimate> {
  assertOptions('estimateNll', options, NLL_RANGES);
  const { samples = 500, seed = 0, ...others } = options;
  const { values, samples: drawn } = await nllOfRows(engine, data, { samples, seed, ...others });
  return { ...meanOf(values), samples: drawn, rows: values.length };
}

/** The estimates of single rows, and the number of samples for each. */
export async function nllOfRows(
  engine: Engine,
  data: Table,
  { samples, seed, signal, onProgress }: NllOptions,
): Promise<{ readonly values: readonly number[]; readonly samples: number }> {
  addParts([lossesKernels, importanceKernels]);
  const chunks = Math.ceil(samples / LARGEST_CHUNK);
  const chunk = Math.ceil(samples / chunks);
  // A power of two, so that a row's draws on the data do not depend on the number of samples.
  const rows = 2 ** Math.floor(Math.log2(Math.min(DRAWN_ROWS, DECODED_ROWS / chunk)));
  const { load, record } = programOf(engine.model, 'bound');
  await load?.();
  const nlls: number[] = [];
  const request = {
    purpose: 'nll',
    sizes: `${typesKey(data)} ${rows} ${chunk}`,
    chunk: rows,
    passes: PASSES,
    record: (source: BatchSource) =>
      record({ source, noise: drawnNoise(streams.importance), samples: chunk }),
    data,
    total: data.rows,
  } as const;
  await runChunks(engine, request, async (batch) => {
    // After a device loss the run starts again.
    if (batch.number === 0) nlls.length = 0;
    if (signal?.aborted) return false;
    const shared = {
      data_counter: Math.floor(batch.first / DRAWN_ROWS),
      data_row: batch.first % DRAWN_ROWS,
      seed,
    };
    const bounds: ArrayLike<number>[] = [];
    for (const passes of cutBatches(0, chunks, PASSES)) {
      const records = Array.from({ length: passes.rows }, (_, slot) => ({
        ...shared,
        ring_slot: slot,
        counter: batch.number * chunks + passes.first + slot,
      }));
      const [values = new Float32Array()] = await batch.run(records);
      for (let slot = 0; slot < passes.rows; slot++) {
        bounds.push(values.slice(slot * rows, slot * rows + batch.rows));
      }
    }
    nlls.push(...joinChunks(bounds, batch.rows));
    onProgress?.(nlls.length);
    return true;
  });
  return { values: nlls, samples: chunk * chunks };
}

/** -log of the mean of exp(-bound) over the chunks, for every row. */
function joinChunks(bounds: readonly ArrayLike<number>[], rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => {
    const costs = bounds.map((each) => each[row] ?? Number.NaN);
    const least = costs.reduce((a, b) => Math.min(a, b), Infinity);
    const sum = costs.reduce((total, cost) => total + Math.exp(least - cost), 0);
    return least - Math.log(sum / costs.length);
  });
}

function meanOf(values: readonly number[]): { nll: number; standardError: number } {
  const nll = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - nll) ** 2, 0);
  return { nll, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}
