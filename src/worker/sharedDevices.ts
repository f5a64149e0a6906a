import type { VaeOptions } from '../api/options.ts';
import { openDevice } from '../gpu/openDevice.ts';

/**
 * The devices of a worker's models. Models that ask for the same adapter share one, and its
 * successor after a loss.
 */
export class SharedDevices {
  readonly #devices = new Map<string, Promise<GPUDevice>>();

  /** @throws AdapterError if there is no adapter, or it gives no device */
  async optionsFor({ request }: VaeOptions): Promise<Pick<VaeOptions, 'device' | 'createDevice'>> {
    const key = JSON.stringify(request) ?? '';
    const open = (): Promise<GPUDevice> => this.#device(key, request);
    return { device: await open(), createDevice: open };
  }

  #device(key: string, request: VaeOptions['request']): Promise<GPUDevice> {
    const known = this.#devices.get(key);
    if (known) return known;
    const opening = openDevice({ ...(request && { request }) });
    this.#devices.set(key, opening);
    const forget = (): void => {
      if (this.#devices.get(key) === opening) this.#devices.delete(key);
    };
    opening.then(({ lost }) => lost.then(forget), forget);
    return opening;
  }
}
