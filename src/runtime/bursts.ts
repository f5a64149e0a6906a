import { type Batch, endOf, type RowRange } from '../data/batches.ts';
import type { Executable } from '../gpu/executable.ts';
import type { Feed } from '../gpu/feed.ts';
import { HEALTHY } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { planFlops } from '../kernels/flops.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { BurstSizer } from './burstSizer.ts';

/** A training step produced NaN or infinity. Later steps have changed nothing. */
export class NonFiniteStep extends Error {
  readonly step: number;

  constructor(step: number) {
    super(`step ${step} met NaN or infinity`);
    this.step = step;
  }
}

/** Receives results in order: the sums of each batch. */
export type BurstListener = (
  batches: readonly RowRange[],
  sums: readonly (readonly number[])[],
) => void;

export interface BurstRun {
  readonly executable: Executable;
  /** Executables for batches of fewer steps, by these. */
  readonly shorter: ReadonlyMap<number, Executable>;
  readonly feed: Feed;
  readonly batches: readonly Batch[];
  /** Called once per batch, in order, just before it is submitted. */
  readonly scalars: (batch: RowRange) => StepScalars;
  /** Sums over the rows, read for every step. */
  readonly sums: readonly Tensor[];
  /** The number of the first bad step, if the plan records it. */
  readonly health?: Tensor | undefined;
  readonly sizer: BurstSizer;
  readonly signal?: AbortSignal | undefined;
  readonly onSubmit?: (() => void) | undefined;
  readonly onBurst: BurstListener;
  /** @throws DisposedError if the model has been disposed of */
  readonly assertLive: () => void;
  /**
   * Waits for work that has priority over a burst, for at most `mostMs`. Undefined if there is
   * none.
   */
  readonly giveWay: (mostMs: number) => Promise<void> | undefined;
}

/**
 * Maximum number of bursts in flight. When it is reached, the loop waits for the oldest. Three hide a
 * read-back that comes late by up to two bursts, more than a frame of a screen (`bench/bursts.mjs`).
 */
export const IN_FLIGHT = 3;

/**
 * Number of burst durations for which training waits for priority work. Priority work itself waits
 * for the bursts in flight, so the limit must be greater. It must be finite, or a long encoding
 * would stop training.
 */
const MOST_BURSTS_AWAITED = 3 * IN_FLIGHT;

/**
 * Runs batches in bursts of several steps per submit. Further bursts are queued while the results
 * of earlier ones are read. Ends at a burst boundary when aborted.
 * @throws NonFiniteStep at the first step that produced NaN or infinity
 */
export async function runBursts(run: BurstRun): Promise<void> {
  const { executable, batches, sizer } = run;
  const flops = planFlops(executable.plan);
  const inFlight: Promise<void>[] = [];
  try {
    for (let next = 0; next < batches.length; ) {
      const way = run.giveWay(MOST_BURSTS_AWAITED * sizer.burstMs);
      if (way) await way;
      if (run.signal?.aborted) break;
      run.assertLive();
      const { steps, submits } = sizer.next(flops);
      const burst = alike(batches.slice(next, next + Math.min(steps, executable.capacity)));
      next += burst.length;
      const done = submit(run, burst, submits);
      done.catch(() => {}); // the error is thrown below, where the promise is awaited
      inFlight.push(done);
      run.onSubmit?.();
      if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
    }
  } finally {
    await Promise.allSettled(inFlight);
  }
  await Promise.all(inFlight);
}

/** The first batches, up to one that another executable computes. */
function alike(batches: readonly Batch[]): readonly Batch[] {
  const other = batches.findIndex(({ steps }) => steps !== batches[0]?.steps);
  return other < 0 ? batches : batches.slice(0, other);
}

async function submit(run: BurstRun, burst: readonly Batch[], submits: number): Promise<void> {
  const { sums, health, sizer } = run;
  const executable = run.shorter.get(burst[0]?.steps ?? 0) ?? run.executable;
  const records = place(burst, run.feed).map(({ batch, position }) => ({
    ...run.scalars(batch),
    ...position,
  }));
  const measured = sizer.start(burst.length);
  const values = await executable.run(records, health ? [...sums, health] : sums, submits);
  measured();
  const firstBad = health ? (values.at(-1)?.[0] ?? HEALTHY) : HEALTHY;
  if (firstBad !== HEALTHY) throw new NonFiniteStep(firstBad);
  run.onBurst(
    burst,
    burst.map((_, slot) => sums.map((_, i) => values[i]?.[slot] ?? Number.NaN)),
  );
}

/** Positions of a burst's batches in the row index and in the loss ring. */
function place(burst: readonly RowRange[], feed: Feed) {
  const first = burst[0]?.first ?? 0;
  const last = burst.at(-1);
  const start = feed.prepare(first, last ? endOf(last) - first : 0);
  return burst.map((batch, slot) => ({
    batch,
    position: { row_count: batch.rows, first_row: start + batch.first - first, ring_slot: slot },
  }));
}
