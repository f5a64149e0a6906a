import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AdapterError } from '../../src/errors.ts';
import { openGpu } from '../../src/node/adapter.ts';
import { libraryReachable } from '../../src/node/library.ts';
import { needsRelaunch } from '../../src/node/relaunch.ts';
import { softwareEnvironment } from '../../src/node/software.ts';

describe('the packaged software adapter', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webgpu-vae-test-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  test('is unpacked once, whoever asks at the same time', async () => {
    vi.stubEnv('LD_LIBRARY_PATH', '');
    const found = await Promise.all([
      softwareEnvironment(),
      softwareEnvironment(),
      softwareEnvironment(),
    ]);
    const { LD_LIBRARY_PATH: libraries, VK_ICD_FILENAMES: driver } = found[0];
    expect(found).toEqual([found[0], found[0], found[0]]);
    expect(dirname(driver)).toBe(libraries);
    expect(await readdir(libraries)).toEqual(
      expect.arrayContaining(['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json']),
    );
    expect(await readdir(dirname(libraries))).toHaveLength(1);
  });

  test('is mended when a file was emptied', async () => {
    const { VK_ICD_FILENAMES: driver } = await softwareEnvironment();
    await truncate(driver, 0);
    await softwareEnvironment();
    expect(JSON.parse(readFileSync(driver, 'utf8'))).toHaveProperty('ICD');
  });

  test('keeps the library path that was there, once', async () => {
    vi.stubEnv('LD_LIBRARY_PATH', '/opt/lib');
    const { LD_LIBRARY_PATH: path } = await softwareEnvironment();
    expect(path.split(':').slice(1)).toEqual(['/opt/lib']);
    vi.stubEnv('LD_LIBRARY_PATH', path);
    expect((await softwareEnvironment()).LD_LIBRARY_PATH).toBe(path);
  });

  test('lets a child process reach the Vulkan loader', async () => {
    const script = `try { process.dlopen({ exports: {} }, 'libvulkan.so.1') } catch (error) { console.log(error.message) }`;
    const env = { ...process.env, ...(await softwareEnvironment()) };
    expect(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })).toContain(
      'did not self-register',
    );
  });
});

test('a library is reachable or not', () => {
  expect(libraryReachable('libc.so.6')).toBe(true);
  expect(libraryReachable('libnowhere.so.7')).toBe(false);
});

test('only a first process that may take the software adapter starts a child', () => {
  expect(needsRelaunch('hardware')).toBe(false);
  vi.stubEnv('WEBGPU_VAE_RELAUNCHED', '1');
  expect(needsRelaunch('auto')).toBe(false);
  vi.unstubAllEnvs();
});

describe('openGpu', () => {
  test('gives a software adapter whose device computes, also when only openGpu holds Dawn', async () => {
    const opened = await openGpu('software');
    try {
      expect(opened.software).toBe(true);
      const device = await opened.adapter.requestDevice();
      expect(await triple(device, 64)).toEqual(Array.from({ length: 64 }, (_, index) => 3 * index));
      device.destroy();
    } finally {
      opened.release();
      opened.release();
    }
  });

  test('says what was tried when no driver is there', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/nowhere.json');
    try {
      const opening = openGpu('hardware');
      await expect(opening).rejects.toBeInstanceOf(AdapterError);
      await expect(opening).rejects.toThrow(
        /No hardware WebGPU adapter found\. Tried: .+ Install the GPU driver/,
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('falls back on the packaged driver when the loader knows none', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/nowhere.json');
    try {
      const opened = await openGpu('auto');
      expect(opened.info.architecture).toBe('swiftshader');
      expect(process.env.VK_ICD_FILENAMES).toBe('/nowhere.json');
      opened.release();
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

async function triple(device: GPUDevice, count: number): Promise<number[]> {
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read_write> values: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { values[id.x] = id.x * 3u; }`,
  });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const size = count * 4;
  const values = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  });
  const staging = device.createBuffer({
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: values } }],
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(count / 64);
  pass.end();
  encoder.copyBufferToBuffer(values, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  return [...new Uint32Array(staging.getMappedRange())];
}
