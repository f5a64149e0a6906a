import type { Option } from 'commander';
import { oneOf } from './sharedOptions.ts';

const ZEROS = ['none', 'inflated'] as const;

/** How `--model counts` takes zeros. */
export type Zeros = (typeof ZEROS)[number];

/** The option of the architecture of `--model counts`. */
export const zerosOption = (): Option =>
  oneOf(
    '--zeros <kind>',
    'none, or inflated if --model counts is to know that genes are missed (default: none)',
    ZEROS,
  );
