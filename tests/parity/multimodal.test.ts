import { describe, expect, test } from 'vitest';
import type { JointChoice } from '../../src/families/multimodal/joints/joints.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { loadVae, tensorsOf } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { initialOf, parts, trainingRecord } from './trainingRecord.ts';

/** multimodal.py documents the losses. */
const SCRIPT = 'multimodal.py';
const file = readFixtureFile('multimodal');
const model: Record<string, number> = JSON.parse(file.metadata.get('model') ?? '');
const {
  hidden = 0,
  latent = 0,
  batch = 0,
  rows = 0,
  steps = 0,
  alpha = 0,
  learningRate = 0,
} = model;
const kinds: { name: string; samples: number; terms: string[] }[] = JSON.parse(
  file.metadata.get('kinds') ?? '',
);
const layers = [{ kind: 'dense', units: hidden }] as const;
const networks = { encoder: layers, decoder: layers };
const values = (name: string) => numbers(file, name, SCRIPT);
const data = { image: values('image'), word: values('word'), present: values('present') };

/** The rows of a step, and of those without a word what no model may look at. */
function rowsOf(step: number) {
  const first = (step * batch) % rows;
  const of = (name: keyof typeof data) => {
    const width = data[name].length / rows;
    return Float32Array.from(data[name].subarray(first * width, (first + batch) * width));
  };
  return { image: of('image'), word: of('word'), present: Uint8Array.from(of('present')) };
}

describe.each(kinds)('$name', ({ name: kind, samples, terms }) => {
  test('twenty steps of rows with missing modalities are those of PyTorch', async () => {
    const joint = (kind === 'encoder' ? { kind, encoder: layers, alpha } : { kind }) as JointChoice;
    const initial = initialOf(file, SCRIPT, `${kind}/`);
    const word = { kind: 'categorical', group: 3 } as const;
    const vae = await loadVae(writeSafetensors(initial, new Map()), {
      architecture: {
        family: 'multimodal',
        modalities: {
          image: { input: 6, ...networks },
          word: { input: 3, ...networks, likelihood: word },
        },
        latent,
        joint,
      },
      ...(samples > 1 && { bound: 'iwae', samples }),
      batchSize: batch,
      learningRate,
    });
    const names = [...initial.keys()];
    const { weights } = trainingRecord(file, 'float32', {
      ...{ folder: `${kind}/`, names, script: SCRIPT },
    });
    const losses = parts(values(`${kind}/losses.float32`), steps);
    for (const [step, noise] of parts(values(`${kind}/noise`), steps).entries()) {
      const report: Readonly<Record<string, unknown>> = {
        ...(await vae.step(rowsOf(step), { noise: Float32Array.from(noise) })),
      };
      for (const [place, term] of terms.entries()) {
        expect(report[term], `${term} of step ${step}`).toBeCloseTo(losses[step]?.[place] ?? 0, 4);
      }
    }
    const found = tensorsOf(await vae.save());
    for (const [name, wanted] of weights) {
      const scale = Math.max(...Array.from(wanted, Math.abs));
      for (const [i, value] of wanted.entries()) {
        const apart = Math.abs((found.get(name)?.[i] ?? Number.NaN) - value);
        expect(apart / scale, `${name}[${i}]`).toBeLessThan(2e-5);
      }
    }
  });
});
