import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predictStep, stepCost } from '../../src/index.ts';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('calibration');
});
afterAll(() => folder.remove());

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ['bench/run.mjs', ...args], { cwd: root, encoding: 'utf8' });

test('the software adapter is calibrated, and called what it is', async () => {
  const out = join(folder.path, 'new', 'calibration.json');
  const place = ['--runtime', 'node', '--adapter', 'software', '--out', out];
  const { stdout, stderr, status } = bench('--calibrate', '--quick', ...place);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^\*\*Calibration of SwiftShader.*\(SOFTWARE\)/);
  expect(stdout).toContain('its constants describe no GPU');
  expect(stdout).toMatch(/\| multiply-adds \| [\d.,]+ 10⁹ a second \| ± /);
  expect(stdout).toMatch(/held out of the fit of \d+: median [\d.,]+ %, worst [\d.,]+ %/);

  const written = JSON.parse(readFileSync(out, 'utf8'));
  expect(written.adapter.software).toBe(true);
  expect(written.error.heldOut).toBeGreaterThan(5);
  expect(written.dispatches).toHaveLength(written.error.heldOut + written.error.fitted);
  const labels = written.gpu.kernels.map(({ label }: { label: string }) => label);
  const cost = await stepCost({ config: { hidden: [400], latent: 20 }, batchSize: 128 });
  for (const { label } of cost.dispatches) expect(labels).toContain(label);
  const { ms } = predictStep(cost, written.gpu);
  expect(ms).toBeGreaterThan(0.1);
  expect(ms).toBeLessThan(10_000);
});

test('units and a clock belong to a calibration', () => {
  const { stderr, status } = bench('--units', '8', '--runtime', 'node', '--adapter', 'software');
  expect(stderr).toContain('--units and --clock belong to --calibrate');
  expect(status).toBe(1);
});

test.each([
  ['--models', '--models=seed'],
  ['--contenders', '--contenders=webgpu-vae'],
  ['--backend wasm', '--backend=wasm'],
  ['--no-threads', '--no-threads'],
])('a calibration refuses %s, which it would ignore', (named, given) => {
  const out = join(folder.path, 'none.json');
  const place = ['--runtime', 'node', '--adapter', 'software', '--out', out];
  const { stderr, status } = bench('--calibrate', '--quick', ...place, given);
  expect(stderr).toContain(`leave out ${named}\n`);
  expect(status).toBe(1);
  expect(existsSync(out)).toBe(false);
});
