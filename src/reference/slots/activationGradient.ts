import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

// Derivatives by the activation's output, which is what the kernels keep.

export const identity: SlotTwin<'activation_gradient', 'identity'> = () => () => 1;

export const relu: SlotTwin<'activation_gradient', 'relu'> = (_, activated) => (index) =>
  at(activated, index) > 0 ? 1 : 0;

export const sigmoid: SlotTwin<'activation_gradient', 'sigmoid'> = (_, activated) => (index) =>
  at(activated, index) * (1 - at(activated, index));

export const tanh: SlotTwin<'activation_gradient', 'tanh'> = (_, activated) => (index) =>
  1 - at(activated, index) ** 2;
