import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CONTENDERS, IN_NODE, MODELS } from '../../bench/cases.mjs';
import { temporaryFolder } from '../support/folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync('python3', ['bench/hardware/run.py', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
const python = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!python)('each step is described, and none that does not exist', () => {
  const { stdout } = run(['--list']);
  const steps = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  const table = read('docs/hardware.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const described = table.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
  );
  expect(described.sort()).toEqual(steps.sort());
});

test.skipIf(!python)('a step that does not exist is refused with those that do', () => {
  const { status, stderr } = run(['--only', 'kernel']);
  expect(status).toBe(2);
  expect(stderr).toContain('no such step: kernel; there are: kernels, train,');
});

test.skipIf(!python)('a machine without packs says how to make them', async () => {
  const folder = await temporaryFolder('gpu');
  const places = { GPU_KIT: `${folder.path}/kit`, OUT: `${folder.path}/out` };
  // Packs that happen to lie in this tree are not those of the test.
  const { status, stdout } = run(['--only', 'train'], { ...places, GPU_PACKS: folder.path });
  expect(stdout).toContain('node bench/hardware/prepare.mjs');
  expect(status).toBe(4);
  await folder.remove();
});

test('the steps name contenders, and PyTorch models, that the benchmark has', () => {
  const contenders = /CONTENDERS = "(.+)"/.exec(read('bench/hardware/steps.py'))?.[1]?.split(',');
  expect(contenders?.sort()).toEqual(IN_NODE.toSorted());
  for (const name of IN_NODE) expect(Object.keys(CONTENDERS)).toContain(name);
  const models = /MODELS = \{(.+)\}/.exec(read('bench/hardware/torch_baseline.py'))?.[1];
  const expected = Object.entries(MODELS).map(
    ([name, { hidden, latent, batches }]) =>
      `"${name}": ([${hidden.join(', ')}], ${latent}, [${batches.join(', ')}])`,
  );
  expect(models).toBe(expected.join(', '));
});
