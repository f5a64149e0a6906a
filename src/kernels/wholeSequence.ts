import { type DeviceTraits, unitsOf } from './defaultVariant.ts';

/** Sizes of a recurrence. */
export interface RecurrenceSizes {
  readonly rows: number;
  readonly length: number;
  readonly units: number;
  readonly gates: number;
}

/** Rows of a workgroup. */
const ROWS = 4;
/** Bytes of workgroup memory that every device has. */
const WORKGROUP_BYTES = 16 * 1024;
/**
 * Weights up to this size are read by a unit in the 10 µs that a dispatch in turn costs: see the table, and
 * {@link BYTES_PER_SECOND}.
 */
const READ_BYTES = 256 * 1024;
/**
 * Bytes that a unit reads in a second from its cache, or from the one that units share. On a slow GPU that is all there is, 32
 * bytes a cycle. On a fast one it is what latency leaves: the 128 invocations of a workgroup wait for three loads of 16
 * bytes each, 6 KiB, of a cache that answers after some 200 ns.
 */
const BYTES_PER_SECOND = 25e9;
/** A dispatch may take this long: a burst of steps on a GPU takes as long. */
const MS = 10;
/** Workgroups for each unit of a GPU up to which they cost little more than one. */
const WORKGROUPS_PER_UNIT = 4;

/**
 * True if all steps of a recurrence are best one dispatch, in which a workgroup goes over the sequences of
 * four rows, and false if each step is a dispatch of its own.
 *
 * | launch | form | why |
 * | --- | --- | --- |
 * | one step | steps | there is nothing to join |
 * | on a CPU adapter or in WebAssembly | steps | barriers are dear, a dispatch is cheap, and tiles reuse weights |
 * | gates of four rows past 16 KiB | steps | they do not fit the memory of a workgroup |
 * | weights past 256 KiB | steps | to read all of them in each step takes a unit longer than a dispatch; tiles share them |
 * | more than four workgroups a unit | steps | products of so many rows fill a GPU by themselves |
 * | longer than 10 ms or `maxSubmitMs` | steps | a submit cannot divide a dispatch |
 * | else | whole | dispatches in turn, which few rows do not fill, would cost more than the arithmetic |
 *
 * The bounds for GPUs follow from sizes of caches and times of dispatches, not from measurements. A GRU of 256 units is past
 * them, though its gates fit a workgroup and its 768 KiB of weights the cache that units share: each step would read them in
 * 31 µs, and in 8 µs at 64 bytes a cycle, which one workgroup a unit hardly reaches. A dispatch costs 5 to 10 µs and its product of few rows not
 * much more, so at best nothing is gained. The first cache is no help: neighbours read rows of weights of their own, 384
 * lines at a time, which exceed it on many GPUs.
 *
 * That CPU adapters go by steps is measured: a layer forward and back, 32 steps, CPU time of a whole sequence over that of steps.
 *
 * | sequences × units | SwiftShader, GRU and LSTM | WebAssembly, GRU and LSTM |
 * | --- | --- | --- |
 * | 128 × 256 | 1.76, 1.88 | 1.17, 1.24 |
 * | 32 × 128 | 1.71, 1.77 | 0.93, 0.98 |
 * | 32 × 32 | 3.53, 3.68 | 1.13, 1.01 |
 * | 4 × 64 | 0.91, 1.00 | 0.80, 0.91 |
 * | 1 × 64 | | 1.09, 1.50 |
 *
 * Only launches of about one workgroup gain, and not all of them.
 */
export function wholeSequence(
  { rows, length, units, gates }: RecurrenceSizes,
  {
    software,
    vendor,
    maxSubmitMs = MS,
  }: Pick<DeviceTraits, 'software' | 'vendor'> & { readonly maxSubmitMs?: number | undefined },
): boolean {
  const weights = 4 * gates * units * units;
  const perUnit = Math.ceil(rows / ROWS / unitsOf(vendor));
  // The workgroups of a unit share its way to the weights.
  const ms = (1000 * perUnit * length * weights) / BYTES_PER_SECOND;
  return (
    !software &&
    length > 1 &&
    4 * ROWS * gates * (units + 7) <= WORKGROUP_BYTES &&
    weights <= READ_BYTES &&
    perUnit <= WORKGROUPS_PER_UNIT &&
    ms <= Math.min(MS, maxSubmitMs)
  );
}
