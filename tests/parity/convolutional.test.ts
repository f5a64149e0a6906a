import { afterAll, expect, it } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
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
const BOUNDS = { losses: 1e-6, gradients: 2e-6, weights: 1e-5 };

const fixture = convolutionalFixture();
const { input, latent, learningRate, batch } = fixture.model;

const OPTIONS: VaeOptions = {
  architecture: {
    input,
    encoder: [
      { kind: 'conv2d', channels: 5, kernel: 3, stride: 2, padding: 1 },
      { kind: 'conv2d', channels: 4, kernel: 3, padding: 1 },
      { kind: 'conv2d', channels: 6, kernel: 3, padding: 1, dilation: 2 },
      { kind: 'dense', units: 10 },
    ],
    latent,
    decoder: [
      { kind: 'dense', units: 12 },
      { kind: 'dense', units: 48 },
      { kind: 'reshape', shape: [4, 3, 4] },
      { kind: 'convTranspose2d', channels: 5, kernel: 4, stride: 2, padding: 1, outputPadding: 1 },
    ],
    output: { kind: 'convTranspose2d', kernel: 3, padding: 1 },
  },
  learningRate,
};

it("leaves room between PyTorch's own error and the bounds", () => {
  const { float32, float64 } = fixture;
  expect(largest(lossErrors(float32.losses, float64.losses))).toBeLessThan(BOUNDS.losses / 5);
  expect(largest(distances(float32.gradients, float64.gradients))).toBeLessThan(
    BOUNDS.gradients / 5,
  );
  expect(largest(distances(float32.weights, float64.weights))).toBeLessThan(BOUNDS.weights / 5);
});

it.each<VaeOptions>([{ fuse: true }, { fuse: false }, { fuse: true, batchSize: batch + 3 }])(
  '20 steps of a convolutional VAE match PyTorch: %o',
  async (options) => {
    const vae = await VAE.load(writeSafetensors(new Map(fixture.initial), new Map()), {
      device: gpu().device,
      batchSize: batch,
      ...OPTIONS,
      ...options,
    });
    models.push(vae);
    const losses = [];
    let gradients = new Map<string, Float32Array>();
    for (const [i, { x, noise }] of fixture.steps.entries()) {
      losses.push(await vae.step(x, { noise }));
      if (i === 0) gradients = firstGradients(await vae.save(), names());
    }
    const { tensors } = readSafetensors(await vae.save());
    const weights = new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
    const { float64 } = fixture;
    expect(largest(lossErrors(losses, float64.losses))).toBeLessThan(BOUNDS.losses);
    expect(largest(distances(gradients, float64.gradients))).toBeLessThan(BOUNDS.gradients);
    expect(largest(distances(weights, float64.weights))).toBeLessThan(BOUNDS.weights);
    tally('tensors of convolutional models compared', 2 * fixture.initial.size);
  },
);

const names = () => [...fixture.initial.keys()].map((name) => ({ name }));

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
