import { at } from '../shared/access.ts';
import { gaussianCdf, gaussianDensity } from '../shared/gaussian.ts';
import type { SlotTwin } from '../twin.ts';

// Derivatives as functions of the activation's output, which the kernels keep; for non-monotonic
// activations, of the preactivation.

export const identity: SlotTwin<'activation_gradient', 'identity'> = () => () => 1;

export const relu: SlotTwin<'activation_gradient', 'relu'> = (_, activated) => (index) =>
  at(activated, index) > 0 ? 1 : 0;

const leakyRelu: SlotTwin<'activation_gradient', 'leaky_relu'> = (_, activated) => (index) =>
  at(activated, index) > 0 ? 1 : 0.01;

export const elu: SlotTwin<'activation_gradient', 'elu'> = (_, activated) => (index) =>
  Math.min(at(activated, index) + 1, 1);

export const softplus: SlotTwin<'activation_gradient', 'softplus'> = (_, activated) => (index) =>
  -Math.expm1(-at(activated, index));

export const sigmoid: SlotTwin<'activation_gradient', 'sigmoid'> = (_, activated) => (index) =>
  at(activated, index) * (1 - at(activated, index));

export const tanh: SlotTwin<'activation_gradient', 'tanh'> = (_, activated) => (index) =>
  1 - at(activated, index) ** 2;

export const gelu: SlotTwin<'activation_gradient', 'gelu'> = (_, preactivation) => (index) => {
  const x = at(preactivation, index);
  return gaussianCdf(x) + x * gaussianDensity(x);
};

export const silu: SlotTwin<'activation_gradient', 'silu'> = (_, preactivation) => (index) => {
  const x = at(preactivation, index);
  const small = Math.exp(-Math.abs(x));
  const share = 1 / (1 + small);
  return share * ((x >= 0 ? 1 : small) + x * small * share);
};

export { leakyRelu as leaky_relu };
