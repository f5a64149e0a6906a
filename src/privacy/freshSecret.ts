import { Secret } from '../random/secret.ts';

/**
 * A secret for the noise and the rows of private training: 64 hexadecimal digits of the platform's secure random
 * numbers. Keep it apart from the run's checkpoints: who has it can subtract the noise.
 */
export function freshSecret(): string {
  return Secret.fresh().text;
}
