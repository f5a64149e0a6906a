import { Command } from 'commander';
import { ConfigError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { architectureOptions } from './architectureOptions.ts';
import { savedModel } from './checkpointFile.ts';
import { type ModelArguments, modelAsked, modelFlags, modelOptions } from './modelOptions.ts';
import { givenOptions, hiddenOption, latentOption } from './sharedOptions.ts';
import { alignedTable } from './table.ts';

export interface DescribeOptions extends ModelArguments {
  /** A file of a run, in place of the options that say the model. */
  readonly checkpoint?: string;
}

/** The `describe` command with its options. `action` receives the parsed and checked options. */
export function describeCommand(action: (options: DescribeOptions) => Promise<void>): Command {
  const command = new Command('describe')
    .description('Show the layers of a model, with shapes and parameters. Needs no GPU.')
    .argument('[checkpoint]', 'the model.safetensors of a run, in place of the options')
    .allowExcessArguments(false);
  for (const option of [
    ...modelOptions(),
    latentOption(),
    hiddenOption(),
    ...architectureOptions(),
  ]) {
    command.addOption(option);
  }
  return command.action((checkpoint: string | undefined, values: Omit<ModelArguments, 'given'>) =>
    action({
      ...values,
      given: givenOptions(command, values),
      ...(checkpoint !== undefined && { checkpoint }),
    }),
  );
}

/** The command `describe`. @returns the exit code. */
export async function describe(options: DescribeOptions): Promise<number> {
  process.stdout.write(`${layerTable(await describedBy(options))}\n`);
  return 0;
}

/** @throws ConfigError for a checkpoint beside options that say the model too */
async function describedBy(options: DescribeOptions): Promise<Model> {
  const { checkpoint, given } = options;
  if (checkpoint === undefined) return modelAsked(options);
  const flags = modelFlags(given);
  if (flags.length === 0) return savedModel(checkpoint);
  throw new ConfigError(
    `a checkpoint says what its model is: leave out ${flags.join(', ')}, or the checkpoint.`,
  );
}

/** A table with one line per layer, and the total number of parameters. */
export function layerTable(model: Pick<Model, 'describe'>): string {
  const layers = model.describe();
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  return alignedTable(
    [
      { title: 'layer', left: true },
      { title: 'kind', left: true },
      { title: 'output', left: true },
      { title: 'parameters' },
    ],
    [
      ...layers.map(({ name, kind, output, parameters }) => [
        name,
        kind,
        output.join(' x '),
        grouped(parameters),
      ]),
      ['total', '', '', grouped(total)],
    ],
  );
}

/** 652824 → `652,824` */
function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
