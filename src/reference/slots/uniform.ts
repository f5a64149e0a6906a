import { threefry2x32, uniform01 } from '../../random/threefry.ts';
import { at } from '../shared/access.ts';
import { gaussianCdf } from '../shared/gaussian.ts';
import type { SlotTwin } from '../twin.ts';

/** Draws from (seed, stream, step, row, column): a block gives columns 2i and 2i + 1. */
export const counter: SlotTwin<'uniform', 'counter'> =
  ({ constants, step }) =>
  (row, column) => {
    const vec4s = Math.ceil(Number(constants.K) / 4);
    const index = 2 * (row * vec4s + Math.floor(column / 4)) + (Math.floor(column / 2) % 2);
    const words = threefry2x32(step.seed, Number(constants.STREAM), step.counter, index);
    return uniform01(words[column % 2] as number);
  };

/** Draws by standard normals of the caller. */
export const given: SlotTwin<'uniform', 'given'> =
  ({ constants }, noise) =>
  (row, column) =>
    gaussianCdf(at(noise, row * Number(constants.K) + column));
