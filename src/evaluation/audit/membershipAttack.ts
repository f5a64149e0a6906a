import { floatsOf } from '../../data/arrays.ts';
import { ShapeError } from '../../errors.ts';
import { chanceOfLower, ranksOf } from '../runs/ranks.ts';

/** How well a threshold on a loss tells rows that a model was trained on from others. */
export interface MembershipAttack {
  /** Probability that a training row has a lower loss than another; 0.5 tells nothing, 1 all. */
  readonly auc: number;
  /**
   * The most that one threshold gains: the share of training rows below it less the share of others; 0 tells
   * nothing.
   */
  readonly advantage: number;
}

/**
 * The simplest membership-inference attack: a row with a low loss is taken for one of the training rows. It is a
 * lower bound of what an attacker can tell; ε of training bounds what any attacker can: an advantage of at most
 * (e^ε - 1 + 2δ) / (e^ε + 1). Source: Yeom, Giacomelli, Fredrikson & Jha, "Privacy risk in machine learning:
 * analyzing the connection to overfitting", 2018.
 *
 * @param members losses of rows that the model was trained on, such as the `elbo` of `score`
 * @param others losses of rows of the same source that it was not trained on
 * @throws DataError for anything but finite floats
 * @throws ShapeError for no losses
 */
export function membershipAttack(members: Float32Array, others: Float32Array): MembershipAttack {
  const [own, other] = [floatsOf(members, 'members'), floatsOf(others, 'others')];
  if (own.length === 0 || other.length === 0) {
    throw new ShapeError(`losses of both are needed, got ${own.length} and ${other.length}`);
  }
  const ranks = ranksOf([...own, ...other]);
  return { auc: chanceOfLower(ranks, own.length), advantage: advantageOf(ranks, own.length) };
}

/** @param ranks of the losses of members, then of others */
function advantageOf(ranks: Float64Array, members: number): number {
  const order = Uint32Array.from(ranks.keys()).sort(
    (a, b) => (ranks[a] as number) - (ranks[b] as number),
  );
  const others = ranks.length - members;
  let [gain, best] = [0, 0];
  for (const [i, place] of order.entries()) {
    gain += place < members ? 1 / members : -1 / others;
    // Equal losses lie on one side of a threshold.
    if (ranks[place] !== ranks[order[i + 1] ?? -1]) best = Math.max(best, gain);
  }
  return best;
}
