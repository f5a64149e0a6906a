import type { PrivacyHistory, SampledNoise } from './steps.ts';

/** Orders whose bounds are compared: those near 1 serve large ε, the high ones small ε. */
const ORDERS: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 53 }, (_, i) => 12 + i),
  128,
  256,
  512,
];

/** Standard deviations beyond the peaks of the integrand, and points of the sum in each of them. */
const MARGIN = 12;
const DENSITY = 16;

/**
 * The Rényi divergence of one step: 1 / (α - 1) · log E[((1 - q) + q e^((2x - 1) / 2σ²))^α] with x from N(0, σ²),
 * where σ is the noise and q the sample rate. The expectation is a sum over equal distances, whose error falls
 * exponentially with their number for such a function. The divergence the other way round is smaller. Source:
 * Mironov, Talwar & Zhang, "Rényi differential privacy of the sampled Gaussian mechanism", 2019, section 3.
 * @param order α, above 1
 */
export function renyiDivergence(order: number, { noise, sampleRate }: SampledNoise): number {
  const width = 1 / DENSITY;
  const points = Math.ceil((order / noise + 2 * MARGIN) * DENSITY);
  const [without, within] = [Math.log1p(-sampleRate), Math.log(sampleRate)];
  const logs = Float64Array.from({ length: points + 1 }, (_, i) => {
    const x = i * width - MARGIN;
    const ratio = within + (2 * x * noise - 1) / (2 * noise * noise);
    return order * logSum(without, ratio) - 0.5 * x * x;
  });
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return (largest + Math.log((sum * width) / Math.sqrt(2 * Math.PI))) / (order - 1);
}

/** log(e^a + e^b) */
function logSum(a: number, b: number): number {
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * ε of a history by Rényi divergences, which add over steps: the least ε + log((α - 1) / α) - (log δ + log α) /
 * (α - 1) over the orders α. Source of the last step: Canonne, Kamath & Steinke, "The discrete Gaussian for
 * differential privacy", 2020, proposition 12.
 */
export function renyiEpsilon(history: PrivacyHistory, delta: number): number {
  const bounds = ORDERS.map((order) => {
    const spent = history.reduce((sum, of) => sum + of.steps * renyiDivergence(order, of), 0);
    return spent + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
  });
  return Math.max(0, Math.min(...bounds));
}
