import { tensorsOf } from './models.ts';

interface Layer {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** The weights of a saved model in plain float64 loops, row by row, written from the formulas. */
export class Forward {
  readonly #tensors: ReadonlyMap<string, Float32Array>;

  /** @param bytes a checkpoint of a model with ReLU */
  constructor(bytes: Uint8Array) {
    this.#tensors = tensorsOf(bytes);
  }

  encode(row: readonly number[]): { mu: number[]; logvar: number[] } {
    const h = this.#hidden('fc1', row);
    return { mu: dense(h, this.#layer('fc21')), logvar: dense(h, this.#layer('fc22')) };
  }

  /** The decoder's means. */
  decode(z: readonly number[], { hidden, output } = { hidden: 'fc3', output: 'fc4' }): number[] {
    return dense(this.#hidden(hidden, z), this.#layer(output)).map(
      (logit) => 1 / (1 + Math.exp(-logit)),
    );
  }

  /** The means of a hierarchy of two levels, for the noise of their priors. */
  decodeLevels(e1: readonly number[], e2: readonly number[]): number[] {
    const above = this.#hidden('decoder2', e2);
    const [mu, logvar] = ['prior1.mu', 'prior1.logvar'].map((name) =>
      dense(above, this.#layer(name)),
    ) as [number[], number[]];
    const z1 = e1.map(
      (e, i) => (mu[i] ?? Number.NaN) + Math.exp((logvar[i] ?? Number.NaN) / 2) * e,
    );
    return this.decode(z1, { hidden: 'decoder1', output: 'output' });
  }

  /** The mean of the upper one of two levels, each below it at its mean. */
  encodeTop(row: readonly number[], family: 'hierarchical' | 'ladder'): number[] {
    const below = this.#hidden('encoder1', row);
    const seen = family === 'ladder' ? below : dense(below, this.#layer('posterior1.mu'));
    return dense(this.#hidden('encoder2', seen), this.#layer('posterior2.mu'));
  }

  /** The loss of a row decoded from its posterior's mean, in nats. */
  losses(row: readonly number[]): { reconstruction: number; kl: number } {
    const { mu, logvar } = this.encode(row);
    const means = this.decode(mu);
    const reconstruction = sum(row, (x, i) => {
      const mean = means[i] ?? Number.NaN;
      return -x * Math.log(mean) - (1 - x) * Math.log(1 - mean);
    });
    const kl = sum(mu, (m, i) => {
      const l = logvar[i] ?? Number.NaN;
      return -0.5 * (1 + l - m * m - Math.exp(l));
    });
    return { reconstruction, kl };
  }

  #hidden(name: string, from: readonly number[]): readonly number[] {
    return this.#stack(name).reduce<readonly number[]>((x, layer) => relu(dense(x, layer)), from);
  }

  /** A single layer is named `name`, several `name.0`, `name.1`, …; there may be none. */
  #stack(name: string): Layer[] {
    const several = [...this.#tensors.keys()].filter((key) =>
      new RegExp(`^${name}(\\.\\d+)?\\.weight$`).test(key),
    );
    return several.map((key) => this.#layer(key.slice(0, -'.weight'.length)));
  }

  #layer(name: string): Layer {
    const [weight, bias] = [this.#tensors.get(`${name}.weight`), this.#tensors.get(`${name}.bias`)];
    if (!weight || !bias) throw new Error(`the checkpoint has no layer ${name}`);
    return { weight, bias };
  }
}

/** Row `row` of pixel values as intensities. */
export function intensities(data: Uint8Array, row: number, columns: number): number[] {
  return Array.from(data.subarray(row * columns, (row + 1) * columns), (value) => value / 255);
}

/** PyTorch's orientation: `weight` is [out, in]. */
function dense(x: readonly number[], { weight, bias }: Layer): number[] {
  return Array.from(bias, (b, out) => {
    return b + sum(x, (value, i) => value * (weight[out * x.length + i] ?? Number.NaN));
  });
}

function relu(x: readonly number[]): number[] {
  return x.map((value) => Math.max(0, value));
}

function sum<T>(values: readonly T[], term: (value: T, index: number) => number): number {
  return values.reduce((total, value, index) => total + term(value, index), 0);
}
