import { Option } from 'commander';
import { CheckpointError } from '../errors.ts';
import type { LikelihoodOptions, VaeConfig, VaeConfigChoice } from '../index.ts';
import { ACTIVATIONS, type Activation } from '../ops/slots.ts';
import { likelihoodOption, likelihoodText } from './likelihoodOption.ts';
import { number, oneOf } from './sharedOptions.ts';

/** Options of the model besides its sizes; omitted options are absent. */
export interface ArchitectureChoice {
  readonly likelihood?: LikelihoodOptions;
  readonly activation?: Activation;
  readonly binarize?: VaeConfig['binarize'];
  readonly inputDropout?: number;
  readonly flip?: boolean;
}

const BINARIZATIONS = ['none', 'static', 'dynamic'] as const satisfies VaeConfig['binarize'][];

const FLAGS = [
  ['likelihood', '--likelihood'],
  ['activation', '--activation'],
  ['binarize', '--binarize'],
  ['inputDropout', '--input-dropout'],
  ['flip', '--flip'],
] as const satisfies [keyof ArchitectureChoice, string][];

/** The options of {@link ArchitectureChoice}. */
export const architectureOptions = (): Option[] => [
  likelihoodOption(),
  oneOf(
    '--activation <name>',
    `of the hidden layers: ${ACTIVATIONS.join(', ')} (default: relu)`,
    ACTIVATIONS,
  ),
  oneOf(
    '--binarize <how>',
    'none; static: 1 from a half on, else 0; dynamic: drawn anew each time an image is met, with its values as probabilities (default: none)',
    BINARIZATIONS,
  ),
  number(
    '--input-dropout <p>',
    'share of the values that the encoder does not see in training (default: 0)',
    { holds: (p) => p >= 0 && p < 1, wanted: 'a number of 0 or more, below 1', usual: '0.5' },
  ),
  new Option('--flip', 'mirror images left to right at random in training, of --preset'),
];

/** Extracts the {@link ArchitectureChoice} from a command's options, for a model's `config`. */
export function architectureChoice({
  likelihood,
  activation,
  binarize,
  inputDropout,
  flip,
}: ArchitectureChoice): VaeConfigChoice & ArchitectureChoice {
  return {
    ...(likelihood !== undefined && { likelihood }),
    ...(activation !== undefined && { activation }),
    ...(binarize !== undefined && { binarize }),
    ...(inputDropout !== undefined && { inputDropout }),
    ...(flip !== undefined && { flip }),
  };
}

/**
 * Compares a checkpoint's model with the given options.
 * @param resume the file, for the message
 * @throws CheckpointError naming the difference
 */
export function assertSameChoice(
  own: Required<ArchitectureChoice>,
  asked: ArchitectureChoice,
  resume: string | undefined,
): void {
  const inWords = { ...own, likelihood: likelihoodText(own.likelihood) };
  const { likelihood } = asked;
  const wanted = {
    ...architectureChoice(asked),
    ...(likelihood !== undefined && { likelihood: likelihoodText(likelihood) }),
  };
  for (const [name, flag] of FLAGS) {
    if (wanted[name] === undefined || wanted[name] === inWords[name]) continue;
    throw new CheckpointError(
      `"${resume}" was trained with ${name} ${inWords[name]}, ${flag} asks for ${wanted[name]}. ` +
        `Leave ${flag} out, or train anew without --resume.`,
    );
  }
}
