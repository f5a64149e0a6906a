import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { AdapterError } from '../../src/errors.ts';
import type { OpenGpu, openGpu } from '../../src/node/adapter.ts';
import { prepareAdapter } from '../setup/adapter.ts';
import { runBuiltCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openServedPage } from '../support/servedPage.ts';
import { openSuiteGpu, suiteAdapter } from '../support/suiteAdapter.ts';

const NOWHERE = '/nowhere.json';

afterEach(() => vi.unstubAllEnvs());

function onMachineWithoutDriver(): void {
  vi.stubEnv('VK_ICD_FILENAMES', NOWHERE);
  vi.stubEnv('VK_DRIVER_FILES', NOWHERE);
}

test('without a word the suite takes software', async () => {
  vi.stubEnv('VAE_ADAPTER', undefined);
  const open = vi.fn<typeof openGpu>();
  expect(suiteAdapter()).toBe('software');
  await prepareAdapter(open);
  expect(open).not.toHaveBeenCalled();
});

test('an unknown value is refused, with those that there are', async () => {
  vi.stubEnv('VAE_ADAPTER', 'gpu');
  await expect(prepareAdapter()).rejects.toThrow(
    'VAE_ADAPTER is "gpu": set it to hardware (the machine\'s own GPU), software (SwiftShader, the default) or wasm (WebAssembly)',
  );
});

test('a suite on hardware ends before its first test where there is none', async () => {
  onMachineWithoutDriver();
  vi.stubEnv('VAE_ADAPTER', 'hardware');
  await expect(prepareAdapter()).rejects.toThrow(
    /^VAE_ADAPTER=hardware, but no test can run on it\. No hardware WebGPU adapter found\. Tried: /,
  );
  // Nothing was prepared that would let a test fall back.
  expect(process.env.VK_ICD_FILENAMES).toBe(NOWHERE);
});

test('a suite on hardware leaves the drivers of the machine as they are', async () => {
  onMachineWithoutDriver();
  vi.stubEnv('VAE_ADAPTER', 'hardware');
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const release = vi.fn();
  const info = { vendor: 'nvidia', architecture: 'hopper', device: '', description: 'H100' };
  const open = vi.fn<typeof openGpu>(async () => ({ info, release }) as unknown as OpenGpu);
  await prepareAdapter(open);
  expect(open.mock.calls).toEqual([['hardware']]);
  expect(release).toHaveBeenCalledOnce();
  expect(log.mock.calls).toEqual([['Tests compute on hardware: nvidia hopper H100']]);
  expect(process.env.VK_ICD_FILENAMES).toBe(NOWHERE);
  log.mockRestore();
});

test('no test of a suite on hardware falls back on software, nor does a command that it runs', async () => {
  onMachineWithoutDriver();
  vi.stubEnv('VAE_ADAPTER', 'hardware');
  await expect(openSuiteGpu()).rejects.toBeInstanceOf(AdapterError);
  const { code, stderr } = await runBuiltCli(['train', '--limit', '128', '--epochs', '1']);
  expect(code).not.toBe(0);
  expect(stderr).toContain('No hardware WebGPU adapter found');
});

test('nor does a page', async () => {
  onMachineWithoutDriver();
  vi.stubEnv('VAE_ADAPTER', 'hardware');
  const folder = await temporaryFolder('hardware');
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><title>adapter</title>');
  await expect(openServedPage(folder.path)).rejects.toThrow(
    /^VAE_ADAPTER=hardware, but the browser offers (no adapter|the software adapter .+): name a Chrome/,
  );
  await folder.remove();
});
