import { describe, expect, test } from 'vitest';
import type { ArchitectureChoice } from '../../src/families/registry.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError, ConfigError, type VAE, type VaeOptions } from '../../src/index.ts';
import { epsilonSpent, type PrivacyHistory } from '../../src/privacy/index.ts';
import type { TrainingState } from '../../src/runtime/trainingState.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { KNOWN } from '../support/privateStep.ts';
import { createVae, loadVae, sameBits, TINY, tensorsOf } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';

const ROWS = 80;
const MEAN = 8;
const DELTA = 1e-4;
const data = rowsU8(ROWS, TINY.input);
const STEPS_OF_EPOCH = ROWS / MEAN;

const OPTIONS = {
  batchSize: 40,
  sampler: { kind: 'poisson', mean: MEAN },
  seed: 3,
  secret: KNOWN.text,
} as const;
const NOISE = { noise: 1.25, delta: DELTA, clip: 2 };
const BUDGET = { epsilon: 4, delta: DELTA, clip: 2 };

/** The position of a checkpoint. */
function stateOf(bytes: Uint8Array): TrainingState {
  return JSON.parse(readSafetensors(bytes).metadata.get('training') ?? '').state;
}

/** The privacy spent, as a checkpoint has it. */
const historyOf = (bytes: Uint8Array): PrivacyHistory | undefined => stateOf(bytes).privacy;

/** A checkpoint with another position. */
function withState(bytes: Uint8Array, change: object): Uint8Array {
  const { metadata, tensors } = readSafetensors(bytes);
  const { state, ...others } = JSON.parse(metadata.get('training') ?? '');
  const training = JSON.stringify({ ...others, state: { ...state, ...change } });
  return writeSafetensors(tensors, new Map([...metadata, ['training', training]]));
}

/** The loss of the next step, which depends on its rows and on its draws. */
async function nextLoss(vae: VAE): Promise<number | undefined> {
  let loss: number | undefined;
  await vae.fit(data, { steps: 1, onProgress: ({ elbo }) => (loss = elbo) });
  return loss;
}

async function failure(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error) => error,
  );
}

describe('what is spent', () => {
  test('is counted step by step, told after each epoch and kept in the checkpoint', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: NOISE });
    const { epochs } = await vae.fit(data, { epochs: 3 });
    const told = epochs.map(({ privacy }) => privacy);
    const expected = [1, 2, 3].map((epoch) => {
      const steps = { noise: NOISE.noise, sampleRate: MEAN / ROWS, steps: epoch * STEPS_OF_EPOCH };
      return { epsilon: epsilonSpent([steps], DELTA), delta: DELTA };
    });
    expect(told).toEqual(expected);
    expect(vae.stepCount).toBe(3 * STEPS_OF_EPOCH);
    expect(historyOf(await vae.save())).toEqual([
      { noise: NOISE.noise, sampleRate: MEAN / ROWS, steps: vae.stepCount },
    ]);
  });

  test('stays within a budget, all of which the noise uses', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: BUDGET });
    const { epochs } = await vae.fit(data, { epochs: 2 });
    const spent = epochs.at(-1)?.privacy?.epsilon ?? Infinity;
    expect(spent).toBeLessThanOrEqual(BUDGET.epsilon);
    expect(spent).toBeGreaterThan(0.98 * BUDGET.epsilon);
    expect(await failure(vae.fit(data, { epochs: 1 }))).toBeInstanceOf(ConfigError);
    expect(String(await failure(vae.fit(data, { epochs: 1 })))).toContain(
      'privacy.epsilon allows 4',
    );
    expect(vae.stepCount).toBe(2 * STEPS_OF_EPOCH);
    const more = await loadVae(await vae.save(), { privacy: { ...BUDGET, epsilon: 6 } });
    const [after] = (await more.fit(data, { epochs: 1 })).epochs;
    expect(after?.privacy?.epsilon).toBeGreaterThan(spent);
    expect(historyOf(await more.save())?.[0]?.steps).toBe(3 * STEPS_OF_EPOCH);
  });

  test('is not taken back where early stopping returns to an earlier epoch', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: NOISE, learningRate: 0.5 });
    const { bestEpoch, epochs } = await vae.fit(data, {
      epochs: 6,
      validation: rowsU8(20, TINY.input),
      earlyStopping: { patience: 2 },
    });
    expect(bestEpoch).toBeLessThan(epochs.length);
    expect(vae.stepCount).toBe((bestEpoch ?? 0) * STEPS_OF_EPOCH);
    expect(historyOf(await vae.save())?.[0]?.steps).toBe(epochs.length * STEPS_OF_EPOCH);
  });

  test('cannot be told after steps that were not private', async () => {
    const open = await createVae({ batchSize: 40 });
    await open.fit(data, { steps: 3 });
    const bytes = await open.save();
    const privately = { ...OPTIONS, privacy: NOISE };
    const vae = await loadVae(bytes, privately);
    const error = await failure(vae.fit(data, { steps: 1 }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/3 of the 3 steps so far were not private.*weightsOnly: true/);
    const anew = await loadVae(bytes, { ...privately, weightsOnly: true });
    await anew.fit(data, { steps: 1 });
    expect(historyOf(await anew.save())?.[0]?.steps).toBe(1);
  });

  test.each([3, [{ noise: 1, steps: 2 }], [{ noise: 1, sampleRate: 0.1, steps: 0 }]])(
    'is refused on load where a damaged file says %j',
    async (privacy) => {
      const vae = await createVae({ ...OPTIONS, privacy: NOISE });
      const bytes = withState(await vae.save(), { privacy });
      const error = await failure(loadVae(bytes));
      expect(error).toBeInstanceOf(CheckpointError);
      expect(String(error)).toContain('"privacy"');
    },
  );

  test('is nothing for a model without the option', async () => {
    const vae = await createVae();
    const [epoch] = (await vae.fit(data, { epochs: 1 })).epochs;
    expect(epoch).not.toHaveProperty('privacy');
    expect(historyOf(await vae.save())).toBeUndefined();
  });
});

