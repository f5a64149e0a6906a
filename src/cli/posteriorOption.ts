import { Option } from 'commander';
import { type KindText, parseKind } from './kindOption.ts';

/** `--posterior`: a name, optionally with its options, as in `categorical:classes=10`. */
export const posteriorOption = (): Option =>
  new Option(
    '--posterior <name>',
    'q(z | x): gaussian, fullGaussian, with a covariance, lowRankGaussian[:rank=N], or ' +
      'categorical[:classes=N,temperature=T] ' +
      '(default: gaussian)',
  ).argParser(parsePosterior);

/**
 * Parses a posterior. The library checks its name and its options.
 * @throws ConfigError for malformed text
 */
function parsePosterior(text: string): KindText {
  return parseKind(text, { flag: '--posterior', example: 'categorical:classes=10' });
}
