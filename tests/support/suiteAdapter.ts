import { type OpenGpu, openGpu } from '../../src/node/adapter.ts';

/** The adapter of the suite: the machine's own GPU, or SwiftShader. */
export type SuiteAdapter = 'hardware' | 'software';

/**
 * The value of VAE_ADAPTER, `software` by default.
 * @throws Error for any other value
 */
export function suiteAdapter(): SuiteAdapter {
  const asked = process.env.VAE_ADAPTER || 'software';
  if (asked === 'hardware' || asked === 'software') return asked;
  throw new Error(
    `VAE_ADAPTER is "${asked}": set it to hardware (the machine's own GPU) or software (SwiftShader, the default)`,
  );
}

/**
 * The adapter that tests compute on. A suite on hardware never falls back on software.
 * @throws AdapterError if there is none
 */
export function openSuiteGpu(flags?: readonly string[]): Promise<OpenGpu> {
  return openGpu(suiteAdapter() === 'hardware' ? 'hardware' : 'auto', flags);
}
