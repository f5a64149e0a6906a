import type { Command } from 'commander';
import { programOf } from '../families/program.ts';
import { type PartOptions, partCommand, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadParts } from './data.ts';
import { nounOfModel } from './dataForm.ts';
import {
  collapseText,
  dimensionTable,
  evaluationFigures,
  evaluationJson,
} from './evaluationTable.ts';
import { labelAccuracy, labelModality } from './labelModality.ts';
import { estimateWithProgress, nllText } from './nll.ts';
import { isDiagnosed } from './painter.ts';
import { lossOfTokens, tokenText } from './perplexity.ts';
import { rankingFigures, rankingText } from './ranking.ts';
import {
  adapterOption,
  backendOption,
  givenOptions,
  integer,
  refuse,
  seedOption,
  threadsOption,
} from './sharedOptions.ts';

export interface EvaluateCommandOptions extends PartOptions {
  /** Samples per image for the estimate of -log p(x), if it was requested. */
  readonly nll?: number;
  readonly seed: number;
  readonly json: boolean;
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

/** The `evaluate` command with its options. `action` receives the parsed and checked options. */
export function evaluateCommand(
  action: (options: EvaluateCommandOptions) => Promise<void>,
): Command {
  const command = partCommand(
    'evaluate',
    'Tell how good a trained model is on images, and how it uses its latents.',
  );
  return command
    .addOption(
      integer(
        '--nll <k>',
        'also estimate -log p(x) by importance sampling with k samples an image, such as 500; takes as long as decoding k times the images',
        1,
        5000,
      ),
    )
    .addOption(seedOption())
    .option('--json', 'write one JSON object instead of text', false)
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .action((checkpoint: string, values: Omit<EvaluateCommandOptions, 'checkpoint' | 'given'>) =>
      action({ ...values, checkpoint, given: givenOptions(command, values) }),
    );
}

/** The command `evaluate`. @returns the exit code. */
export function evaluate(options: EvaluateCommandOptions): Promise<number> {
  const { nll: samples, seed, json } = options;
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  if (samples === undefined) refuse(options.given, ['seed'], 'an evaluation without --nll');
  return withCheckpoint(
    options,
    (form) => loadParts(options, form),
    async (model, loaded, described) => {
      if (samples !== undefined) programOf(described, 'bound');
      const data = rowsForModel(described, loaded[options.part]);
      const noun = nounOfModel(described.architecture);
      const losses = await model.evaluate(data);
      const ranking = await rankingFigures(model, described, loaded, data);
      const modality = labelModality(described);
      const accuracy = modality && (await labelAccuracy(model, modality, data));
      const diagnosis = isDiagnosed(described) ? await model.diagnose(data) : undefined;
      if (!json) {
        const figures = evaluationFigures(
          data,
          losses,
          { diagnosis, labelAccuracy: accuracy },
          noun,
        );
        const latents = diagnosis
          ? [dimensionTable(diagnosis), collapseText(diagnosis.collapse)]
          : [];
        tell([figures, ...latents, ...(ranking ? [rankingText(ranking)] : [])].join('\n\n'));
      }
      // Done last, because it may take far longer than all the rest.
      const nll =
        samples === undefined
          ? undefined
          : await estimateWithProgress(model, data, { samples, seed }, process.stderr, noun);
      if (json)
        tell(evaluationJson(data, losses, { diagnosis, nll, ranking, labelAccuracy: accuracy }));
      else if (nll) {
        const token = lossOfTokens(nll.nll, data);
        tell(`\n${nllText(nll, noun)}${token ? `\ntoken      ${tokenText(token)}` : ''}`);
      }
    },
  );
}
