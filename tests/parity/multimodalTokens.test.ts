import { expect, test } from 'vitest';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { loadVae, tensorsOf } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { firstGradients } from './run.ts';
import { initialOf, parts } from './trainingRecord.ts';

const SCRIPT = 'multimodalTokens.py';
const file = readFixtureFile('multimodalTokens');
const { steps, batch, rows, latent, learningRate, image, text } = JSON.parse(
  file.metadata.get('model') ?? '',
);
const values = (name: string) => numbers(file, name, SCRIPT);

/** The largest difference, in units of the largest value. */
function apart(found: ArrayLike<number> | undefined, expected: Float64Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const differences = expected.map((value, i) => Math.abs((found?.[i] ?? Number.NaN) - value));
  return Math.max(...differences) / scale;
}

test('twenty steps of images and texts, either of which may be missing, are those of PyTorch', async () => {
  const layers = [{ kind: 'dense', units: image.hidden }] as const;
  const initial = initialOf(file, SCRIPT);
  const vae = await loadVae(writeSafetensors(initial, new Map()), {
    architecture: {
      family: 'multimodal',
      modalities: {
        image: { input: image.input, encoder: layers, decoder: layers },
        text: { family: 'sequence', ...text },
      },
      latent,
      joint: 'product',
    },
    ...{ batchSize: batch, learningRate },
  });
  const named = (kind: string) =>
    [...initial].map(([name, { shape }]) => ({ name, shape, data: values(`${kind}/${name}`) }));
  const losses = values('losses');
  for (const [step, noise] of parts(values('noise'), steps).entries()) {
    const of = (name: string) => {
      const all = values(name);
      const width = all.length / rows;
      const first = ((step * batch) % rows) * width;
      return all.subarray(first, first + batch * width);
    };
    const data = {
      image: Float32Array.from(of('image')),
      text: Uint32Array.from(of('text')),
      present: Uint8Array.from(of('present')),
    };
    const report: Readonly<Record<string, unknown>> = { ...(await vae.step(data, { noise })) };
    const found = ['image', 'text', 'kl'].map((term) => Number(report[term]));
    const wanted = losses.subarray(3 * step, 3 * step + 3);
    expect(apart(found, wanted), `step ${step}`).toBeLessThan(3e-6);
    if (step > 0) continue;
    const gradients = firstGradients(await vae.save(), named('gradient'));
    for (const { name, data: own } of named('gradient')) {
      expect(apart(gradients.get(name), own), name).toBeLessThan(1e-5);
    }
  }
  const weights = tensorsOf(await vae.save());
  for (const { name, data } of named('weight')) {
    expect(apart(weights.get(name), data), name).toBeLessThan(3e-5);
  }
});
