import type { VaeOptions } from '../api/options.ts';
import { chooseBackend } from '../backend/chooseBackend.ts';
import type { BackendSource } from '../backend/hardware.ts';
import { BACKEND_RANGES } from '../backend/options.ts';
import { assertOptions, OBJECT } from '../checks.ts';
import { dropUndefined } from '../dropUndefined.ts';
import { assertRequest } from '../gpu/assertRequest.ts';
import { openDevice } from '../gpu/openDevice.ts';
import { importScript } from './scripts.ts';

/** The options that choose a device. */
const CHOICES = { ...BACKEND_RANGES, request: OBJECT };

/**
 * The devices of a worker's models. Models that ask for the same one share it, and its successor
 * after a loss.
 */
export class SharedDevices {
  readonly #devices = new Map<string, Promise<GPUDevice>>();

  /**
   * The options of a model with its device, in place of those that choose one.
   * @throws AdapterError if nothing here can compute, or the adapter gives no device
   * @throws ConfigError for options out of range, or that contradict `backend`
   */
  async optionsFor({ backend, threads, request, ...others }: VaeOptions): Promise<VaeOptions> {
    const chosen = dropUndefined({ backend, threads, request }) as BackendSource;
    assertOptions('a model', chosen, CHOICES);
    assertRequest(request);
    const key = JSON.stringify([backend, threads, request]);
    const { adapter, ...again } = await chooseBackend(chosen, () => importScript('wasm'));
    const open = (first?: GPUAdapter): Promise<GPUDevice> =>
      this.#device(key, { ...again, ...(first && { adapter: first }) });
    return { ...others, device: await open(adapter), createDevice: () => open() };
  }

  #device(key: string, source: BackendSource): Promise<GPUDevice> {
    const known = this.#devices.get(key);
    if (known) return known;
    const opening = openDevice(source);
    this.#devices.set(key, opening);
    const forget = (): void => {
      if (this.#devices.get(key) === opening) this.#devices.delete(key);
    };
    opening.then(({ lost }) => lost.then(forget), forget);
    return opening;
  }
}
