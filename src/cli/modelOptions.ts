import { readFile } from 'node:fs/promises';
import type { Option } from 'commander';
import type { KindOptions } from '../distributions/kindOptions.ts';
import { ConfigError } from '../errors.ts';
import { askedArchitecture } from '../families/asked.ts';
import type { Model } from '../families/model.ts';
import { type ArchitectureChoice, loadFamily } from '../families/registry.ts';
import {
  type AlignedArchitectureChoice,
  type MultimodalArchitecture,
  PRESETS,
  type PresetName,
  type PriorChoice,
  type VaeConfigChoice,
} from '../index.ts';
import {
  architectureChoice,
  type ArchitectureChoice as ColumnChoice,
} from './architectureOptions.ts';
import { type Zeros, zerosOption } from './countOptions.ts';
import { type AskedForm, type Domains, dataFormOf, formFields } from './dataForm.ts';
import { type DataColumns, modelOf } from './describedModel.ts';
import { holdsDomainTexts } from './domainTexts.ts';
import { flowOption } from './flowOption.ts';
import { modelNames, namedModel } from './namedModels.ts';
import { posteriorOption } from './posteriorOption.ts';
import { priorOption } from './priorOption.ts';
import {
  type SequenceArguments,
  sequenceChoice,
  sequenceFlags,
  sequenceOptions,
} from './sequenceOptions.ts';
import { integer, namesOption, oneOf, text } from './sharedOptions.ts';

