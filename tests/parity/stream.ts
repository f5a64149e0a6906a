import { threefry2x32, uniform01 } from '../../src/random/threefry.ts';

/**
 * The inputs of the parity cases, from one integer random stream. The values are the same bits as
 * those of stream.py, which documents the key and counter of every draw.
 */
const STREAM = 0x1000;
const PURPOSES = {
  parameter: 0x000,
  pixels: 0x100,
  noise: 0x200,
  prototypes: 0x300,
  samples: 0x400,
} as const;
const KINDS = 4;
const SAMPLE_COUNT = 256;
const LARGEST_COUNT = 20;

export interface ParityCase {
  readonly name: string;
  readonly seed: number;
  readonly input: number;
  readonly hidden: readonly number[];
  readonly latent: number;
  readonly rows: number;
  /** True if the fixture contains a sample of each tensor's elements. */
  readonly sampled: boolean;
  readonly steps: number;
  readonly learningRate: number;
  /** Bernoulli by default; `likelihood_of` in stream.py documents the fields of each kind. */
  readonly likelihood?: { readonly kind: string } & Readonly<Record<string, string | number>>;
  /** Activation of the hidden layers; ReLU by default. */
  readonly activation?: 'relu' | 'tanh';
  /** Weight of the KL in the gradient; 1 by default. */
  readonly beta?: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    /**
     * Inputs of the layer, which determine the range of initial values; null for values that start
     * at 0.
     */
    readonly inputs: number | null;
  }[];
}

function words(seed: number, purpose: number, count: number): Uint32Array<ArrayBuffer> {
  const drawn = new Uint32Array(count);
  for (let i = 0; i < count; i += 2) {
    drawn.set(threefry2x32(seed, STREAM, purpose, i / 2).slice(0, count - i), i);
  }
  return drawn;
}

function bytes(seed: number, purpose: number, count: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(words(seed, purpose, Math.ceil(count / 4)).buffer, 0, count);
}

/** Uniform in ±1/√inputs, or 0. */
export function initialParameters({ seed, parameters }: ParityCase): Map<string, Float32Array> {
  return new Map(
    parameters.map(({ name, shape, inputs }, number) => {
      const size = shape.reduce((product, width) => product * width, 1);
      if (inputs === null) return [name, new Float32Array(size)];
      const bits = words(seed, PURPOSES.parameter + number, size);
      return [
        name,
        Float32Array.from(bits, (word) => (2 * uniform01(word) - 1) * (1 / Math.sqrt(inputs))),
      ];
    }),
  );
}

/**
 * `[rows, input]`: a quarter of the pixels are lit according to the row's kind, plus some specks.
 */
function batchOf({ seed, rows, input }: ParityCase, step: number): Uint8Array {
  const lit = bytes(seed, PURPOSES.prototypes, KINDS * input);
  const pixels = bytes(seed, PURPOSES.pixels + step, rows * input);
  return pixels.map((pixel, i) => {
    const kind = Math.floor(i / input) % KINDS;
    return (lit[kind * input + (i % input)] ?? 0) < 64 || pixel >= 240 ? pixel : 0;
  });
}

/** Input of the model, `[rows, input]`: bytes that stand for [0, 1], or counts from 0 to 20. */
export function dataOf(parity: ParityCase, step: number): Uint8Array | Float32Array {
  const kind = parity.likelihood?.kind ?? 'bernoulli';
  const batch = batchOf(parity, step);
  if (!['poisson', 'negative_binomial'].includes(kind)) return batch;
  return Float32Array.from(batch, (byte) => Math.floor((byte * (LARGEST_COUNT + 1)) / 256));
}

/** `[rows, latent]`: sums of four 16-bit uniforms, scaled to variance 1. */
export function noiseOf({ seed, rows, latent }: ParityCase, step: number): Float32Array {
  const count = rows * latent;
  const halves = new Uint16Array(words(seed, PURPOSES.noise + step, 2 * count).buffer);
  return Float32Array.from({ length: count }, (_, i) => {
    const sum = halves.subarray(4 * i, 4 * i + 4).reduce((total, half) => total + half, 0);
    return ((sum - 2 * 65535) / 65536) * Math.sqrt(3);
  });
}

/** The elements of a parameter's tensors that the fixture keeps. */
export function keptElements(parity: ParityCase, number: number, values: Float32Array) {
  if (!parity.sampled) return values;
  const indices = words(parity.seed, PURPOSES.samples + number, SAMPLE_COUNT);
  return Float32Array.from(indices, (word) => values[word % values.length] ?? Number.NaN);
}
