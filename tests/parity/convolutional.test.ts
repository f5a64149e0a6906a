import { afterAll, describe, expect, it } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { useGpu } from '../support/gpu.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';
import { tally } from '../support/tally.ts';
import { THOROUGH } from '../support/thorough.ts';
import { convolutionalFixture } from './convolutional.ts';
import { firstGradients } from './run.ts';

const gpu = useGpu();
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

/**
 * Bounds, each at least five times PyTorch's own float32 against its float64: of losses relative, of a
 * tensor ‖Δ‖ / ‖value‖.
 */
const CASES = [
  {
    name: 'convolutions alone',
    fixture: convolutionalFixture('convolutional'),
    bounds: { losses: 1e-6, gradients: 2e-6, weights: 1e-5 },
  },
  {
    name: 'every layer of images',
    fixture: convolutionalFixture('image-layers'),
    bounds: { losses: 3e-6, gradients: 2e-5, weights: 1e-5 },
  },
] as const;

describe.each(CASES)('a VAE with $name', ({ fixture, bounds }) => {
  const { architecture, learningRate, batch } = fixture.model;

  it("leaves room between PyTorch's own error and the bounds", () => {
    const { float32, float64 } = fixture;
    const room = (kind: keyof typeof bounds) => bounds[kind] / 5;
    expect(largest(lossErrors(float32.losses, float64.losses))).toBeLessThan(room('losses'));
    expect(largest(distances(float32.gradients, float64.gradients))).toBeLessThan(
      room('gradients'),
    );
    expect(largest(distances(ending(float32), ending(float64)))).toBeLessThan(room('weights'));
  });

  // A batch that is not full pads rows too. SwiftShader takes long, so by default it has this one alone.
  const padded = { fuse: true, batchSize: batch + 3 };
  const all = THOROUGH || suiteAdapter() !== 'software';
  it.each<VaeOptions>(all ? [{ fuse: true }, { fuse: false }, padded] : [padded])(
    'matches PyTorch for 20 steps: %o',
    async (options) => {
      const vae = await VAE.load(writeSafetensors(new Map(fixture.initial), new Map()), {
        device: gpu().device,
        batchSize: batch,
        architecture,
        learningRate,
        ...options,
      });
      models.push(vae);
      const losses = [];
      let gradients = new Map<string, Float32Array>();
      const names = fixture.parameters.map((name) => ({ name }));
      for (const [i, { x, noise }] of fixture.steps.entries()) {
        losses.push(await vae.step(x, { noise }));
        if (i === 0) gradients = firstGradients(await vae.save(), names);
      }
      const { tensors } = readSafetensors(await vae.save());
      const ended = new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
      const { float64 } = fixture;
      expect(largest(lossErrors(losses, float64.losses))).toBeLessThan(bounds.losses);
      expect(largest(distances(gradients, float64.gradients))).toBeLessThan(bounds.gradients);
      expect(largest(distances(ended, ending(float64)))).toBeLessThan(bounds.weights);
      tally('tensors of convolutional models compared', names.length + fixture.initial.size);
    },
  );
});

/** Weights and variables after the last step. */
const ending = ({ weights, variables }: (typeof CASES)[number]['fixture']['float64']) =>
  new Map([...weights, ...variables]);

interface Terms {
  readonly reconstruction: number;
  readonly kl: number;
}

function lossErrors(found: readonly Partial<Terms>[], wanted: readonly Terms[]): number[] {
  return wanted.flatMap(({ reconstruction, kl }, step) => {
    const { reconstruction: first = Number.NaN, kl: second = Number.NaN } = found[step] ?? {};
    return [Math.abs(first / reconstruction - 1), Math.abs(second / kl - 1)];
  });
}

/** ‖found - wanted‖ / ‖wanted‖ of every wanted tensor. */
function distances(
  found: ReadonlyMap<string, ArrayLike<number>>,
  wanted: ReadonlyMap<string, Float64Array>,
): number[] {
  return [...wanted].map(([name, values]) => {
    const apart = values.map((value, i) => (found.get(name)?.[i] ?? Number.NaN) - value);
    return Math.hypot(...apart) / Math.hypot(...values);
  });
}

/** NaN if any value is NaN: a comparison that could not be made is not a match. */
function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
