import { ConfigError } from '../../errors.ts';
import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { toOnnx as vaeToOnnx } from '../vae/onnx.ts';
import { type AlignedArchitecture, vaeOf } from './architecture.ts';

/**
 * The networks of the autoencoder of rows, which take the domain as `condition`, one-hot. The critic is of no use
 * without training.
 * @throws ConfigError for tokens, which a loop would have to write
 */
export function toOnnx(given: Architecture): OnnxNetworks {
  const { autoencoder } = given as AlignedArchitecture;
  if (autoencoder.family === 'vae') return vaeToOnnx(vaeOf(autoencoder));
  throw new ConfigError(
    'the model family "aligned" of a "sequence" does not say how it is written as ONNX: a model of rows of ' +
      'numbers does',
  );
}
