import { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { familyNames, loadFamily } from '../families/registry.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import { meantOf, type Synonyms } from '../synonyms.ts';
import { FIT_RANGES } from '../training/fit.ts';

/** The fields of the short form. */
const CONFIG_FIELDS: Readonly<Record<keyof VaeConfig, true>> = {
  input: true,
  hidden: true,
  latent: true,
  activation: true,
  likelihood: true,
  condition: true,
  binarize: true,
  inputDropout: true,
  normalizeInput: true,
  logInput: true,
  flip: true,
};

const SYNONYMS: Synonyms = {
  lr: 'learningRate',
  batch: 'batchSize',
  eps: 'epsilon',
  wd: 'weightDecay',
  gradclip: 'clipNorm',
  klweight: 'beta',
  loss: 'likelihood',
  dropout: 'inputDropout',
  latentsize: 'latent',
  zdim: 'latent',
  nepochs: 'epochs',
  maxepochs: 'epochs',
  maxsteps: 'steps',
  valdata: 'validation',
  valsplit: 'validationSplit',
};

/**
 * The error for an option that a model of a family does not take: says where it belongs, or which
 * one was meant.
 * @param known the options that such a model takes
 */
export async function unknownOption(
  name: string,
  known: readonly string[],
  family: Pick<Family, 'name' | 'defaults'>,
): Promise<ConfigError> {
  const owners = await familiesWith(name);
  if (owners.length > 0) {
    const own = Object.keys(family.defaults).join(', ');
    return new ConfigError(
      `${name} is an option of the family ${owners.join(', ')} and means nothing to a model of ` +
        `the family "${family.name}"; that family takes: ${own || 'none of its own'}`,
    );
  }
  if (Object.hasOwn(CONFIG_FIELDS, name)) {
    return new ConfigError(
      `"${name}" describes the model: give it in config, { config: { ${name}: … } }`,
    );
  }
  if (Object.hasOwn(FIT_RANGES, name)) {
    return new ConfigError(`"${name}" is an option of fit, not of the model`);
  }
  return new ConfigError(`there is no option "${name}"${hint(name, known, CREATE)}`);
}

/**
 * The error for an option that `fit` does not take: says where it belongs, or which one was meant.
 * @param known the options that `VAE.create` takes for such a model
 */
export function unknownOptionOfFit(name: string, known: readonly string[]): ConfigError {
  if (known.includes(name)) {
    return new ConfigError(`"${name}" is an option of VAE.create, not of fit`);
  }
  const taken = Object.keys(FIT_RANGES).join(', ');
  return new ConfigError(
    `fit has no option "${name}"; it takes: ${taken}${hint(name, known, FIT)}`,
  );
}

const CREATE = 'an option of VAE.create';
const FIT = 'an option of fit';

/**
 * Names the option that was meant, and where it belongs unless that is where it was given.
 * @param known the options that `VAE.create` takes
 * @param given the place where it was given
 */
function hint(name: string, known: readonly string[], given: string): string {
  const own = Object.keys(FIT_RANGES);
  const fields = Object.keys(CONFIG_FIELDS);
  // The first of two names that are equally near wins.
  const all = given === FIT ? [...own, ...known, ...fields] : [...known, ...fields, ...own];
  const meant = meantOf(name, all, SYNONYMS);
  if (meant === undefined) return '';
  const place = own.includes(meant) ? FIT : known.includes(meant) ? CREATE : 'a field of config';
  return `, did you mean "${meant}"?${place === given ? '' : ` That is ${place}`}`;
}

/** The families that have an option, as they are named in messages. */
async function familiesWith(option: string): Promise<readonly string[]> {
  const families = await Promise.all(familyNames().map((name) => loadFamily(name)));
  return families.flatMap(({ name, defaults }) =>
    Object.hasOwn(defaults, option) ? `"${name}"` : [],
  );
}
