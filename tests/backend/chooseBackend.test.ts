import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseBackend } from '../../src/backend/chooseBackend.ts';
import { isSupported } from '../../src/backend/support.ts';
import { AdapterError, ConfigError } from '../../src/errors.ts';

afterEach(() => vi.unstubAllGlobals());

type Kind = 'hardware' | 'software' | 'none' | 'missing';

/** Puts a WebGPU of this kind into the place of `navigator.gpu`. */
function place(kind: Kind): { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const vendor = kind === 'hardware' ? 'nvidia' : 'google';
  const architecture = kind === 'hardware' ? 'turing' : 'swiftshader';
  const info = { vendor, architecture, device: '', description: '' };
  const requestAdapter = async (request: unknown) => {
    asked.push(request);
    return kind === 'none' ? null : { info, requestDevice() {} };
  };
  vi.stubGlobal('navigator', kind === 'missing' ? {} : { gpu: { requestAdapter } });
  return { asked };
}

function withoutSimd(): void {
  vi.stubGlobal('WebAssembly', { validate: () => false });
}

/** The names of what was chosen. */
async function chosen(options: Parameters<typeof chooseBackend>[0]): Promise<string> {
  const { adapter, gpu } = await chooseBackend(options);
  if (gpu) return (await (gpu as GPU).requestAdapter())?.info.vendor ?? 'nothing';
  return (adapter as GPUAdapter | undefined)?.info.architecture ?? 'as asked';
}

describe('auto', () => {
  test.each<[Kind, string]>([
    ['hardware', 'turing'],
    ['software', 'webassembly'],
    ['none', 'webassembly'],
    ['missing', 'webassembly'],
  ])('with %s WebGPU computes on %s', async (kind, name) => {
    place(kind);
    expect(await chosen({})).toBe(name);
    const support = await isSupported();
    expect(JSON.stringify(support)).toContain(name);
  });

  test('takes a software adapter where WebAssembly cannot serve, or where it is asked for', async () => {
    place('software');
    const request = { forceFallbackAdapter: true } as GPURequestAdapterOptions;
    expect(await chosen({ request })).toBe('swiftshader');
    withoutSimd();
    expect(await chosen({})).toBe('swiftshader');
    expect(await isSupported()).toMatchObject({ adapter: { architecture: 'swiftshader' } });
  });

  test('says of both why they cannot serve', async () => {
    place('missing');
    withoutSimd();
    await expect(chooseBackend({})).rejects.toThrow(AdapterError);
    await expect(chooseBackend({})).rejects.toThrow(
      /WebGPU is not available here.*WebAssembly cannot serve: .*SIMD/,
    );
    expect(await isSupported()).toMatchObject({ supported: false, reason: /cannot serve/ });
  });

  test.each(['device', 'adapter', 'gpu'])('with %s is WebGPU, as asked', async (name) => {
    const { asked } = place('software');
    const given = { [name]: { requestAdapter() {} } };
    expect(await chooseBackend(given)).toEqual(given);
    expect(asked).toEqual([]);
  });
});

describe('webgpu', () => {
  test('asks nothing before the device is opened', async () => {
    const { asked } = place('none');
    expect(await chosen({ backend: 'webgpu' })).toBe('as asked');
    expect(asked).toEqual([]);
    expect(await isSupported({ backend: 'webgpu' })).toMatchObject({ reason: /no adapter/ });
  });
});

describe('wasm', () => {
  test('does not ask WebGPU, and takes the number of threads', async () => {
    const { asked } = place('hardware');
    const { gpu } = await chooseBackend({ backend: 'wasm', threads: 3 });
    const adapter = await (gpu as GPU).requestAdapter();
    expect(adapter?.info.description).toBe('WebAssembly SIMD, 3 threads');
    expect(asked).toEqual([]);
    const support = await isSupported({ backend: 'wasm', threads: 1 });
    expect(support).toMatchObject({ adapter: { description: 'WebAssembly SIMD, 1 thread' } });
  });

  test('is refused where there is no SIMD', async () => {
    withoutSimd();
    await expect(chooseBackend({ backend: 'wasm' })).rejects.toThrow(
      /^WebAssembly cannot serve: .*SIMD/,
    );
  });
});

test.each<[object, string]>([
  [{ backend: 'wasm', gpu: {} }, 'gpu is an option of WebGPU'],
  [{ backend: 'wasm', device: {} }, 'device is an option of WebGPU'],
  [{ backend: 'wasm', request: {} }, 'request is an option of WebGPU'],
  [{ backend: 'wasm', createDevice: () => {} }, 'createDevice is an option of WebGPU'],
  [{ backend: 'webgpu', threads: 2 }, 'leave it out with backend "webgpu"'],
  [{ adapter: {}, threads: 2 }, 'leave it out with adapter, an option of WebGPU'],
])('%j contradicts itself', async (options, message) => {
  await expect(chooseBackend(options)).rejects.toThrow(ConfigError);
  await expect(chooseBackend(options)).rejects.toThrow(message);
});
