import { describe, expect, test } from 'vitest';
import type { ArchitectureChoice } from '../../src/families/registry.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { loadVae, tensorsOf } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { firstGradients } from './run.ts';
import { parts } from './trainingRecord.ts';

const SCRIPT = 'sequence.py';
const file = readFixtureFile('sequence');
const cases: Record<string, ArchitectureChoice & { readonly length: number }> = JSON.parse(
  file.metadata.get('cases') ?? '',
);
const { steps, batch, rows, beta, learningRate } = JSON.parse(file.metadata.get('model') ?? '');

/** The largest difference, in units of the largest value. */
function apart(values: ArrayLike<number>, expected: Float64Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const differences = expected.map((value, i) => Math.abs((values[i] ?? Number.NaN) - value));
  return Math.max(...differences) / scale;
}

describe.each(Object.entries(cases))('a VAE of sequences, %s', (name, architecture) => {
  const values = (part: string) => numbers(file, `${name}/${part}`, SCRIPT);
  const tensorsUnder = (part: string) => {
    const prefix = `${name}/${part}/`;
    const own = [...file.tensors].filter(([each]) => each.startsWith(prefix));
    return own.map(([each, { shape }]) => ({
      name: each.slice(prefix.length),
      shape,
      data: numbers(file, each, SCRIPT),
    }));
  };

  test('twenty steps are those of PyTorch', async () => {
    const initial = tensorsUnder('initial').map(({ name: own, shape, data }) => {
      return [own, { dtype: 'F32', shape, data: Float32Array.from(data) }] as const;
    });
    const vae = await loadVae(writeSafetensors(new Map(initial), new Map()), {
      ...{ architecture, beta, learningRate, batchSize: batch },
    });
    const tokens = Uint32Array.from(values('tokens'));
    const noise = parts(values('noise'), steps);
    const dropout = parts(values('dropout'), steps);
    const losses = values('losses');
    const width = batch * architecture.length;
    for (let step = 0; step < steps; step++) {
      const first = (step * width) % (rows * architecture.length);
      const given = [noise[step], dropout[step]] as Float32Array[];
      const data = tokens.slice(first, first + width);
      const report = await vae.step({ data }, { noise: given });
      expect(
        apart([report.reconstruction as number], losses.slice(2 * step, 2 * step + 1)),
      ).toBeLessThan(3e-6);
      expect(apart([report.kl as number], losses.slice(2 * step + 1, 2 * step + 2))).toBeLessThan(
        3e-6,
      );
      if (step > 0) continue;
      const gradients = firstGradients(await vae.save(), tensorsUnder('gradient'));
      for (const each of tensorsUnder('gradient')) {
        expect(apart(gradients.get(each.name) ?? [], each.data), each.name).toBeLessThan(5e-6);
      }
    }
    const weights = tensorsOf(await vae.save());
    for (const each of tensorsUnder('weight')) {
      expect(apart(weights.get(each.name) ?? [], each.data), each.name).toBeLessThan(3e-5);
    }
  });
});
