import { afterAll, expect, test } from 'vitest';
import { readSafetensors, toFloat32 } from '../../src/formats/safetensors.ts';
import { VAE } from '../../src/index.ts';
import { device } from '../training/models.ts';

const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

const ROWS = 16;
const INPUT = 6;
const UNITS = 4;

/** Bits, so that the likelihood is one of data. */
const data = Float32Array.from({ length: ROWS * INPUT }, (_, i) => {
  const [row, column] = [Math.floor(i / INPUT), i % INPUT];
  return Number(((row * 5 + column * column * 3) % 7) + (row % 2) * 2 > 4);
});

/** Points of the rule of trapezoids, which is exact to many digits for a smooth function that vanishes at both ends. */
const POINTS = 201;
const REACH = 7;
const WIDTH = (2 * REACH) / (POINTS - 1);
const GRID = Array.from({ length: POINTS }, (_, i) => i * WIDTH - REACH);

/** A dense layer in float64. */
type Layer = (h: readonly number[]) => number[];

const normal = (e: number) => Math.exp(-0.5 * e * e) / Math.sqrt(2 * Math.PI);

/** -log p(x) of each row by integration over both codes, from the weights in a file. */
function exactNll(file: Uint8Array): number {
  const { tensors } = readSafetensors(file);
  const values = (name: string) => {
    const tensor = tensors.get(name);
    if (!tensor) throw new Error(`the file has no ${name}`);
    return toFloat32(tensor);
  };
  const layer = (name: string): Layer => {
    const [weight, bias] = [values(`${name}.weight`), values(`${name}.bias`)];
    return (h) =>
      Array.from(bias, (start, unit) =>
        h.reduce((sum, value, i) => sum + (weight[unit * h.length + i] ?? 0) * value, start),
      );
  };
  const hidden = (name: string): Layer => {
    const own = layer(name);
    return (h) => own(h).map(Math.tanh);
  };
  const [decoder1, decoder2] = [hidden('decoder1'), hidden('decoder2')];
  const [mean, logvar, output] = [layer('prior1.mu'), layer('prior1.logvar'), layer('output')];
  const sums = new Float64Array(ROWS);
  for (const z2 of GRID) {
    const h = decoder2([z2]);
    const [[mu = 0], [spread = 0]] = [mean(h), logvar(h)];
    for (const e of GRID) {
      const logits = output(decoder1([mu + Math.exp(spread / 2) * e]));
      const weight = normal(z2) * normal(e) * WIDTH * WIDTH;
      for (let row = 0; row < ROWS; row++) {
        const logp = logits.reduce((sum, logit, column) => {
          const bit = data[row * INPUT + column] ?? 0;
          return sum + bit * logit - Math.log1p(Math.exp(logit));
        }, 0);
        sums[row] = (sums[row] ?? 0) + weight * Math.exp(logp);
      }
    }
  }
  return sums.reduce((total, sum) => total - Math.log(sum), 0) / ROWS;
}

test.each(['hierarchical', 'ladder'] as const)(
  'the bound of a %s with many samples is -log p(x)',
  async (family) => {
    const layers = [{ kind: 'dense', units: UNITS, activation: 'tanh' } as const];
    const level = { size: 1, encoder: layers, decoder: layers };
    const model = await VAE.create({
      device,
      architecture: { family, input: INPUT, levels: [level, level] },
      batchSize: ROWS,
      learningRate: 0.03,
      seed: 1,
    });
    models.push(model);
    await model.fit(data, { steps: 150 });
    const exact = exactNll(await model.save());
    const { nll } = await model.estimateNll(data, { samples: 8192 });
    expect(Math.abs(nll - exact)).toBeLessThan(0.01);
  },
);
