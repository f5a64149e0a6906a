import { describe, expect, test } from 'vitest';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { loadVae, tensorsOf } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { initialOf, parts, trainingRecord } from './trainingRecord.ts';

/** table.py documents the losses. */
const SCRIPT = 'table.py';
const file = readFixtureFile('table');
const metadata = (name: string) => JSON.parse(file.metadata.get(name) ?? '');
const model: Record<string, number> = metadata('model');
const { hidden = 0, latent = 0, batch = 0, rows = 0, steps = 0, learningRate = 0 } = model;
interface Kind {
  readonly name: string;
  readonly bound: 'elbo' | 'iwae';
  readonly samples: number;
  readonly terms: readonly string[];
  readonly outcomes: readonly string[] | null;
}
const kinds: readonly Kind[] = metadata('kinds');
const columns = metadata('columns');
const values = (name: string) => numbers(file, name, SCRIPT);
const data = values('data');

/** The rows of a step, NaN where a cell is missing. */
function rowsOf(step: number): Float32Array {
  const first = (step * batch) % rows;
  return Float32Array.from(data.subarray(first * columns.length, (first + batch) * columns.length));
}

/** The same with a mask, and numbers that count nowhere in the missing cells. */
function maskedRowsOf(step: number) {
  const own = rowsOf(step);
  return {
    data: own.map((value) => (Number.isNaN(value) ? -7.5 : value)),
    observed: Uint8Array.from(own, (value) => Number(!Number.isNaN(value))),
  };
}

describe.each(kinds)('$name', ({ name: kind, bound, samples, terms, outcomes }) => {
  test('twenty steps of rows with missing cells are those of PyTorch', async () => {
    const initial = initialOf(file, SCRIPT, `${kind}/`);
    const vae = await loadVae(writeSafetensors(initial, new Map()), {
      architecture: {
        family: 'table',
        columns,
        ...(outcomes && { outcomes }),
        hidden: [hidden],
        latent,
      },
      ...{ bound, samples },
      batchSize: batch,
      learningRate,
    });
    const names = [...initial.keys()];
    const { weights } = trainingRecord(file, 'float32', {
      ...{ folder: `${kind}/`, names, script: SCRIPT },
    });
    const losses = parts(values(`${kind}/losses.float32`), steps);
    for (const [step, noise] of parts(values(`${kind}/noise`), steps).entries()) {
      const given = step % 2 === 0 ? rowsOf(step) : maskedRowsOf(step);
      const report: Readonly<Record<string, unknown>> = {
        ...(await vae.step(given, { noise: Float32Array.from(noise) })),
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
