import type { DispatchProfile } from 'webgpu-vae/worker';

/** A part of a time axis, in shares of its length. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** The dispatches of a step in sequence, as measured and as predicted. */
export interface Timeline {
  /** Milliseconds at the end of the axis. */
  readonly endMs: number;
  /** Milliseconds of the axis ticks, the first at 0. */
  readonly ticks: readonly number[];
  /** One per dispatch; empty without times. */
  readonly measured: readonly Span[];
  /** One per dispatch; empty without a peak. */
  readonly predicted: readonly Span[];
  /** The whole step as training runs it. */
  readonly step: Span;
}

/** A picosecond: less than any clock can tell. */
const SHORTEST_MS = 1e-9;

/** Approximate number of ticks. */
const TICKS = 6;

/** @param stepMs of a step without per-dispatch timing */
export function layTimeline(dispatches: readonly DispatchProfile[], stepMs: number): Timeline {
  const measured = ends(dispatches.map(({ ms }) => ms));
  const predicted = ends(dispatches.map(({ predictedMs }) => predictedMs));
  const longest = Math.max(stepMs, measured.at(-1) ?? 0, predicted.at(-1) ?? 0);
  // An axis of no length would give NaN for every share, and ticks that float64 cannot tell apart.
  const endMs = longest > SHORTEST_MS ? longest : 1;
  const spans = (places: readonly number[]): Span[] =>
    places.map((end, i) => {
      const start = i > 0 ? (places[i - 1] as number) : 0;
      return { start: start / endMs, length: (end - start) / endMs };
    });
  return {
    endMs,
    ticks: ticksTo(endMs),
    measured: spans(measured),
    predicted: spans(predicted),
    step: { start: 0, length: stepMs / endMs },
  };
}

/** The ends of consecutive spans; empty if a length is missing. */
function ends(lengths: readonly (number | undefined)[]): number[] {
  if (lengths.includes(undefined)) return [];
  let end = 0;
  return lengths.map((length = 0) => {
    end += length;
    return end;
  });
}

/** Ticks from 0 to `end`, at steps of 1, 2 or 5 times a power of ten. */
export function ticksTo(end: number): number[] {
  const rough = end / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  // Multiples of a decimal fraction are rounded: 3 · 0.1 would show as 0.30000000000000004.
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  );
}
