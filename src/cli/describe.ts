import { Command } from 'commander';
import type { Model } from '../families/model.ts';
import { architectureOptions } from './architectureOptions.ts';
import { type ModelArguments, modelAsked, modelOptions } from './modelOptions.ts';
import { givenOptions, hiddenOption, latentOption } from './sharedOptions.ts';
import { alignedTable } from './table.ts';

/** The `describe` command with its options. `action` receives the parsed and checked options. */
export function describeCommand(action: (options: ModelArguments) => Promise<void>): Command {
  const command = new Command('describe')
    .description('Show the layers of a model, with shapes and parameters. Needs no GPU.')
    .allowExcessArguments(false);
  for (const option of [
    ...modelOptions(),
    latentOption(),
    hiddenOption(),
    ...architectureOptions(),
  ]) {
    command.addOption(option);
  }
  return command.action((values: Omit<ModelArguments, 'given'>) =>
    action({ ...values, given: givenOptions(command, values) }),
  );
}

/** The command `describe`. @returns the exit code. */
export async function describe(options: ModelArguments): Promise<number> {
  process.stdout.write(`${layerTable(await modelAsked(options))}\n`);
  return 0;
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
