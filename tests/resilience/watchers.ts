import { beforeEach } from 'vitest';
import { STEP_STRIDE } from '../../src/kernels/step.ts';
import { catalogue } from '../support/catalogue.ts';
import { watch, wrap } from '../training/wrap.ts';

/** All devices that are created while tests of the file run, in order. */
export function watchDevices(): GPUDevice[] {
  const devices: GPUDevice[] = [];
  beforeEach(() => {
    wrap(GPUAdapter, 'requestDevice', (original) => {
      return async function (this: unknown, ...args) {
        const device = (await original.apply(this, args)) as GPUDevice;
        devices.push(device);
        return device;
      };
    });
  });
  return devices;
}

/**
 * Calls `submitting` with the step numbers of each burst of a plan before its submit, until the
 * test ends.
 */
export function watchBursts(plan: string, submitting: (steps: number[]) => void): void {
  const { offset } = catalogue.stepLayout.fields.counter;
  watch(GPUQueue, 'writeBuffer', (_, [buffer, , source, start = 0, size = 0]) => {
    if ((buffer as GPUBuffer).label !== `${plan}.step_records`) return;
    const view = new DataView(source as ArrayBuffer, start as number, size as number);
    const count = view.byteLength / STEP_STRIDE;
    submitting(
      Array.from({ length: count }, (_, i) => view.getUint32(i * STEP_STRIDE + offset, true)),
    );
  });
}

/** Buffers of all devices that were created since and not destroyed, until the test ends. */
export function watchBuffers(): ReadonlySet<GPUBuffer> {
  const live = new Set<GPUBuffer>();
  wrap(GPUDevice, 'createBuffer', (original) => {
    return function (this: unknown, ...args) {
      const buffer = original.apply(this, args) as GPUBuffer;
      live.add(buffer);
      return buffer;
    };
  });
  watch(GPUBuffer, 'destroy', (buffer) => live.delete(buffer as GPUBuffer));
  return live;
}
