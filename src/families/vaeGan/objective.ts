import {
  assertInRange,
  BOOLEAN,
  FRACTION,
  isRecord,
  knownFields,
  oneOf,
  POSITIVE,
  shown,
} from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { checkSchedule, type NamedSchedule, type Schedule } from '../../schedules/schedule.ts';

/** How decoder and discriminator of a `vae-gan` play against each other. */
export interface AdversaryOptions {
  /** The decoder's weight of the distance in features, beside its loss as a generator. 1 by default. */
  readonly gamma: number | NamedSchedule;
  /** Weight of the reconstruction of the data for encoder and decoder. 0 by default. */
  readonly pixels: number | NamedSchedule;
  /**
   * The decoder's loss as a generator: `nonSaturating`, -log D of what it makes, or `minimax`, the negative
   * loss of the discriminator, whose gradient vanishes where the discriminator is sure. `nonSaturating`
   * by default.
   */
  readonly loss: 'nonSaturating' | 'minimax';
  /** How far the discriminator's target for data is below 1. 0 by default. */
  readonly smoothing: number;
  /** Skips updates of the one that is ahead; see {@link Balance}. False by default. */
  readonly balance: boolean | Partial<Balance>;
}

/**
 * When an update is skipped. If a mean loss of the discriminator, of data or of what the decoder makes, is
 * below `equilibrium` - `margin`, the discriminator is not updated; if one is above `equilibrium` +
 * `margin`, the decoder is not; if both hold, both are. Source: the code of Larsen et al.
 */
export interface Balance {
  /** 0.68 by default: a little less than log 2, the loss of a discriminator that knows nothing. */
  readonly equilibrium: number;
  /** 0.35 by default. */
  readonly margin: number;
}

/** Options of the objective of a `vae-gan`. */
export interface VaeGanObjectiveOptions {
  /** Weight of the KL. 1 by default. */
  readonly beta: Schedule;
  /** How decoder and discriminator of a `vae-gan` play against each other. By default with its own defaults. */
  readonly adversary: Partial<AdversaryOptions> | undefined;
}

export const VAE_GAN_OBJECTIVE: VaeGanObjectiveOptions = { beta: 1, adversary: undefined };

/** Options with all defaults filled in; without a balance where none is asked for. */
export type Adversary = Omit<AdversaryOptions, 'balance'> & { readonly balance?: Balance };

const FIELDS = ['gamma', 'pixels', 'loss', 'smoothing', 'balance'] as const;
const BALANCE: Balance = { equilibrium: 0.68, margin: 0.35 };

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkVaeGanObjective({ beta, adversary }: VaeGanObjectiveOptions): void {
  checkSchedule('beta', beta);
  if (adversary === undefined) return;
  if (!isRecord(adversary)) {
    throw new ConfigError(
      `adversary must be an object such as { gamma: 1 }, got ${shown(adversary)}`,
    );
  }
  knownFields('adversary', adversary, FIELDS);
  const { balance: asked } = adversary;
  if (isRecord(asked)) knownFields('adversary.balance', asked, Object.keys(BALANCE));
  else if (asked !== undefined) assertInRange('adversary.balance', BOOLEAN, asked);
  const { gamma, pixels, loss, smoothing, balance } = resolveAdversary(adversary);
  checkSchedule('adversary.gamma', gamma);
  checkSchedule('adversary.pixels', pixels);
  assertInRange('adversary.loss', oneOf(['nonSaturating', 'minimax']), loss);
  assertInRange('adversary.smoothing', FRACTION, smoothing);
  for (const [name, value] of Object.entries(balance ?? {})) {
    assertInRange(`adversary.balance.${name}`, POSITIVE, value);
  }
}

/** Fills in the defaults. */
export function resolveAdversary(given: Partial<AdversaryOptions> | undefined): Adversary {
  const { gamma = 1, pixels = 0, loss = 'nonSaturating', smoothing = 0, balance } = given ?? {};
  const asked = isRecord(balance) ? dropUndefined(balance) : {};
  return {
    ...{ gamma, pixels, loss, smoothing },
    ...(balance && { balance: { ...BALANCE, ...asked } }),
  };
}
