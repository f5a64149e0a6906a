import { endOf, type RowRange } from '../data/batches.ts';
import type { Executable } from '../gpu/executable.ts';
import type { Feed } from '../gpu/feed.ts';
import { HEALTHY } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { planFlops } from '../kernels/cost.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { BurstSizer } from './burstSizer.ts';

/** A training step met NaN or infinity; no later step has changed anything. */
export class NonFiniteStep extends Error {
  readonly step: number;

  constructor(step: number) {
    super(`step ${step} met NaN or infinity`);
    this.step = step;
  }
}

/** Receives results in order: for each batch its sums. */
export type BurstListener = (
  batches: readonly RowRange[],
  sums: readonly (readonly number[])[],
) => void;

export interface BurstRun {
  readonly executable: Executable;
  readonly feed: Feed;
  readonly batches: readonly RowRange[];
  /** Called once a batch, in order, when it is about to be submitted. */
  readonly scalars: (batch: RowRange) => StepScalars;
  /** Sums over the rows to read for every step. */
  readonly sums: readonly Tensor[];
  /** The number of the first bad step, where the plan keeps one. */
  readonly health?: Tensor | undefined;
  readonly sizer: BurstSizer;
  readonly signal?: AbortSignal | undefined;
  readonly onSubmit?: (() => void) | undefined;
  readonly onBurst: BurstListener;
  /** @throws DisposedError where the model was disposed of meanwhile */
  readonly assertLive: () => void;
  /** Waits for what goes before a burst, if there is anything, and no longer than `mostMs`. */
  readonly giveWay: (mostMs: number) => Promise<void> | undefined;
}

/** Bursts that may be under way before the loop waits for the oldest. */
export const IN_FLIGHT = 3;

/**
 * For how many bursts' time training gives way at a time. What goes first waits for those in flight
 * itself, so it must be more; and it must end, or a long encoding would stop training.
 */
const MOST_BURSTS_AWAITED = 3 * IN_FLIGHT;

/**
 * Runs batches in bursts of several steps a submit, always with the next bursts queued
 * while the results of earlier ones are read. Ends at a burst boundary when aborted.
 * @throws NonFiniteStep at the first step that met NaN or infinity
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
      const burst = batches.slice(next, next + Math.min(steps, executable.capacity));
      next += burst.length;
      const done = submit(run, burst, submits);
      done.catch(() => {}); // thrown below, when it is awaited
      inFlight.push(done);
      run.onSubmit?.();
      if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
    }
  } finally {
    await Promise.allSettled(inFlight);
  }
  await Promise.all(inFlight);
}

async function submit(run: BurstRun, burst: readonly RowRange[], submits: number): Promise<void> {
  const { executable, sums, health, sizer } = run;
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

/** Where each batch of a burst lies in the row index and in the loss ring. */
function place(burst: readonly RowRange[], feed: Feed) {
  const first = burst[0]?.first ?? 0;
  const last = burst.at(-1);
  const start = feed.prepare(first, last ? endOf(last) - first : 0);
  return burst.map((batch, slot) => ({
    batch,
    position: { row_count: batch.rows, first_row: start + batch.first - first, ring_slot: slot },
  }));
}
