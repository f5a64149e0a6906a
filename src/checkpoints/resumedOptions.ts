import { dropUndefined } from '../dropUndefined.ts';
import { CheckpointError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { assertOptimizer, type OptimizerName } from '../optimizers/registry.ts';
import { isPlainObject, partsOf } from '../plainData.ts';
import { type Groups, groupEntries } from '../training/groups.ts';
import { givenTraining, type TrainingOptions } from '../training/options.ts';
import { type Checkpoint, FUNCTION } from './checkpoint.ts';

/**
 * The training options of a resumed run: the given ones, else those of the checkpoint. Options of
 * parameter groups are combined group by group.
 * @throws ConfigError if a given optimizer does not exist, or for an option that no group has
 * @throws CheckpointError for a schedule that was a function and is not given again, or moments of
 *   another optimizer
 */
export function resumedOptions(
  checkpoint: Checkpoint,
  given: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults'>,
): Partial<TrainingOptions> {
  const saved = checkpoint.training?.options ?? {};
  if (checkpoint.training) assertSameOptimizers(saved, given);
  const groups = resumedGroups(saved.groups, given.groups);
  const resumed = { ...givenTraining(saved, family), ...given, ...(groups && { groups }) };
  for (const [path, part] of partsOf(resumed)) {
    if (!isPlainObject(part) || part.kind !== FUNCTION) continue;
    const again = path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, '…');
    throw new CheckpointError(
      `the checkpoint was trained with a function as "${path.join('.')}", which a file cannot ` +
        `hold: give the same function again, load(file, ${again}), or another schedule`,
    );
  }
  return resumed;
}

function resumedGroups(saved: Groups | undefined, given: Groups | undefined): Groups | undefined {
  const groups = new Map(groupEntries(saved));
  for (const [name, own] of groupEntries(given)) {
    groups.set(name, { ...groups.get(name), ...dropUndefined(own) });
  }
  return groups.size === 0 ? undefined : Object.fromEntries(groups);
}

/** The moments in a file are of no use to another optimizer. */
function assertSameOptimizers(
  saved: Partial<TrainingOptions>,
  given: Partial<TrainingOptions>,
): void {
  // Older files, which always used Adam, do not name the optimizer.
  const { optimizer: ofFile = 'adam' } = saved;
  assertSameOptimizer('the checkpoint', ofFile, given.optimizer);
  for (const [name, { optimizer }] of groupEntries(given.groups)) {
    const ofGroup = saved.groups?.[name]?.optimizer ?? ofFile;
    assertSameOptimizer(`group "${name}" of the checkpoint`, ofGroup, optimizer, `groups.${name}.`);
  }
}

function assertSameOptimizer(
  trained: string,
  ofFile: OptimizerName,
  optimizer: OptimizerName | undefined,
  prefix = '',
): void {
  if (optimizer === undefined) return;
  assertOptimizer(optimizer, prefix);
  if (optimizer === ofFile) return;
  throw new CheckpointError(
    `${trained} was trained with the optimizer ${ofFile}, whose moments are of no use to ` +
      `${optimizer}: go on with ${ofFile}, or load with \`weightsOnly: true\` to start ` +
      `${optimizer} at step 0 from the checkpoint's weights`,
  );
}
