import type { SlotTwin } from '../twin.ts';

export const identity: SlotTwin<'activation', 'identity'> = () => (value) => value;

export const relu: SlotTwin<'activation', 'relu'> = () => (value) => Math.max(value, 0);

export const sigmoid: SlotTwin<'activation', 'sigmoid'> = () => (value) =>
  1 / (1 + Math.exp(-value));

export const tanh: SlotTwin<'activation', 'tanh'> = () => Math.tanh;
