import { gaussianCdf } from '../shared/gaussian.ts';
import type { SlotTwin } from '../twin.ts';

export const identity: SlotTwin<'activation', 'identity'> = () => (value) => value;

export const relu: SlotTwin<'activation', 'relu'> = () => (value) => Math.max(value, 0);

const leakyRelu: SlotTwin<'activation', 'leaky_relu'> = () => (value) =>
  value > 0 ? value : 0.01 * value;

export const elu: SlotTwin<'activation', 'elu'> = () => (value) =>
  value > 0 ? value : Math.expm1(value);

export const softplus: SlotTwin<'activation', 'softplus'> = () => (value) =>
  Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

export const sigmoid: SlotTwin<'activation', 'sigmoid'> = () => (value) =>
  1 / (1 + Math.exp(-value));

export const tanh: SlotTwin<'activation', 'tanh'> = () => Math.tanh;

export const gelu: SlotTwin<'activation', 'gelu'> = () => (value) => value * gaussianCdf(value);

export const silu: SlotTwin<'activation', 'silu'> = () => (value) => value / (1 + Math.exp(-value));

export const exp: SlotTwin<'activation', 'exp'> = () => (value) =>
  Math.exp(Math.min(Math.max(value, -80), 80));

/** Uses the Taylor series for logits near 0, where the closed form suffers from cancellation. */
const continuousBernoulliMean: SlotTwin<'activation', 'continuous_bernoulli_mean'> =
  () => (logit) =>
    Math.abs(logit) < 1e-2
      ? 0.5 + logit / 12 - logit ** 3 / 720 + logit ** 5 / 30240
      : -1 / Math.expm1(-logit) - 1 / logit;

export { continuousBernoulliMean as continuous_bernoulli_mean, leakyRelu as leaky_relu };
