import { Command } from 'commander';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadPart, type Part } from './data.ts';
import { collapseText, dimensionTable, evaluationFigures } from './evaluationTable.ts';
import { adapterOption, datasetOption, limitOption, partOption } from './sharedOptions.ts';

export interface EvaluateCommandOptions extends CheckpointOptions {
  readonly dataset: string;
  readonly part: Part;
  readonly limit?: number;
}

/** The `evaluate` command with its options; `action` gets them parsed and checked. */
export function evaluateCommand(
  action: (options: EvaluateCommandOptions) => Promise<void>,
): Command {
  return new Command('evaluate')
    .description('Tell how good a trained model is on images, and how it uses its latents.')
    .addArgument(checkpointArgument())
    .addOption(datasetOption())
    .addOption(partOption())
    .addOption(limitOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<EvaluateCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `evaluate`. @returns the exit code. */
export function evaluate(options: EvaluateCommandOptions): Promise<number> {
  const { dataset, part, limit } = options;
  return withCheckpoint(
    options,
    () => loadPart(dataset, part, limit),
    async (model, loaded) => {
      const data = rowsForModel(model, loaded);
      const losses = await model.evaluate(data);
      const diagnosis = await model.diagnose(data);
      const sections = [
        evaluationFigures(data, losses, diagnosis),
        dimensionTable(diagnosis),
        collapseText(diagnosis.collapse),
      ];
      process.stdout.write(`${sections.join('\n\n')}\n`);
    },
  );
}
