import { ConfigError } from '../errors.ts';
import { nearestName } from '../nearestName.ts';
import { nameOrder } from '../node/nameOrder.ts';

/** The groups that the command line asks for. */
export interface Chosen {
  /** The group that is compared; all if undefined. */
  readonly of?: string;
  /** The group that it is compared with; all others if undefined. */
  readonly against?: string;
}

/** The groups of cells, each once: numbers by their values, then texts. */
const groupNames = (groups: readonly string[]): readonly string[] =>
  [...new Set(groups)].sort(nameOrder);

/** The groups that are compared, and with what. */
export function pairsOf(groups: readonly string[], { of, against }: Chosen) {
  const compared = of === undefined ? groupNames(groups).filter((name) => name !== against) : [of];
  return compared.map((group) => ({ group, against }));
}

/** @throws ConfigError for groups that do not exist or are the same, and for a single one */
export function assertGroups(groups: readonly string[], { of, against }: Chosen): void {
  const names = groupNames(groups);
  if (names.length === 0) throw new ConfigError('no cell has a group.');
  if (names.length === 1) throw new ConfigError(`all cells are of one group, "${names[0]}".`);
  for (const [flag, name] of Object.entries({ '--of': of, '--against': against })) {
    if (name === undefined || names.includes(name)) continue;
    throw new ConfigError(
      `${flag}: there is no group "${name}"${nearestName(name, names)}; there are: ${names.join(', ')}.`,
    );
  }
  if (of !== undefined && of === against) {
    throw new ConfigError(`--of and --against name the same group, "${of}".`);
  }
}

/**
 * Checks the groups of the cells that `--limit` keeps, once {@link assertGroups} found them among all.
 * @throws ConfigError for one of which it keeps no cell, or if it keeps a single one
 */
export function assertKept(groups: readonly string[], { of, against }: Chosen): void {
  const names = groupNames(groups);
  const lost = [of, against].find((name) => name !== undefined && !names.includes(name));
  if (lost === undefined && names.length > 1) return;
  const found =
    lost === undefined ? `all are of the group "${names[0]}"` : `none is of the group "${lost}"`;
  throw new ConfigError(
    `of the ${groups.length} cells that --limit keeps ${found}: pass a larger --limit.`,
  );
}
