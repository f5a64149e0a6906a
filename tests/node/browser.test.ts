import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBrowser } from '../../src/node/browser.ts';

const HARDWARE = [
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=default',
  '--use-angle=vulkan',
  '--disable-vulkan-surface',
  '--ignore-gpu-blocklist',
];

afterEach(() => vi.unstubAllEnvs());

describe.each([
  ['a browser of the user', process.execPath],
  ['the browser that is found without one', undefined],
])('%s', (_, path) => {
  beforeEach(() => {
    vi.stubEnv('CHROME_PATH', path);
    vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', undefined);
  });

  test('is asked for the GPU and for nothing of SwiftShader', async () => {
    const { executablePath, args, canvasArgs } = await findBrowser('hardware');
    if (path !== undefined) expect(executablePath).toBe(path);
    expect([...args, ...canvasArgs].join(' ')).not.toMatch(/swiftshader/i);
    expect(canvasArgs).toEqual([]);
    if (process.platform === 'linux') expect(args).toEqual(expect.arrayContaining(HARDWARE));
    expect(args).toContain('--enable-unsafe-webgpu');
  });

  test('is asked for SwiftShader and for nothing of the GPU', async () => {
    const { args, canvasArgs } = await findBrowser('software');
    expect(args).toContain('--use-webgpu-adapter=swiftshader');
    expect(canvasArgs).toContain('--use-vulkan=swiftshader');
    expect(args).not.toContain('--use-webgpu-adapter=default');
    expect(args).not.toContain('--use-angle=vulkan');
  });
});
