import type { DispatchProfile } from 'webgpu-vae/worker';

/** A stretch of a time axis, in shares of its length. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** The dispatches of a step one after another, as they were timed and as they were predicted. */
export interface Timeline {
  /** Milliseconds at the axis' end. */
  readonly endMs: number;
  /** Milliseconds at which the axis has marks, 0 the first. */
  readonly ticks: readonly number[];
  /** One a dispatch; without times there are none. */
  readonly measured: readonly Span[];
  /** One a dispatch; without a peak to predict from there are none. */
  readonly predicted: readonly Span[];
  /** The whole step as training runs it. */
  readonly step: Span;
}

/** Marks that an axis has, about. */
const TICKS = 6;

/** @param stepMs of the undisturbed step */
export function layTimeline(dispatches: readonly DispatchProfile[], stepMs: number): Timeline {
  const measured = ends(dispatches.map(({ ms }) => ms));
  const predicted = ends(dispatches.map(({ predictedMs }) => predictedMs));
  const longest = Math.max(stepMs, measured.at(-1) ?? 0, predicted.at(-1) ?? 0);
  // An axis of no length would make every share of it NaN.
  const endMs = longest > 0 ? longest : 1;
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

/** Where each span ends if they follow one another; empty if a length is missing. */
function ends(lengths: readonly (number | undefined)[]): number[] {
  if (lengths.includes(undefined)) return [];
  let end = 0;
  return lengths.map((length = 0) => {
    end += length;
    return end;
  });
}

/** Round numbers from 0 to `end`, at steps of 1, 2 or 5 times a power of ten. */
export function ticksTo(end: number): number[] {
  const rough = end / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  // Multiples of a decimal fraction are rounded: 3 · 0.1 would show as 0.30000000000000004.
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  );
}
