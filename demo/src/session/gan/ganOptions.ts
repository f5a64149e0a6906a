import type { RemoteVaeOptions } from 'webgpu-vae/worker';
import type { ImageSet } from '../../data/imageSet.ts';
import type { DenseSettings } from '../denseSettings.ts';

const BATCH_SIZE = 64;

/** A discriminator that learns slowly, with little inertia, leaves the decoder time to follow. */
const DISCRIMINATOR = { learningRate: 5e-4, beta1: 0.5 };

/** The options that both models share: one autoencoder, one batch size, one optimizer. */
interface Shared {
  readonly autoencoder: Pick<
    Extract<NonNullable<RemoteVaeOptions['architecture']>, { readonly family: 'vae-gan' }>,
    'input' | 'encoder' | 'latent' | 'decoder'
  >;
  readonly training: Pick<RemoteVaeOptions, 'batchSize' | 'learningRate'>;
}

function shared({ latent, hidden, images }: DenseSettings, { train }: ImageSet): Shared {
  const layers = [{ kind: 'dense', units: hidden }] as const;
  const batchSize = Math.min(BATCH_SIZE, images, train.rows);
  return {
    autoencoder: { input: train.columns, encoder: layers, latent, decoder: layers },
    training: { batchSize, learningRate: 1e-3 },
  };
}

/** The library's options for the VAE of the pair. */
export function vaeOptions(settings: DenseSettings, images: ImageSet): RemoteVaeOptions {
  const { autoencoder, training } = shared(settings, images);
  return { architecture: { family: 'vae', ...autoencoder }, ...training };
}

/** The library's options for the VAE-GAN of the pair. */
export function ganOptions(settings: DenseSettings, images: ImageSet): RemoteVaeOptions {
  const { autoencoder, training } = shared(settings, images);
  const layer = { kind: 'dense', units: settings.hidden } as const;
  return {
    architecture: {
      family: 'vae-gan',
      ...autoencoder,
      discriminator: [layer, layer],
      features: 1,
    },
    adversary: { gamma: 1, pixels: 0.1, smoothing: 0.1, balance: true },
    groups: { discriminator: DISCRIMINATOR },
    ...training,
  };
}