/** The arguments of the command line that specify the model. */
export interface ModelArguments extends ColumnChoice, SequenceArguments {
  readonly model?: string;
  readonly preset?: PresetName;
  /** A JSON file. */
  readonly architecture?: string;
  readonly hidden: readonly number[];
  readonly latent: number;
  /** Flows of the posterior. */
  readonly flow?: readonly KindOptions[];
  readonly prior?: PriorChoice;
  readonly posterior?: KindOptions;
  /** Number of topics of a topic model. */
  readonly topics?: number;
  /** How a model of counts takes zeros. */
  readonly zeros?: Zeros;
  /** The columns that a model of a table learns, where it is told the others. */
  readonly outcomes?: readonly string[];
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

/** Options of the short form, a fully connected VAE, by their names here. */
const SHORT_FORM = {
  hidden: '--hidden',
  latent: '--latent',
  posterior: '--posterior',
  flow: '--flow',
  prior: '--prior',
  likelihood: '--likelihood',
  activation: '--activation',
  binarize: '--binarize',
  inputDropout: '--input-dropout',
  flip: '--flip',
} as const;

/** Options of the short form that go with a preset too, which has layers of its own. */
const WITH_PRESETS: readonly string[] = [
  '--latent',
  '--posterior',
  '--flow',
  '--prior',
  '--likelihood',
  '--binarize',
  '--input-dropout',
  '--flip',
];

/** Options of the short form that say a code, by their names here. */
const LATENT = ['latent', 'posterior', 'flow', 'prior'] as const;

/** Options of the short form that go with a model of a name too. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  sequence: ['hidden', ...LATENT].map((name) => `--${name}`),
  topics: ['--prior'],
  recommendation: ['--hidden', '--latent', '--input-dropout'],
  table: ['hidden', ...LATENT].map((name) => `--${name}`),
  counts: ['--hidden', '--latent'],
  aligned: ['--hidden', '--latent'],
};

/** The options that specify the model, except those of the short form. */
export const modelOptions = (): Option[] => [
  oneOf(
    '--model <name>',
    `a model with its usual architecture: ${modelNames().join(', ')}; vib classifies through an information bottleneck, mixture finds clusters, hierarchical and ladder have several levels of codes, topics finds the topics of texts, sequence writes texts, multimodal learns images with their labels, recommendation ranks items for users, table fills the missing cells of tables, counts learns the genes of cells, aae and wae match their codes with the prior, vae-gan makes sharper images, aligned translates images of one class, or texts of one domain, into another`,
    modelNames(),
  ),
  oneOf(
    '--preset <name>',
    `a model of images with layers that are known to work: ${PRESETS.join(', ')}; goes with --latent, --posterior, --flow, --prior, --likelihood, --binarize, --input-dropout and --flip`,
    PRESETS,
  ),
  text(
    '--architecture <file>',
    'a JSON file that says what the model is made of, in place of --hidden, --latent and the like',
  ),
  posteriorOption(),
  flowOption(),
  priorOption(),
  integer('--topics <n>', 'topics of --model topics (default: 20)', 2, 4096),
  zerosOption(),
  namesOption(
    '--outcomes <list>',
    'columns that --model table learns given all others, which it is told; commas between them (default: it learns all)',
  ),
  ...sequenceOptions(),
];

/** The given flags that belong to the short form. */
export function shortFormFlags(given: ReadonlySet<string>): readonly string[] {
  return Object.entries(SHORT_FORM).flatMap(([name, flag]) => (given.has(name) ? [flag] : []));
}

/** The given flags that say what the model is. */
export function modelFlags(given: ReadonlySet<string>): readonly string[] {
  return [...longFlags(given), ...shortFormFlags(given)];
}

/** The given flags in place of the short form. */
export function longFlags(given: ReadonlySet<string>): readonly string[] {
  const names = ['architecture', 'model', 'preset'].filter((name) => given.has(name));
  return names.map((name) => `--${name}`);
}

/**
 * The architecture that a command line specifies, without defaults. The columns of an image and of
 * a condition come from the data.
 * @param data if omitted, the family's defaults apply
 * @param ofTexts true if the data are texts
 * @throws ConfigError for options that exclude each other, or a file that cannot be read
 */
async function askedModel(
  options: ModelArguments,
  data?: DataColumns,
  ofTexts: boolean = data?.form !== undefined,
): Promise<ArchitectureChoice> {
  const { model, preset, architecture: file, hidden, prior } = options;
  const posterior = askedPosterior(options);
  const latent =
    posterior || prior !== undefined
      ? { size: options.latent, ...posterior, ...(prior !== undefined && { prior }) }
      : options.latent;
  const { shape, form, classes, labels = 0, ...columns }: Partial<DataColumns> = data ?? {};
  assertOneModel(options);
  if (preset !== undefined) {
    const image = shape ?? columns.input;
    const { condition } = columns;
    return {
      preset,
      latent,
      ...(image !== undefined && { input: image }),
      ...(condition !== undefined && { condition }),
      ...architectureChoice(options),
    };
  }
  if (file === undefined && model === undefined) {
    const config: VaeConfigChoice = { ...columns, hidden, ...architectureChoice(options) };
    return { ...askedArchitecture({ config }), latent } as ArchitectureChoice;
  }
  const asked =
    file === undefined ? modelNamed(options, latent, ofTexts) : await readArchitecture(file);
  if (data === undefined) return asked;
  const { family = 'vae' } = asked;
  const usual = form ? {} : await (await loadFamily(family)).resolve({ family });
  if (data.condition > 0 && !form && !('condition' in usual)) {
    throw new ConfigError(
      `--condition means nothing to a model of the family "${family}": leave it out.`,
    );
  }
  const input = (file !== undefined && shape) || data.input;
  if (family === 'aligned') {
    const { autoencoder } = asked as AlignedArchitectureChoice;
    const { domains, ...words }: Partial<Domains> = form
      ? (formFields(form) as Partial<Domains>)
      : { ...(classes && { domains: twoDomains(classes) }) };
    return {
      ...(domains && { domains }),
      ...asked,
      autoencoder: form ? { ...autoencoder, ...words } : { input, ...autoencoder },
    } as ArchitectureChoice;
  }
  if (model === 'multimodal') {
    return {
      ...asked,
      modalities: imagesAndLabels(usual, data.input, labels),
    } as ArchitectureChoice;
  }
  return {
    ...('input' in usual && { input }),
    ...(data.condition > 0 && { condition: data.condition }),
    ...asked,
    ...(form && formFields(form)),
    family,
  } as ArchitectureChoice;
}

/** @throws ConfigError for images of another number of classes */
function twoDomains(classes: readonly string[]): readonly [string, string] {
  const [first, second] = classes;
  if (first !== undefined && second !== undefined && classes.length === 2) return [first, second];
  throw new ConfigError(
    `an aligned model translates between two classes of images, the data have ${classes.length}: ${classes.join(', ')}.`,
  );
}

/** The usual modalities, for images of so many values and so many labels. */
function imagesAndLabels(usual: object, input: number, labels: number): object {
  const { image, word } = (usual as MultimodalArchitecture).modalities;
  // A categorical variable has two values at least.
  const classes = Math.max(2, labels);
  return {
    image: { ...image, input },
    word:
      labels === 0
        ? word
        : { ...word, input: classes, likelihood: { kind: 'categorical', group: classes } },
  };
}

/** The model that `--model` names, with the options that go with it. */
function modelNamed(
  options: ModelArguments,
  latent: number | object,
  ofTexts: boolean,
): ArchitectureChoice {
  const { model, topics, prior, given } = options;
  const named = namedModel(model);
  if (model === 'aligned') {
    const autoencoder = domainsChoice(options, ofTexts);
    return { ...named, autoencoder } as ArchitectureChoice;
  }
  if (model === 'table') return { ...named, ...tableChoice(options, latent) };
  if (model === 'recommendation') return { ...named, ...recommendationChoice(options) };
  if (model === 'counts') return { ...named, ...countsChoice(options) };
  if (model === 'topics') {
    const { kind, ...own } = typeof prior === 'string' ? { kind: prior } : { ...prior };
    return {
      ...named,
      ...(topics !== undefined && { topics }),
      ...(given.has('prior') && { ...own, prior: kind }),
    } as ArchitectureChoice;
  }
  if (model !== 'sequence') return named;
  const asked = LATENT.some((name) => given.has(name));
  return {
    ...named,
    ...sequenceChoice(options, given),
    ...(asked && { latent }),
  } as ArchitectureChoice;
}

/** The fields of a model of tables that the arguments say. */
function tableChoice({ hidden, outcomes, given }: ModelArguments, latent: number | object): object {
  return {
    ...(outcomes !== undefined && { outcomes }),
    ...(given.has('hidden') && { hidden }),
    ...(LATENT.some((name) => given.has(name)) && { latent }),
  };
}

/** The fields of a recommender that the arguments say. */
function recommendationChoice({ hidden, latent, inputDropout, given }: ModelArguments): object {
  return {
    ...(given.has('hidden') && { hidden }),
    ...(given.has('latent') && { latent }),
    ...(inputDropout !== undefined && { dropout: inputDropout }),
  };
}

/** The fields of a model of counts that the arguments say. */
function countsChoice({ hidden, latent, zeros, given }: ModelArguments): object {
  return {
    ...(given.has('hidden') && { hidden }),
    ...(given.has('latent') && { latent }),
    ...(zeros !== undefined && { zeros }),
  };
}

/**
 * The fields of the autoencoder of two domains that the arguments say.
 * @throws ConfigError for an option of texts if there are none
 */
function domainsChoice(options: ModelArguments, ofTexts: boolean): object {
  const { hidden, latent, given } = options;
  const code = given.has('latent') ? { latent } : {};
  if (ofTexts) return { family: 'sequence', ...sequenceChoice(options, given), ...code };
  const [flag] = sequenceFlags(given);
  if (flag !== undefined) {
    throw new ConfigError(
      `${flag} is an option of texts: pass those of two domains, such as --dataset a.txt,b.txt.`,
    );
  }
  const layers = (widths: readonly number[]) => widths.map((units) => ({ kind: 'dense', units }));
  return {
    ...(given.has('hidden') && { encoder: layers(hidden), decoder: layers(hidden.toReversed()) }),
    ...code,
  };
}

/** How the data of a new model become rows; undefined for images. */
export const formAsked = async (
  options: ModelArguments & { readonly dataset: string },
): Promise<AskedForm | undefined> =>
  dataFormOf(await askedModel(options, undefined, await holdsDomainTexts(options.dataset)));

/** @throws ConfigError for flows beside another posterior */
function askedPosterior({
  posterior,
  flow: flows,
}: Pick<ModelArguments, 'posterior' | 'flow'>): KindOptions | undefined {
  if (!flows) return posterior;
  if (!posterior) return { kind: 'flow', flows } as KindOptions;
  throw new ConfigError(
    '--posterior and --flow exclude each other: flows change the samples of a "gaussian" posterior.',
  );
}

/** @throws ConfigError for options that exclude each other */
function assertOneModel({ model, given }: ModelArguments): void {
  const [first, ...others] = longFlags(given);
  if (given.has('topics') && model !== 'topics') {
    throw new ConfigError('--topics goes with --model topics alone.');
  }
  if (given.has('zeros') && model !== 'counts') {
    throw new ConfigError('--zeros goes with --model counts alone.');
  }
  if (given.has('outcomes') && model !== 'table') {
    throw new ConfigError('--outcomes goes with --model table alone.');
  }
  const [flag] = sequenceFlags(given);
  if (flag !== undefined && model !== 'sequence' && model !== 'aligned') {
    throw new ConfigError(`${flag} goes with --model sequence or aligned alone.`);
  }
  if (first === undefined) return;
  const beside = first === '--preset' ? WITH_PRESETS : (BESIDE[model ?? ''] ?? []);
  const short = shortFormFlags(given).filter((flag) => !beside.includes(flag));
  const excluded = [...others, ...short];
  if (excluded.length === 0) return;
  throw new ConfigError(
    `${first} and ${excluded.join(', ')} exclude each other, as each says what the model is: ` +
      `give ${first} alone, or leave it out.`,
  );
}

/**
 * The model that a command line specifies, without a GPU.
 * @throws ConfigError for an invalid architecture; names the file that contains it
 */
export async function modelAsked(options: ModelArguments, data?: DataColumns): Promise<Model> {
  const asked = await askedModel(options, data);
  const { architecture: file } = options;
  try {
    return await modelOf(asked);
  } catch (error) {
    if (file === undefined || !(error instanceof ConfigError)) throw error;
    throw new ConfigError(`--architecture "${file}": ${error.message}`, { cause: error });
  }
}

/** @throws ConfigError if the file cannot be read or does not contain a JSON object */
async function readArchitecture(file: string): Promise<ArchitectureChoice> {
  const refuse = (what: string, cause?: unknown): ConfigError =>
    new ConfigError(
      `--architecture "${file}" ${what}. Pass a JSON file such as { "family": "vae", "latent": 20 }.`,
      { cause },
    );
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw refuse(`cannot be read: ${words(error)}`, error);
  });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw refuse(`is no JSON: ${words(error).replaceAll('\n', ' ')}`, error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw refuse(`holds no JSON object but ${Array.isArray(value) ? 'a list' : String(value)}`);
}
