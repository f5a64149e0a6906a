import { beforeAll, expect, test, vi } from 'vitest';
import { Executable } from '../../src/gpu/executable.ts';
import { type Plan, recordedPlan } from '../../src/graph/plan.ts';
import { VAE } from '../../src/index.ts';
import { streams } from '../../src/random/streams.ts';
import { useGpu } from '../support/gpu.ts';
import { TestRandom } from '../support/random.ts';

const gpu = useGpu();

const CONFIG = { input: 16, hidden: [8], latent: 4 } as const;
const SEED = 7;
const ROWS = 300;
const BATCH = 32;
const STEPS_OF_EPOCH = Math.ceil(ROWS / BATCH);

/** One use of a stream by one step: all its draws share this key and the counter's first word. */
interface Draw {
  readonly stream: number;
  readonly seed: number;
  readonly counter: number;
}

/** Streams of a plan's sampling sites; forward and backward of one site share a stream. */
function streamsOf(plan: Plan): number[] {
  const drawing = plan.step.filter(({ slots }) => slots.noise?.choice === 'counter');
  const sites = drawing.map((dispatch) => {
    const recorded = recordedPlan({ ...plan, step: [dispatch] }).step;
    const site = recorded.find(({ slots }) => slots.noise);
    return [site?.label.split('.')[0], Number(dispatch.constants.STREAM)] as const;
  });
  return [...new Map(sites).values()];
}

/** All draws on the device while `use` runs. */
async function drawsOf(use: () => Promise<unknown>): Promise<Draw[]> {
  const run = vi.spyOn(Executable.prototype, 'run');
  try {
    await use();
    return run.mock.calls.flatMap(([records], call) => {
      const { plan } = run.mock.contexts[call] as unknown as Executable;
      return streamsOf(plan).flatMap((stream) =>
        records.map(({ seed, counter }) => ({ stream, seed, counter })),
      );
    });
  } finally {
    run.mockRestore();
  }
}

const rows = (count: number): Uint8Array =>
  Uint8Array.from(new TestRandom(count).integers(count * CONFIG.input, 256));

const range = (stream: number, seed: number, first: number, count: number): Draw[] =>
  Array.from({ length: count }, (_, i) => ({ stream, seed, counter: first + i }));

const fitDraws = (): Draw[] => range(streams.training, SEED, 1, 2 * STEPS_OF_EPOCH);

let vae: VAE;
beforeAll(async () => {
  const { device } = gpu();
  vae = await VAE.create({ device, config: CONFIG, batchSize: BATCH, seed: SEED, burst: 4 });
  return () => vae.dispose();
});

test('training, evaluation and sampling draw from addresses that never meet', async () => {
  const training = await drawsOf(() => vae.fit(rows(ROWS), { epochs: 2 }));
  expect(training).toEqual(fitDraws());

  const steps = await drawsOf(async () => {
    for (let i = 0; i < 3; i++) await vae.step(rows(BATCH));
  });
  expect(steps).toEqual(range(streams.training, SEED, 2 * STEPS_OF_EPOCH + 1, 3));

  // 300 rows are three chunks of 128.
  const evaluation = await drawsOf(() => vae.evaluate(rows(ROWS)));
  expect(evaluation).toEqual(range(streams.evaluation, SEED, 0, 3));

  // With the seed of training, and with another one.
  const samples = await drawsOf(() => vae.sample(ROWS, SEED));
  expect(samples).toEqual(range(streams.sampling, SEED, 0, 3));
  const others = await drawsOf(() => vae.sample(ROWS, SEED + 1));
  expect(others).toEqual(range(streams.sampling, SEED + 1, 0, 3));

  const posterior = await drawsOf(() => vae.encode(rows(ROWS), { sample: true, seed: SEED }));
  expect(posterior).toEqual(range(streams.posterior, SEED, 0, 3));

  const all = [...training, ...steps, ...evaluation, ...samples, ...others, ...posterior];
  expect(new Set(all.map((draw) => JSON.stringify(draw))).size).toBe(all.length);
});

test('encoding, decoding and given noise draw nothing', async () => {
  const noise = new Float32Array(BATCH * CONFIG.latent);
  const draws = await drawsOf(async () => {
    await vae.encode(rows(3));
    await vae.decode(new Float32Array(3 * CONFIG.latent));
    await vae.reconstruct(rows(3));
    await vae.step(rows(BATCH), { noise });
  });
  expect(draws).toEqual([]);
});

test('validation while training repeats the evaluation and moves nothing', async () => {
  const fresh = await VAE.create({
    device: gpu().device,
    config: CONFIG,
    batchSize: BATCH,
    seed: SEED,
  });
  const draws = await drawsOf(() =>
    fresh.fit(rows(ROWS), {
      epochs: 2,
      validation: {
        name: 'validation',
        rows: 140,
        columns: CONFIG.input,
        dtype: 'u8',
        data: rows(140),
      },
    }),
  );
  fresh.dispose();
  const ofStream = (wanted: number): Draw[] => draws.filter(({ stream }) => stream === wanted);
  expect(ofStream(streams.training)).toEqual(fitDraws());
  const evaluation = range(streams.evaluation, SEED, 0, 2);
  expect(ofStream(streams.evaluation)).toEqual([...evaluation, ...evaluation]);
});
