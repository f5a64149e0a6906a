import { describe, expect, test } from 'vitest';
import { loadFamily } from '../../src/families/registry.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { readView } from '../../src/graph/view.ts';
import type { AlignedArchitectureChoice } from '../../src/index.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { loadTraining, resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { loadVae, tensorsOf } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { byParameter, initialOf } from './trainingRecord.ts';

/** aligned.py documents the step and the mistakes. */
const SCRIPT = 'aligned.py';
const file = readFixtureFile('aligned');
const cases: Readonly<Record<string, AlignedArchitectureChoice>> = JSON.parse(
  file.metadata.get('cases') ?? '',
);
const { steps, batch, rows, weight, rates, wrong } = JSON.parse(file.metadata.get('model') ?? '');
const options = {
  batchSize: batch,
  match: { weight },
  groups: {
    model: { learningRate: rates.model },
    critic: { learningRate: rates.critic },
  },
};

/** The largest difference of all tensors, relative to the largest element of each. */
function distance(
  actual: ReadonlyMap<string, ArrayLike<number>>,
  expected: ReadonlyMap<string, ArrayLike<number>>,
): number {
  return Math.max(
    ...[...expected].map(([name, values]) => {
      const found = actual.get(name) ?? [];
      const scale = Math.max(...Array.from(values, Math.abs));
      return Math.max(
        ...Array.from(values, (value, i) => Math.abs((found[i] ?? Number.NaN) - value) / scale),
      );
    }),
  );
}

describe.each(Object.entries(cases))('two domains of %s', (name, architecture) => {
  const values = (part: string) => numbers(file, `${name}/${part}`, SCRIPT);
  const initial = initialOf(file, SCRIPT, `${name}/`);
  const names = [...initial.keys()];
  const ofParameters = (kind: string) => byParameter(file, `${name}/${kind}`, names, SCRIPT);
  const data = { data: values('data'), domain: values('domain') };
  const tokens = architecture.autoencoder?.family === 'sequence';
  const terms = ['reconstruction', ...(architecture.align ? ['real', 'fake'] : ['critic']), 'fool'];
  /** The rows of a step. */
  const rowsOf = (field: keyof typeof data, step: number) => {
    const width = data[field].length / rows;
    const first = (step * batch) % rows;
    return data[field].subarray(first * width, (first + batch) * width);
  };

  test('twenty steps in float64 are those of PyTorch, and those of every mistake are not', async () => {
    const family = await loadFamily('aligned');
    await loadTraining(options);
    const model = await family.build(await family.resolve(architecture));
    const dtypes = { data: tokens ? 'u32' : 'f32', domain: 'f32' } as const;
    const source = { rows: batch, dataRows: batch, dtypes, ring: 1 } as const;
    const resolved = resolveTraining(options, family);
    const program = recordTraining(model, source, resolved, { noiseGiven: true });
    const store = new ReferenceStore(model.store);
    // For each value of a parameter in a file, its place in the stored tensor.
    const parameters = model.store.views.map((view) => {
      const own = model.store.parameters.find(({ name: each }) => each === view.of)?.shape ?? [];
      const numbered = Float32Array.from({ length: logicalSize(own) }, (_, i) => i);
      return { name: view.name, of: view.of, places: readView(numbered, own, view) };
    });
    expect(new Set(parameters.map((each) => each.name))).toEqual(new Set(names));
    for (const { of, places, name: own } of parameters) {
      const { value } = store.parameter(of);
      for (const [i, place] of places.entries()) value[place] = initial.get(own)?.data[i] ?? 0;
    }
    const state = (kind: 'value' | 'gradient') =>
      new Map(
        parameters.map(({ of, name: own, places }) => {
          const stored = store.parameter(of)[kind];
          return [own, Array.from(places, (place) => stored[place] ?? 0)];
        }),
      );
    const executor = new ReferenceExecutor(store, program.plan, {
      data: new Float64Array(rowsOf('data', 0).length),
      domain: new Float64Array(2 * batch),
      row_index: Array.from({ length: batch }, (_, row) => row),
    });
    for (let step = 0; step < steps; step++) {
      for (const field of ['data', 'domain'] as const) {
        executor.values(field).set(rowsOf(field, step));
      }
      executor.run([trainingScalars(step + 1, batch, program, resolved)]);
      for (const { name: term, sums } of program.terms) {
        const mean = (executor.values(sums)[0] ?? Number.NaN) / batch;
        expect(mean, `${term} of step ${step + 1}`).toBeCloseTo(values(term)[step] ?? 0, 8);
      }
      if (step === 0)
        expect(distance(state('gradient'), ofParameters('gradient'))).toBeLessThan(1e-9);
    }
    expect(distance(state('value'), ofParameters('weight'))).toBeLessThan(1e-8);
    for (const mistake of wrong) {
      expect(distance(state('value'), ofParameters(mistake)), mistake).toBeGreaterThan(1e-5);
    }
  });

  test('twenty steps on the device are those of PyTorch', async () => {
    const vae = await loadVae(writeSafetensors(new Map(initial), new Map()), {
      architecture,
      ...options,
    });
    for (let step = 0; step < steps; step++) {
      const given = rowsOf('data', step);
      const report = await vae.step({
        data: tokens ? Uint32Array.from(given) : Float32Array.from(given),
        domain: Float32Array.from(rowsOf('domain', step)),
      });
      for (const term of terms) {
        expect((report[term] ?? Number.NaN) / (values(term)[step] ?? 0)).toBeCloseTo(1, 4);
      }
    }
    expect(distance(tensorsOf(await vae.save()), ofParameters('weight'))).toBeLessThan(3e-5);
  });
});
