import { Option } from 'commander';
import type { PriorChoice } from '../index.ts';
import { parseKind } from './kindOption.ts';

/** `--prior`: a name, optionally with its number of components, as in `vamp:500`. */
export const priorOption = (): Option =>
  new Option(
    '--prior <name>',
    'p(z): standardNormal, gaussian, which is learned, mixture:N of N learned Gaussians, or vamp:N, of the ' +
      'posteriors of N learned images (default: standardNormal); of --model topics standardNormal or dirichlet, as in dirichlet:concentration=0.5 (default: dirichlet)',
  ).argParser(parsePrior);

/**
 * Parses a prior. The library checks its name and its options.
 * @throws ConfigError for malformed text
 */
function parsePrior(text: string): PriorChoice {
  return parseKind(text, { flag: '--prior', example: 'mixture:10', counted: 'components' });
}
