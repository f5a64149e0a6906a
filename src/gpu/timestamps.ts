import { LimitError } from '../errors.ts';
import type { Gpu } from './device.ts';

/** Maximum size of a query set, in every implementation of WebGPU. */
const MAX_QUERIES = 4096;

/** Timestamps are nanoseconds. */
const PER_MS = 1e6;

/** Begins a timed pass. */
export type BeginPass = (label: string) => GPUComputePassEncoder;

/** Measures the GPU time of whole passes, the smallest unit that WebGPU can time. */
export class Timestamps {
  readonly #gpu: Gpu;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  #resolution = 0n;

  /** True if the device has the optional feature `timestamp-query`. */
  static available(gpu: Gpu): boolean {
    return gpu.device.features.has('timestamp-query');
  }

  /**
   * @param passes maximum number of passes in a measurement
   * @throws LimitError for more passes than a query set can time
   */
  constructor(gpu: Gpu, passes: number) {
    const count = 2 * passes;
    if (count > MAX_QUERIES) {
      throw new LimitError(
        `${passes} passes take ${count} timestamps, WebGPU allows ${MAX_QUERIES} at a time: ` +
          'profile in mode "step", which takes two',
      );
    }
    this.#gpu = gpu;
    this.#resolved = gpu.memory.create(
      'timestamps',
      8 * count,
      GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    );
    this.#queries = gpu.device.createQuerySet({ label: 'timestamps', type: 'timestamp', count });
  }

  /**
   * Submits the commands that `encode` records and waits for them.
   * @returns milliseconds of each pass, in the order in which the passes began
   */
  async measure(encode: (begin: BeginPass) => void): Promise<number[]> {
    const { device, readback } = this.#gpu;
    const encoder = device.createCommandEncoder({ label: 'profile' });
    const querySet = this.#queries;
    let taken = 0;
    encode((label) => {
      const timestampWrites = {
        querySet,
        beginningOfPassWriteIndex: taken++,
        endOfPassWriteIndex: taken++,
      };
      return encoder.beginComputePass({ label, timestampWrites });
    });
    encoder.resolveQuerySet(querySet, 0, taken, this.#resolved, 0);
    const finish = readback.encode(encoder, [
      { buffer: this.#resolved, offset: 0, size: 8 * taken },
    ]);
    device.queue.submit([encoder.finish()]);
    const [bytes = new ArrayBuffer()] = await finish();
    const times = new BigInt64Array(bytes);
    this.#learnResolution(times);
    return Array.from({ length: taken / 2 }, (_, i) => {
      // Some drivers report an end before the begin for a short pass.
      return Math.max(0, Number((times[2 * i + 1] ?? 0n) - (times[2 * i] ?? 0n)) / PER_MS);
    });
  }

  /**
   * Resolution of the timestamps in milliseconds: the unit of which all times so far were
   * multiples. Browsers make it coarse against fingerprinting. 0 until two times have differed.
   */
  get resolutionMs(): number {
    return Number(this.#resolution) / PER_MS;
  }

  dispose(): void {
    this.#queries.destroy();
    this.#gpu.memory.destroy(this.#resolved);
  }

  #learnResolution(times: BigInt64Array): void {
    for (const time of times) {
      this.#resolution = greatestCommonDivisor(this.#resolution, time - (times[0] ?? 0n));
    }
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}
