import { readFile, writeFile } from 'node:fs/promises';
import type { Option } from 'commander';
import { ConfigError } from '../errors.ts';
import type { PrivacyOptions } from '../index.ts';
import { freshSecret } from '../privacy/freshSecret.ts';
import { number, text } from './sharedOptions.ts';

/** The given options of private training. */
export interface PrivacyArguments {
  readonly epsilon?: number;
  readonly noise?: number;
  readonly delta?: number;
  readonly clip?: number;
  /** A file with the secret of the noise. */
  readonly secret?: string;
}

/** The options of {@link PrivacyArguments}. */
export const privacyOptions = (): Option[] => [
  number('--epsilon <x>', 'train with a budget of privacy: the ε that may be spent; with --delta', {
    holds: (value) => value > 0,
    wanted: 'a number above 0',
    usual: '3',
  }),
  number('--noise <x>', 'in place of --epsilon: the noise itself, as a multiple of --clip', {
    holds: (value) => value > 0,
    wanted: 'a number above 0',
    usual: '1',
  }),
  number('--delta <p>', 'probability of outcomes that may tell more than ε says', {
    holds: (value) => value > 0 && value < 1,
    wanted: 'a number above 0 and below 1',
    usual: '1e-5',
  }),
  number('--clip <x>', "with --epsilon: the largest norm of an example's gradient (default: 1)", {
    holds: (value) => value > 0,
    wanted: 'a number above 0',
    usual: '1',
  }),
  text(
    '--secret <file>',
    'where the secret of the noise is kept, apart from the checkpoint, so that --resume goes on to the bit; it is made if it does not exist',
  ),
];

/**
 * Extracts the budget from a command's options, for `VAE.create`.
 * @throws ConfigError for a part of a budget
 */
export function privacyChoice({ epsilon, noise, delta, clip = 1 }: PrivacyArguments): {
  readonly privacy?: PrivacyOptions;
} {
  const asked = epsilon ?? noise;
  if (asked === undefined && delta === undefined) return {};
  if (
    asked === undefined ||
    delta === undefined ||
    (epsilon !== undefined && noise !== undefined)
  ) {
    throw new ConfigError('A budget of privacy takes --delta, and one of --epsilon and --noise.');
  }
  return { privacy: { ...(epsilon === undefined ? { noise: asked } : { epsilon }), delta, clip } };
}

/**
 * The secret of a file, for `VAE.create`. A file that does not exist is written, for its owner alone.
 * @throws ConfigError for a run that is not private, or a file that cannot be read or written
 */
export async function secretChoice(
  given: PrivacyArguments & { readonly resume?: string },
): Promise<{ readonly secret?: string }> {
  const { secret: path, resume } = given;
  if (path === undefined) return {};
  if (resume === undefined && !privacyChoice(given).privacy) {
    throw new ConfigError('--secret is of private training: pass --epsilon and --delta too.');
  }
  try {
    await writeFile(path, `${freshSecret()}\n`, { mode: 0o600, flag: 'wx' }).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return { secret: (await readFile(path, 'utf8')).trim() };
  } catch (error) {
    throw new ConfigError(`--secret "${path}": ${String(error)}`, { cause: error });
  }
}
