/** The same kernels on a second implementation of WebGPU: wgpu, with its WGSL compiler naga. */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { useGpu } from '../support/gpu.ts';
import { describeCase, kernelCases } from '../support/kernelCases.ts';
import { tally } from '../support/tally.ts';
import { bundleRunner, runInDeno } from './deno.ts';
import { combinations } from './runner/compile.ts';
import { fusedRuns } from './runner/fused.ts';
import type { Result } from './runner/result.ts';
import { sequences } from './runner/sequences.ts';
import { runs, train } from './runner/training.ts';
import { drawWords, expectedWords } from './runner/words.ts';

/**
 * Two compilers may order and contract f32 operations differently, and the difference grows over 20
 * steps.
 */
const relativeTolerance = 1e-5;

/** One process compiles and runs all cases; next to other tests this takes minutes. */
const RUNNER_LIMIT_MS = 1_500_000;

const dawn = useGpu();
let folder: TemporaryFolder;
let results: ReadonlyMap<string, Result>;

beforeAll(async () => {
  folder = await temporaryFolder('naga');
  results = await runInDeno(await bundleRunner(folder.path));
}, RUNNER_LIMIT_MS);

afterAll(() => folder?.remove());

/** The result of that name, checked to have no problems. */
function passed(name: string, { skip }: TestContext): Result {
  const result = results.get(name);
  if (!result) throw new Error(`the runner said nothing about "${name}"`);
  if (result.lacks !== undefined) skip(`wgpu here lacks the feature "${result.lacks}"`);
  expect(result.problems).toEqual([]);
  return result;
}

describe('wgpu accepts every kernel with every choice for its slots', () => {
  it.for(combinations.map(({ name }) => name))('%s', (name, context) => {
    passed(name, context);
    tally('kernels compiled on wgpu', 1);
  });
});

describe('every kernel case agrees with its twin on wgpu', () => {
  it.for(kernelCases.map(describeCase))('%s', (name, context) => {
    passed(name, context);
    tally('kernel cases on wgpu', 1);
  });
});

describe('a fused step agrees with the twins on wgpu', () => {
  it.for(fusedRuns.map(({ name }) => name))('%s', (name, context) => {
    passed(name, context);
  });
});

describe('layers over sequences agree with the twins on wgpu, in both forms', () => {
  it.for(sequences.map(({ name }) => name))('%s', (name, context) => {
    passed(name, context);
  });
});

it('the random words are the same bits on the CPU, on Dawn and on wgpu', async (context) => {
  const expected = [...expectedWords()];
  expect([...(await drawWords(dawn()))]).toEqual(expected);
  expect(passed('words', context).values).toEqual(expected);
});

describe('training agrees with Dawn', () => {
  it.for(runs)('$name', async (run, context) => {
    const { values = [] } = passed(run.name, context);
    const expected = await train(dawn().device, run);
    expect(values).toHaveLength(expected.length);
    const errors = values.map((value, i) => Math.abs(value / (expected[i] ?? 0) - 1));
    expect(Math.max(...errors)).toBeLessThanOrEqual(relativeTolerance);
    // Equal losses of a model that learns nothing would not be a meaningful test.
    expect(values.at(-3)).toBeLessThan(0.95 * (values[0] ?? 0));
  });
});
