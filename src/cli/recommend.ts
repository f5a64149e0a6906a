import { Command } from 'commander';
import { takeSparseRows } from '../data/sparseValues.ts';
import { ConfigError, DataError } from '../errors.ts';
import { loadRatings } from '../node/loadRatings.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import type { DataForm } from './dataForm.ts';
import type { RatingOptions } from './ratingData.ts';
import {
  adapterOption,
  backendOption,
  integer,
  leastRatingOption,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { alignedTable } from './table.ts';

export interface RecommendCommandOptions extends CheckpointOptions, Omit<RatingOptions, 'limit'> {
  readonly dataset: string;
  readonly user: string;
  readonly count: number;
}

/** The `recommend` command with its options. `action` receives the parsed and checked options. */
export function recommendCommand(
  action: (options: RecommendCommandOptions) => Promise<void>,
): Command {
  return new Command('recommend')
    .description(
      'Tell which items a user is likeliest to take next, of a model trained with --model recommendation.',
    )
    .addArgument(checkpointArgument())
    .addOption(
      text(
        '--dataset <file>',
        'the ratings of the user, as the model was trained on',
      ).makeOptionMandatory(),
    )
    .addOption(text('--user <id>', 'the user, as the file names it').makeOptionMandatory())
    .addOption(integer('--count <n>', 'how many items', 1, 1_000_000).default(10))
    .addOption(leastRatingOption())
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<RecommendCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `recommend`. @returns the exit code. */
export function recommend(options: RecommendCommandOptions): Promise<number> {
  return withCheckpoint(
    options,
    (form) => historyOf(options, form),
    async (model, { history, items }) => {
      const [found] = await model.recommend(history, { k: Math.min(options.count, items.length) });
      const lines = Array.from(found?.items ?? [], (item, place) => [
        String(place + 1),
        items[item] ?? '',
        `${(100 * (found?.scores[place] ?? 0)).toFixed(2)} %`,
      ]);
      const columns = [{ title: '' }, { title: 'item', left: true }, { title: 'share' }];
      process.stdout.write(`${alignedTable(columns, lines)}\n`);
    },
  );
}

/**
 * The items that a user took, as a row of the model.
 * @throws ConfigError for a model of other data
 * @throws DataError for a user who is not in the file
 */
async function historyOf(
  { dataset, user, leastRating }: RecommendCommandOptions,
  form: DataForm | undefined,
) {
  if (form?.kind !== 'ratings') {
    throw new ConfigError(
      'the checkpoint keeps no items to recommend: pass one that was trained with --model recommendation.',
    );
  }
  const { items } = form;
  const least = leastRating === undefined ? {} : { least: leastRating };
  const { rows, users } = await loadRatings(dataset, { ...least, fewest: 1, items });
  const row = users.indexOf(user);
  if (row >= 0) return { history: takeSparseRows(rows, [row]), items };
  throw new DataError(
    `"${dataset}" has no user "${user}" with an item that is rated ${leastRating ?? 4} or more and that the model knows.`,
  );
}