describe('a run', () => {
  /** Two epochs of a budget, the second one interrupted, saved and loaded. */
  const inParts = async (secret: string | undefined): Promise<VAE> => {
    const first = await createVae({ ...OPTIONS, privacy: BUDGET, burst: 1 });
    const stop = new AbortController();
    await first.fit(data, {
      epochs: 2,
      signal: stop.signal,
      onProgress: () => first.stepCount > STEPS_OF_EPOCH + 1 && stop.abort(),
    });
    expect(first.stepCount).toBeLessThan(2 * STEPS_OF_EPOCH);
    const rest = await loadVae(await first.save(), secret === undefined ? {} : { secret });
    await rest.fit(data, { epochs: 2 - rest.epoch });
    expect(rest.stepCount).toBe(2 * STEPS_OF_EPOCH);
    return rest;
  };

  test('goes on to the bit with its secret, and to other ones without', async () => {
    const options = { ...OPTIONS, privacy: BUDGET, burst: 1 };
    const whole = await createVae(options);
    await whole.fit(data, { epochs: 2 });
    expect(await sameBits(await inParts(KNOWN.text), whole)).toBe(true);
    const other = await inParts(undefined);
    expect(await sameBits(other, whole)).toBe(false);
    expect(historyOf(await other.save())).toEqual(historyOf(await whole.save()));
  });

  test('gives the same bits streamed, unfused bursts of any length, and with a secret alone', async () => {
    const all: VaeOptions[] = [{ burst: 1 }, { burst: 32, resident: false }];
    const [one, many] = await Promise.all(
      all.map(async (each) => {
        const vae = await createVae({ ...OPTIONS, privacy: NOISE, ...each });
        await vae.fit(data, { epochs: 2 });
        return vae;
      }),
    );
    expect(one && many && (await sameBits(one, many))).toBe(true);
    const { secret: _, ...seeded } = OPTIONS;
    const fresh = await createVae({ ...seeded, privacy: NOISE });
    await fresh.fit(data, { epochs: 2 });
    expect(one && (await sameBits(one, fresh))).toBe(false);
  });

  test('draws its rows by the secret, and not by the seed', async () => {
    const lossOf = async (secret: string): Promise<number | undefined> =>
      nextLoss(await createVae({ ...OPTIONS, privacy: NOISE, secret }));
    const known = await lossOf(KNOWN.text);
    expect(known).toBeGreaterThan(0);
    expect(await lossOf(KNOWN.text)).toBe(known);
    expect(await lossOf('f'.repeat(64))).not.toBe(known);
  });

  describe('that early stopping took back', () => {
    /** A run, and the same position without the steps that were dropped. */
    const stopped = async (): Promise<{ secret: string; late: Uint8Array; early: Uint8Array }> => {
      const sgd = { optimizer: 'sgd', learningRate: 0.02 } as const;
      const vae = await createVae({ ...OPTIONS, privacy: NOISE, ...sgd });
      await vae.fit(data, {
        epochs: 6,
        validation: rowsU8(20, TINY.input),
        earlyStopping: { patience: 2 },
      });
      const late = await vae.save();
      const [{ steps = 0, ...kind } = {}] = historyOf(late) ?? [];
      expect(vae.stepCount).toBeLessThan(steps);
      const early = withState(late, { privacy: [{ ...kind, steps: vae.stepCount }] });
      return { secret: OPTIONS.secret, late, early };
    };

    test('draws neither noise nor rows again', async () => {
      const { secret, late, early } = await stopped();
      const [after, before] = [await loadVae(late, { secret }), await loadVae(early, { secret })];
      const weights = async (vae: VAE) => tensorsOf(await vae.save()).get('fc4.weight') ?? [];
      const old = await weights(after);
      expect(await weights(before)).toEqual(old);
      expect(await nextLoss(after)).not.toBe(await nextLoss(before));
      // Noise is most of an update: with the same noise they would nearly agree.
      const update = async (vae: VAE) => (await weights(vae)).map((w, i) => w - (old[i] ?? 0));
      const [one, other] = [await update(after), await update(before)];
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
        Array.from(a, (each, i) => each * (b[i] ?? 0)).reduce((sum, each) => sum + each, 0);
      expect(Math.abs(dot(one, other)) / dot(one, one)).toBeLessThan(0.25);
    });

    test('goes on to the bit', async () => {
      const { secret, late } = await stopped();
      const [whole, parts] = [await loadVae(late, { secret }), await loadVae(late, { secret })];
      await whole.fit(data, { steps: 4 });
      await parts.fit(data, { steps: 2 });
      const rest = await loadVae(await parts.save(), { secret });
      await rest.fit(data, { steps: 2 });
      expect(await sameBits(rest, whole)).toBe(true);
    });
  });

  test('does not tell in its position how many rows a batch drew', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: NOISE });
    for (const steps of [1, 2, 3]) {
      await vae.fit(data, { steps: 1 });
      expect(stateOf(await vae.save())).toMatchObject({ step: steps, row: steps * 40, epoch: 0 });
    }
    await vae.fit(data, { steps: STEPS_OF_EPOCH - 3 });
    expect(stateOf(await vae.save())).toMatchObject({ row: 0, epoch: 1 });
  });

  test('compiles ahead, is profiled and evaluated as others are', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: BUDGET });
    await vae.prepare();
    const profile = await vae.profile(data, { steps: 1 });
    expect(profile.dispatches.map(({ kernel }) => kernel)).toContain('gradient_noise');
    expect(historyOf(await vae.save())).toBeUndefined();
    expect((await vae.evaluate(data)).elbo).toBeGreaterThan(0);
  });
});

