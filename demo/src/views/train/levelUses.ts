import type { Glimpse } from '../../session/glimpse.ts';
import { type Level, levelName } from '../explore/levels/levels.ts';

/** How a model uses the dimensions of a level. */
export interface LevelUse {
  /** Nothing for the only level. */
  readonly name?: string;
  /** KL of its dimensions in nats, the largest first. */
  readonly kl: readonly number[];
  /** Number of its active dimensions. */
  readonly active: number;
}

/** The use of each level; none before there is a glimpse of a code with moments. */
export function levelUses(
  glimpse: Pick<Glimpse, 'klPerDimension' | 'activeDimensions'> | undefined,
  levels: readonly Level[],
): readonly LevelUse[] {
  const { klPerDimension, activeDimensions } = glimpse ?? {};
  if (!klPerDimension || !activeDimensions) return [];
  return levels.map(({ first, size }, place) => {
    const end = first + size;
    return {
      ...(levels.length > 1 && { name: levelName(place) }),
      kl: Array.from(klPerDimension.subarray(first, end)).sort((a, b) => b - a),
      active: activeDimensions.slice(first, end).filter(Boolean).length,
    };
  });
}

/** Bars of all levels, side by side, with a free place between two of them. */
export function bars(uses: readonly LevelUse[]): [places: number[], kl: number[]] {
  const places = uses.flatMap(({ kl }, level) => {
    const before = uses.slice(0, level).reduce((sum, use) => sum + use.kl.length + 1, 1);
    return kl.map((_, i) => before + i);
  });
  return [places, uses.flatMap(({ kl }) => kl)];
}
