import { normalPair, threefry2x32 } from '../../random/threefry.ts';
import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

/** Standard normals from (seed, stream, step, row, column): a block gives columns 2i and 2i + 1. */
export const counter: SlotTwin<'noise', 'counter'> =
  ({ constants, step }) =>
  (row, column) => {
    const vec4s = Math.ceil(Number(constants.L) / 4);
    const index = 2 * (row * vec4s + Math.floor(column / 4)) + (Math.floor(column / 2) % 2);
    const words = threefry2x32(step.seed, Number(constants.STREAM), step.counter, index);
    return normalPair(...words)[column % 2] as number;
  };

/** Standard normals given by the caller. */
export const given: SlotTwin<'noise', 'given'> =
  ({ constants }, noise) =>
  (row, column) =>
    at(noise, row * Number(constants.L) + column);