test('the weights of a mean do not tell the rows that came', async () => {
  const vae = await createVae({ ...OPTIONS, reduction: 'mean', privacy: NOISE });
  const program = { weights: [1, 0.5], targets: [], updates: [] };
  const weightsOf = (rows: number) =>
    trainingScalars(1, rows, program, vae.options).loss_weights.slice(0, 2);
  expect(weightsOf(3)).toEqual([1, 0.5]);
  expect(weightsOf(9)).toEqual(weightsOf(3));
});

const dense = { kind: 'dense', units: 5 } as const;
const OF = { family: 'vae', input: 12, encoder: [dense], latent: 2, decoder: [dense] } as const;

describe('refuses by name', () => {
  const kinds: readonly [string, VaeOptions, RegExp][] = [
    ['free bits', { freeBits: 0.1 }, /freeBits and capacity/],
    ['a capacity', { capacity: 1 }, /freeBits and capacity/],
    [
      'the total correlation',
      { regularizer: { kind: 'totalCorrelation' } },
      /the total correlation/,
    ],
    ['several samples', { samples: 3, bound: 'iwae' }, /no rule for/],
  ];
  test.each(kinds)('%s', async (_, options, message) => {
    const make = createVae({
      ...OPTIONS,
      config: { input: 12, hidden: [5], latent: 2 },
      privacy: NOISE,
      ...options,
    });
    expect(
      String(await failure(make.then((vae) => vae.fit(rowsU8(ROWS, 12), { epochs: 1 })))),
    ).toMatch(message);
  });

  const architectures: readonly [string, ArchitectureChoice, RegExp][] = [
    [
      'batch normalization',
      { ...OF, encoder: [dense, { kind: 'batchNorm' }] },
      /batch normalization/,
    ],
    ['layer normalization', { ...OF, encoder: [dense, { kind: 'layerNorm' }] }, /no rule for/],
    [
      'a recurrent layer',
      { ...OF, input: [4, 3], encoder: [{ kind: 'gru', units: 2 }] } as never,
      /no rule for .*fully connected layers and convolutions alone/,
    ],
    [
      'a learned prior',
      { ...OF, latent: { size: 2, prior: { kind: 'vamp', components: 3 } } } as never,
      /no rule for/,
    ],
    [
      'the MMD',
      { family: 'wae', input: 12, encoder: [dense], latent: 2, decoder: [dense] } as never,
      /no rule for .*MMD/,
    ],
  ];
  test.each(architectures)('%s', async (_, architecture, message) => {
    const { config: __, ...others } = { ...OPTIONS, config: undefined };
    const make = createVae({ ...others, config: undefined, architecture, privacy: NOISE } as never);
    expect(
      String(await failure(make.then((vae) => vae.fit(rowsU8(ROWS, 12), { epochs: 1 })))),
    ).toMatch(message);
  });

  test('several samples of an example', async () => {
    const architecture = { family: 'vib', input: 12, encoder: [dense], latent: 2, classes: 3 };
    const make = createVae({
      ...OPTIONS,
      config: undefined,
      architecture,
      samples: 2,
      privacy: NOISE,
    } as never);
    const labelled = { data: rowsU8(ROWS, 12), label: new Uint8Array(ROWS) };
    expect(
      String(await failure(make.then((vae) => vae.fit(labelled as never, { epochs: 1 })))),
    ).toMatch(/the layer "classifier": it is applied to several samples of an example/);
  });

  test('several samples of an example that a convolution sees', async () => {
    const architecture = {
      family: 'vae',
      input: [4, 3, 1],
      encoder: [dense],
      latent: 2,
      decoder: [
        { kind: 'dense', units: 24 },
        { kind: 'reshape', shape: [4, 3, 2] },
        { kind: 'conv2d', channels: 3, kernel: 3, padding: 1 },
      ],
      output: { kind: 'conv2d', kernel: 1 },
    };
    const make = createVae({
      ...OPTIONS,
      config: undefined,
      architecture,
      samples: 2,
      privacy: NOISE,
    } as never);
    expect(
      String(await failure(make.then((vae) => vae.fit(rowsU8(ROWS, 12), { epochs: 1 })))),
    ).toMatch(/the layer "output": it is applied to several samples of an example/);
  });

  test('batches of the caller', async () => {
    const vae = await createVae({ ...OPTIONS, privacy: NOISE });
    expect(String(await failure(vae.step(rowsU8(4, TINY.input))))).toMatch(
      /privacy counts on rows/,
    );
  });

  const options: readonly [VaeOptions, RegExp][] = [
    [{ privacy: 3 } as never, /privacy must be an object/],
    [{ privacy: { ...NOISE, epsilon: 3 } }, /either `epsilon`, a budget, or `noise`/],
    [{ privacy: { delta: DELTA, clip: 1 } }, /either `epsilon`, a budget, or `noise`/],
    [{ privacy: { ...NOISE, clip: 0 } }, /privacy.clip must be/],
    [{ privacy: { ...NOISE, clip: 1e-50 } }, /privacy.clip must be/],
    [{ privacy: { noise: 1, clip: 1 } as never }, /privacy.delta must be/],
    [{ privacy: { ...NOISE, delta: 1 } }, /privacy.delta must be/],
    [{ privacy: { ...NOISE, noise: 0.01 } }, /privacy.noise must be/],
    [{ privacy: { ...NOISE, sigma: 1 } as never }, /privacy has no .*sigma|"sigma"/],
    [{ privacy: NOISE, sampler: { kind: 'permutation' } }, /privacy needs batches/],
    [{ secret: KNOWN.text }, /secret is of private training/],
    [{ privacy: NOISE, secret: 'abc' }, /64 hexadecimal digits/],
  ];
  test.each(options)('%j', async (given, message) => {
    expect(String(await failure(createVae({ batchSize: 40, ...given })))).toMatch(message);
  });
});
