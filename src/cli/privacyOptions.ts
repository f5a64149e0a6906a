import { readFile, rm, writeFile } from 'node:fs/promises';
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
  number(
    '--clip <x>',
    "the largest norm of an example's gradient in private training (default: 1)",
    {
      holds: (value) => value > 0,
      wanted: 'a number above 0',
      usual: '1',
    },
  ),
  text(
    '--secret <file>',
    'where the secret of the noise is kept, apart from the checkpoint, so that --resume goes on to the bit; a new run makes the file',
  ),
];

/**
 * Extracts the budget from a command's options, for `VAE.create`.
 * @throws ConfigError for a part of a budget
 */
export function privacyChoice({ epsilon, noise, delta, clip }: PrivacyArguments): {
  readonly privacy?: PrivacyOptions;
} {
  const asked = epsilon ?? noise;
  if ((asked ?? delta ?? clip) === undefined) return {};
  if (
    asked === undefined ||
    delta === undefined ||
    (epsilon !== undefined && noise !== undefined)
  ) {
    throw new ConfigError('A budget of privacy takes --delta, and one of --epsilon and --noise.');
  }
  const budget = epsilon === undefined ? { noise: asked } : { epsilon };
  return { privacy: { ...budget, delta, clip: clip ?? 1 } };
}

/** The parts of its checkpoint's budget that a resumed run keeps where only some parts of another are given. */
export function savedPrivacy(
  { epsilon, noise, delta, clip }: PrivacyArguments,
  saved: PrivacyOptions | undefined,
): PrivacyArguments {
  const asked = epsilon ?? noise;
  if (!saved || (asked ?? delta ?? clip) === undefined) return {};
  return {
    ...(asked === undefined && { epsilon: saved.epsilon, noise: saved.noise }),
    delta: delta ?? saved.delta,
    clip: clip ?? saved.clip,
  };
}

/**
 * The secret of the noise, for `VAE.create`. A resumed run reads it from its file; a new one draws it, and
 * {@link keepSecret} writes it.
 * @throws ConfigError for a run that is not private, or a file that cannot be read
 */
export async function secretChoice(
  given: PrivacyArguments & { readonly resume?: string },
): Promise<{ readonly secret?: string }> {
  const { secret: path, resume } = given;
  if (path === undefined) return {};
  if (resume !== undefined) {
    const text = await readFile(path, 'utf8').catch((cause) => refuse(path, cause));
    return { secret: text.trim() };
  }
  if (!privacyChoice(given).privacy) {
    throw new ConfigError('--secret is of private training: pass --epsilon and --delta too.');
  }
  return { secret: freshSecret() };
}

/**
 * Writes the secret of a new run, for the file's owner alone. Call it once all options are checked: a file that is left
 * by a refused run refuses the next one.
 * @throws ConfigError for the file of another run, or one that cannot be written
 */
export async function keepSecret(
  { secret: path }: PrivacyArguments,
  secret: string | undefined,
): Promise<void> {
  if (path === undefined) return;
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' }).catch((cause) =>
    refuse(path, cause),
  );
}

/** Removes the file that {@link keepSecret} wrote, after a new run was refused before its first step. */
export async function dropSecret({
  secret: path,
  resume,
}: PrivacyArguments & { readonly resume?: string }): Promise<void> {
  if (path !== undefined && resume === undefined) await rm(path);
}

function refuse(path: string, cause: NodeJS.ErrnoException): never {
  const why =
    cause.code === 'EEXIST'
      ? 'holds the secret of another run, whose noise this one would repeat. Pass --resume, or another file.'
      : `cannot be used: ${cause.message}`;
  throw new ConfigError(`--secret "${path}" ${why}`, { cause });
}
