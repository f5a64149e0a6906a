import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/families/model.ts';
import { loadFamily } from '../../src/families/registry.ts';
import type { ArchitectureChoice } from '../../src/index.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits } from '../training/models.ts';
import { COLUMNS, drawnStore, expectGradients, ROWS, recordedVae, smallVae } from './smallVae.ts';

/** Three columns are one variable, as all of `smallVae.ts` has them. */
const LATENT = { kind: 'categorical', classes: 3, temperature: 0.7 };
const random = new TestRandom(47);

/** Two variables of three classes. */
const architecture = (latent: object = {}): ArchitectureChoice =>
  smallVae({ ...LATENT, size: 6, ...latent });

/** Rows of two kinds. */
const data = Float32Array.from({ length: 48 * COLUMNS }, (_, i) =>
  Math.floor(i / COLUMNS) % 2 === 0 ? 0.95 : 0.05,
);

describe('a categorical posterior', () => {
  test.each([1, 3])('has the gradients of its finite differences, %i samples', async (samples) => {
    const recorded = await recordedVae(LATENT, { random, options: { samples } });
    expect(recorded.targets).toEqual([{ option: 'latent.temperature', schedule: 0.7 }]);
    // The temperature is a target of the step.
    expectGradients(recorded, { targets: [0.7] });
  });

  test('bounds -log p(x) by importance, exactly with many samples of one variable', async () => {
    const samples = 4000;
    const model = await built({});
    const inputs = {
      data: random.uniform(ROWS * COLUMNS, 0, 1),
      row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    };
    const bound = run(model, 'bound', samples, {
      ...inputs,
      noise: random.normal(ROWS * samples * 3),
    });
    // p(x) = Σ over the classes of p(x | z) / 3.
    const codes = new Float64Array(3 * 3).map((_, i) => Number(i % 4 === 0));
    const decoded = run(model, 'decode', 1, { z: codes }, 3);
    for (let row = 0; row < ROWS; row++) {
      let density = 0;
      for (let k = 0; k < 3; k++) {
        let log = 0;
        for (let i = 0; i < COLUMNS; i++) {
          const [x, p] = [inputs.data[row * COLUMNS + i] ?? NaN, decoded[k * COLUMNS + i] ?? NaN];
          log += x * Math.log(p) + (1 - x) * Math.log(1 - p);
        }
        density += Math.exp(log) / 3;
      }
      expect(Math.abs((bound[row] ?? NaN) + Math.log(density))).toBeLessThan(0.02);
    }
  });

  test('trains, assigns rows to classes and goes on from a file to the bit', async () => {
    const options = { architecture: architecture(), batchSize: 16, learningRate: 1e-2 };
    const vae = await createVae({ config: undefined, ...options });
    const { epochs } = await vae.fit(data, { epochs: 60 });
    expect(epochs.at(-1)?.train.elbo).toBeLessThan((epochs[0]?.train.elbo ?? 0) - 0.5);
    const part = await createVae({ config: undefined, ...options });
    await part.fit(data, { epochs: 40 });
    const resumed = await loadVae(await part.save());
    await resumed.fit(data, { epochs: 20 });
    expect(await sameBits(resumed, vae)).toBe(true);

    const { classes, probabilities } = await vae.predict(data);
    expect(classes.length).toBe(48 * 2);
    expect(probabilities.length).toBe(48 * 6);
    for (let variable = 0; variable < classes.length; variable++) {
      const own = probabilities.subarray(3 * variable, 3 * variable + 3);
      expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      expect(own[classes[variable] ?? 0]).toBe(Math.max(...own));
    }
    // Rows of one kind have one code, and those of the other kind have another.
    const codes = Array.from({ length: 48 }, (_, row) =>
      classes.slice(2 * row, 2 * row + 2).join(),
    );
    expect(new Set(codes.filter((_, row) => row % 2 === 0)).size).toBe(1);
    expect(codes[0]).not.toBe(codes[1]);

    const { mutualInformation, klPerDimension, activeUnits } = await vae.diagnose(data);
    const { nats, meanKl, marginalKl, ceiling } = mutualInformation;
    expect(nats).toBeGreaterThan(0.3);
    expect(nats).toBeLessThan(Math.min(ceiling, Math.log(2) + 0.25));
    expect(meanKl - marginalKl).toBeCloseTo(nats, 6);
    expect([...klPerDimension].every(Number.isNaN)).toBe(true);
    expect(activeUnits).toBeGreaterThan(0);
    const { elbo } = await vae.evaluate(data);
    const { nll } = await vae.estimateNll(data, { samples: 64 });
    expect(nll).toBeLessThan((elbo ?? NaN) + 0.05);
    expect((await vae.sample(3)).length).toBe(3 * COLUMNS);
    // Rows of a kind are decoded alike, from a sample of their code.
    const made = await vae.reconstruct(data);
    expect(Math.abs((made[0] ?? NaN) - (data[0] ?? NaN))).toBeLessThan(0.3);
    expect(Math.abs((made[COLUMNS] ?? NaN) - (data[COLUMNS] ?? NaN))).toBeLessThan(0.3);
    const ends = [data.subarray(0, COLUMNS), data.subarray(COLUMNS, 2 * COLUMNS)] as const;
    expect((await vae.interpolate(...ends, 4)).length).toBe(4 * COLUMNS);
  });

  test('refuses what it has no answer for', async () => {
    const vae = await createVae({ config: undefined, architecture: architecture() });
    await expect(vae.encode(data)).rejects.toThrow('cannot encode');
    await expect(vae.sample(2, { temperature: 0.5 })).rejects.toThrow(
      'a categorical code takes no temperature',
    );
    await expect(vae.manifold()).rejects.toThrow('this code is categorical');
    await expect(vae.predict(data, { samples: 4 })).rejects.toThrow('leave samples out');
    await expect(built({ size: 4 })).rejects.toThrow('such as 6, got 4');
    await expect(built({ prior: 'gaussian' })).rejects.toThrow('leave out the prior "gaussian"');
    await expect(built({ classes: 1 })).rejects.toThrow('latent.classes');
    for (const temperature of [
      0,
      -1,
      1e-50,
      { kind: 'linear', from: 1, to: 0, steps: 9 },
      () => 1,
    ]) {
      await expect(built({ temperature })).rejects.toThrow('latent.temperature');
    }
    const recorded = (options: object) => recordedVae(LATENT, { random, options });
    await expect(recorded({ freeBits: 0.1 })).rejects.toThrow('columns');
    await expect(recorded({ bound: 'iwae', samples: 2 })).rejects.toThrow('take the bound "elbo"');
  });
});

async function built(latent: object): Promise<Model> {
  const family = await loadFamily('vae');
  return family.build(await family.resolve(smallVae({ ...LATENT, ...latent })));
}

/** The values of a program's only output. */
function run(
  model: Model,
  name: 'bound' | 'decode',
  samples: number,
  inputs: Readonly<Record<string, Float64Array>>,
  rows = ROWS,
): Float64Array {
  const program = model.programs[name]?.record({
    source: { ...sourceOf(rows), ring: 1 },
    noise: givenNoise(),
    samples,
  });
  if (!program) throw new Error(`the model has the program ${name}`);
  const executor = new ReferenceExecutor(drawnStore(model), program.plan, inputs);
  executor.run([step(rows)]);
  return executor.values(Object.values(program.outputs)[0] ?? '');
}
