import { afterAll, describe, expect, it } from 'vitest';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { type ObjectiveCase, objectiveCases, weightsFile } from './objective.ts';
import { firstGradients } from './run.ts';

const gpu = useGpu();
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

/** Error of a mean over rows, relative to the largest of them. */
const LOSS_BOUND = 1e-5;

/** Relative to a gradient's largest element, as for the bounds of objective.py. */
const GRADIENT_BOUND = 2e-5;

interface Kind {
  readonly name: string;
  readonly options: VaeOptions;
}

const file = readFixtureFile('objective-kinds');
const kinds: Readonly<Record<string, VaeOptions>> = JSON.parse(file.metadata.get('kinds') ?? '');

/** The kinds that PyTorch trained in a case. */
function kindsOf({ name }: ObjectiveCase): Kind[] {
  const prefix = `${name}/`;
  return Object.entries(kinds).flatMap(([kind, options]) =>
    kind.startsWith(prefix) ? [{ name: kind.slice(prefix.length), options }] : [],
  );
}

/** The tensors of a kind in a case, by what follows the prefix. */
function fixture(given: ObjectiveCase, kind: Kind, group = ''): Map<string, Float64Array> {
  const prefix = `${given.name}/${kind.name}/${group}`;
  const names = [...file.tensors.keys()].filter((name) => name.startsWith(prefix));
  return new Map(
    names.map((name) => [name.slice(prefix.length), numbers(file, name, 'objectiveKinds.py')]),
  );
}

/** Samples of the prior. */
function priorOf({ name }: ObjectiveCase): Float32Array {
  return Float32Array.from(numbers(file, `${name}/prior`, 'objectiveKinds.py'));
}

async function modelOf(given: ObjectiveCase, options: VaeOptions): Promise<VAE> {
  const vae = await VAE.load(weightsFile(given), {
    device: gpu().device,
    batchSize: given.rows,
    samples: given.samples,
    ...options,
    config: { activation: given.activation },
  });
  models.push(vae);
  return vae;
}

const cases = objectiveCases().filter((given) => kindsOf(given).length > 0);

describe.each(cases)('the engine on $name', (given) => {
  const runs = kindsOf(given).flatMap((kind) => [
    { ...kind, fuse: true, spare: 0 },
    { ...kind, fuse: false, spare: 3 },
  ]);

  it.each(runs)('trains $name as PyTorch does, fuse: $fuse, $spare rows to spare', async (kind) => {
    const { fuse, spare } = kind;
    const vae = await modelOf(given, { ...kind.options, fuse, batchSize: given.rows + spare });
    const losses: Readonly<Record<string, number>> = await vae.step(given.data, {
      noise: kind.name.startsWith('mmd') ? [given.noise, priorOf(given)] : given.noise,
    });
    for (const [term, values] of fixture(given, kind)) {
      if (term.startsWith('gradient/')) continue;
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const scale = Math.max(...values.map(Math.abs));
      expect(Math.abs((losses[term] ?? Number.NaN) - mean) / scale, term).toBeLessThan(LOSS_BOUND);
    }
    const wanted = fixture(given, kind, 'gradient/');
    const parameters = [...given.weights.keys()].map((name) => ({ name }));
    const found = firstGradients(await vae.save(), parameters);
    expect(wanted.size).toBe(parameters.length);
    for (const [name, gradient] of wanted) {
      const got = found.get(name) ?? new Float32Array();
      expect(got.length).toBe(gradient.length);
      const apart = gradient.map((value, i) => Math.abs((got[i] ?? Number.NaN) - value));
      const scale = Math.max(...gradient.map(Math.abs));
      expect(Math.max(...apart) / scale, name).toBeLessThan(GRADIENT_BOUND);
      tally('gradients of objectives compared', gradient.length);
    }
  });
});
