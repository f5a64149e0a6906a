import { uniformAt } from '../shared/uniform.ts';
import type { SlotTwin } from '../twin.ts';

export const none: SlotTwin<'transform', 'none'> = () => (value) => value;

export const threshold: SlotTwin<'transform', 'threshold'> = () => (value) => Number(value >= 0.5);

export const log1p: SlotTwin<'transform', 'log1p'> = () => (value) =>
  Math.log1p(Math.max(value, 0));

/** 1 with probability `value`. */
export const binarize: SlotTwin<'transform', 'binarize'> = (context) => (value, row, column) =>
  Number(uniformAt(context, row, column, Number(context.constants.K)) < value);

/**
 * 0 with probability RATE. The rate is rounded to f32 as on the device, so that both sides take the
 * same branch.
 */
export const dropout: SlotTwin<'transform', 'dropout'> = (context) => (value, row, column) => {
  const rate = Math.fround(Number(context.constants.RATE));
  const dropped = uniformAt(context, row, column, Number(context.constants.K)) < rate;
  return dropped ? 0 : value / (1 - rate);
};
