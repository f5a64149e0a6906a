import {
  assertInRange,
  assertOptions,
  isRecord,
  knownFields,
  type OptionRanges,
  oneOf,
  SEED,
  shown,
  wholeNumber,
} from '../checks.ts';
import { oneHotLabels } from '../data/labels.ts';
import type { Table } from '../data/table.ts';
import { ConfigError } from '../errors.ts';
import { programOf } from '../families/program.ts';
import type { Engine } from '../runtime/engine.ts';
import { runProgram } from './runProgram.ts';
import { MAX_PASS_ROWS } from './runRows.ts';

/** Where rows of an `aligned` model come from and go to: names of its domains. */
export interface DomainsOfTranslation {
  /** The domain of the rows. */
  readonly from: string;
  /** The domain of the result. */
  readonly to: string;
}

/** Options of {@link VAE.translate}. */
export interface TranslateOptions {
  /** Samples of the code per row. By default none: the mean of the code is decoded. */
  readonly samples?: number;
  /** Seed of those samples; the same seed gives the same rows. 0 by default. */
  readonly seed?: number;
}

const TRANSLATE_RANGES: OptionRanges<TranslateOptions> = {
  samples: wholeNumber(1, MAX_PASS_ROWS),
  seed: SEED,
};

/**
 * The means of a modality, from those that rows have, or the rows of one domain in another.
 * @returns `[rows · samples, columns]`
 * @throws ConfigError for a model that does not translate, a modality or domain that it does not have, or an
 *   option out of range
 */
export async function translate(
  engine: Engine,
  data: Table,
  to: string | DomainsOfTranslation,
  options: TranslateOptions,
): Promise<Float32Array> {
  assertOptions('translate', options, TRANSLATE_RANGES);
  const { samples, seed = 0 } = options;
  programOf(engine.model, 'translate');
  const { domains, figures } = engine.model;
  if (domains) return betweenDomains(engine, data, domains, { to, options });
  // Each modality has a loss under its name.
  const { reconstruction: names = [] } = figures;
  assertInRange('to', oneOf(names), to);
  const name = samples === undefined ? 'translate' : 'conditional';
  const outputs = await runProgram(engine, name, data, { seed, samples: samples ?? 1 }, {});
  return outputs[to as string] as Float32Array;
}

async function betweenDomains(
  engine: Engine,
  data: Table,
  domains: readonly string[],
  { to: asked, options }: { to: string | DomainsOfTranslation; options: TranslateOptions },
): Promise<Float32Array> {
  if (!isRecord(asked)) {
    const [from, to] = domains;
    throw new ConfigError(
      `translate takes two domains such as { from: "${from}", to: "${to}" }, got ${shown(asked)}`,
    );
  }
  knownFields('translate', asked, ['from', 'to']);
  const given = Object.keys(options).find(
    (name) => options[name as keyof TranslateOptions] !== undefined,
  );
  if (given !== undefined) {
    throw new ConfigError(`${given} means nothing here: the codes of this model have no noise`);
  }
  const { from, to } = asked as unknown as DomainsOfTranslation;
  const inputs = Object.fromEntries(
    Object.entries({ from, to }).map(([name, domain]) => {
      assertInRange(name, oneOf(domains), domain);
      const numbers = new Array<number>(data.rows).fill(domains.indexOf(domain));
      return [name, oneHotLabels(numbers, domains.length)];
    }),
  );
  const { x } = await runProgram(engine, 'translate', data, { inputs }, {});
  return x as Float32Array;
}
