import type { DeviceState } from '../deviceState.ts';

/** Bytes of a timestamp. */
export const QUERY_BYTES = 8;

/** Timestamps, in nanoseconds. */
export class QuerySet {
  readonly label: string;
  readonly type: GPUQueryType;
  readonly count: number;
  readonly address: number | undefined;
  readonly #state: DeviceState;
  destroyed = false;

  constructor(state: DeviceState, { label = '', type, count }: GPUQuerySetDescriptor) {
    this.#state = state;
    this.label = label;
    this.type = type;
    this.count = count;
    this.address = state.memory.allocateZeroed(QUERY_BYTES * count);
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    const { address } = this;
    const { memory, queue } = this.#state;
    if (address !== undefined) queue.after(() => memory.free(address));
  }
}
