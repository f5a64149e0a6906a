import type { VaeConfig } from 'webgpu-vae/worker';

/** The properties of a model that appear in its file names. */
export interface NamedModel {
  /** Name of the image set, such as `MNIST`. */
  readonly images: string;
  readonly config: Pick<VaeConfig, 'input' | 'hidden' | 'latent'>;
  readonly epoch: number;
}

/** A file name without its ending: `mnist-784-400-20-epoch3`. */
export function modelFileName({ images, config, epoch }: NamedModel): string {
  const { input, hidden, latent } = config;
  return [slug(images), input, ...hidden, latent, `epoch${epoch}`].join('-');
}

/** Letters and digits of any script, joined by hyphens; `images` if there are none. */
export function slug(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.join('-').slice(0, MOST_CHARACTERS).replace(/-$/, '') || 'images';
}

/** File systems limit names to 255 bytes, and the rest of the name needs some of them. */
const MOST_CHARACTERS = 40;
