import { CheckpointError, ConfigError, DataError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { shortFormOf } from '../families/registry.ts';
import type { Dataset, VAE } from '../index.ts';
import { assertSameChoice } from './architectureOptions.ts';
import { type DataColumns, imageColumns } from './describedModel.ts';
import { labelModality } from './labelModality.ts';
import { longFlags, modelAsked, shortFormFlags } from './modelOptions.ts';
import type { TrainOptions } from './options.ts';
import { sequenceFlags } from './sequenceOptions.ts';

/** Checks that a new model's input fits the images of the data. */
export function checkData(model: Model, data: DataColumns): void {
  const { input, condition } = imageColumns(model);
  if (input !== data.input) {
    throw new ConfigError(
      `the architecture takes images of ${input} values, the data have ${data.input}. ` +
        'Leave its input out, or pass other data.',
    );
  }
  if (condition === data.condition) return;
  throw new ConfigError(
    `the architecture ${conditionInWords(condition)}, this run ${conditionInWords(data.condition)}. ` +
      'Leave its condition out, and pass --condition labels for a model that knows labels.',
  );
}

/** A model that is trained on labels needs data that have some. */
export function checkLabels(
  { architecture, fields }: Model,
  train: Pick<Dataset, 'name' | 'labels'>,
): void {
  const needed = fields.some(
    ({ name, labels, otherwise }) => name === 'label' || (labels && !otherwise),
  );
  if (train.labels || !needed) return;
  throw new DataError(
    `${train.name} has no labels, which a model of the family "${architecture.family}" is ` +
      'trained on. Pass a folder with images and labels, or mnist.',
  );
}

/** Compares a checkpoint's architecture with the data and with what was given on the command line. */
export async function checkArchitecture(
  model: Model,
  options: TrainOptions,
  data: DataColumns,
): Promise<void> {
  const { resume, given, latent, hidden } = options;
  const { input, condition } = imageColumns(model);
  if (input !== data.input) {
    throw new CheckpointError(
      `"${resume}" is a model of images of ${input} values, the data have ${data.input}. ` +
        'Pass the data it was trained on, or train anew without --resume.',
    );
  }
  if (condition !== data.condition) {
    throw new CheckpointError(
      `"${resume}" ${conditionInWords(condition)}, this run ${conditionInWords(data.condition)}. ` +
        'Pass the data and the --condition that it was trained with, or train anew without --resume.',
    );
  }
  const beside = ['topics', 'zeros', 'outcomes'].filter((name) => given.has(name));
  const ofModel = [...sequenceFlags(given), ...beside.map((name) => `--${name}`)];
  if (ofModel.length > 0 && !given.has('model')) {
    throw new CheckpointError(
      `"${resume}" keeps the architecture that it was trained with. ` +
        `Leave ${ofModel.join(', ')} out, or train anew without --resume.`,
    );
  }
  // The short form has neither another posterior nor a prior.
  const beyond = ['posterior', 'flow', 'prior'].filter((name) => given.has(name));
  const [flag] = [...longFlags(given), ...beyond.map((name) => `--${name}`)];
  if (flag !== undefined) {
    const { domains } = model;
    const modality = labelModality(model);
    const asked = await modelAsked(options, {
      ...data,
      ...(domains && { classes: domains }),
      ...(modality && { labels: modality.classes }),
    });
    if (JSON.stringify(asked.architecture) === JSON.stringify(model.architecture)) return;
    throw new CheckpointError(
      `"${resume}" has another architecture than ${flag} asks for. ` +
        `Leave ${flag} out, or train anew without --resume.`,
    );
  }
  const flags = shortFormFlags(given);
  if (flags.length === 0) return;
  const config = shortFormOf(model.architecture);
  if (!config) {
    throw new CheckpointError(
      `"${resume}" is no model that ${flags.join(', ')} can describe. ` +
        'Leave these out, or train anew without --resume.',
    );
  }
  if (given.has('latent') && config.latent !== latent) {
    throw new CheckpointError(
      `"${resume}" has a latent space of ${config.latent}, --latent asks for ${latent}. ` +
        'Leave --latent out, or train anew without --resume.',
    );
  }
  if (given.has('hidden') && config.hidden.join() !== hidden.join()) {
    throw new CheckpointError(
      `"${resume}" has hidden layers ${config.hidden.join(',')}, --hidden asks for ${hidden.join(',')}. ` +
        'Leave --hidden out, or train anew without --resume.',
    );
  }
  assertSameChoice(config, options, resume);
}

/** The moments in a checkpoint cannot be used with another optimizer. */
export function checkOptimizer(own: VAE['options'], { resume, optimizer }: TrainOptions): void {
  if (optimizer === undefined || optimizer === own.optimizer) return;
  throw new CheckpointError(
    `"${resume}" was trained with ${own.optimizer}, --optimizer asks for ${optimizer}. ` +
      'Leave --optimizer out, or train anew without --resume.',
  );
}

function conditionInWords(classes: number): string {
  return classes === 0 ? 'knows no labels' : `knows labels of ${classes} classes`;
}
