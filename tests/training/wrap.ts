import { atTestEnd } from '../support/ends.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Replaces a method of a WebGPU class until the test ends; `make` receives the original. */
export function wrap<T extends object>(
  { prototype }: { prototype: T },
  name: keyof T & string,
  make: (original: Method) => Method,
): void {
  const methods = prototype as Record<string, Method>;
  const original = methods[name] as Method;
  methods[name] = make(original);
  atTestEnd(() => {
    methods[name] = original;
  });
}

/** Calls `before` ahead of each call of a method, until the test ends. */
export function watch<T extends object>(
  owner: { prototype: T },
  name: keyof T & string,
  before: (self: unknown, args: readonly unknown[]) => void,
): void {
  wrap(owner, name, (original) => {
    return function (this: unknown, ...args) {
      before(this, args);
      return original.apply(this, args);
    };
  });
}

/** Counts of WebGPU calls since {@link countCalls}. */
export interface Calls {
  buffers: number;
  bindGroups: number;
  pipelines: number;
  dispatches: number;
  copies: number;
  clears: number;
  submits: number;
}

/** Counts created objects, encoded commands and submits on every device until the test ends. */
export function countCalls(): Calls {
  const calls: Calls = {
    buffers: 0,
    bindGroups: 0,
    pipelines: 0,
    dispatches: 0,
    copies: 0,
    clears: 0,
    submits: 0,
  };
  const count = (key: keyof Calls) => () => {
    calls[key] += 1;
  };
  watch(GPUDevice, 'createBuffer', count('buffers'));
  watch(GPUDevice, 'createBindGroup', count('bindGroups'));
  watch(GPUDevice, 'createComputePipeline', count('pipelines'));
  watch(GPUDevice, 'createComputePipelineAsync', count('pipelines'));
  watch(GPUComputePassEncoder, 'dispatchWorkgroups', count('dispatches'));
  watch(GPUComputePassEncoder, 'dispatchWorkgroupsIndirect', count('dispatches'));
  watch(GPUCommandEncoder, 'copyBufferToBuffer', count('copies'));
  watch(GPUCommandEncoder, 'clearBuffer', count('clears'));
  watch(GPUQueue, 'submit', count('submits'));
  return calls;
}

/** The difference between two states of a counter. */
export function difference(before: Calls, after: Calls): Calls {
  const keys = Object.keys(before) as (keyof Calls)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as Calls;
}
