/** The parts of a model's file names. */
export interface NamedModel {
  /** Name of the image set, such as `MNIST`. */
  readonly images: string;
  /** Widths of the input, the hidden layers and the latent code. */
  readonly widths: readonly number[];
  readonly epoch: number;
}

/** A file's name without its ending: `mnist-784-400-20-epoch3`. */
export function modelFileName({ images, widths, epoch }: NamedModel): string {
  return [slug(images), ...widths, `epoch${epoch}`].join('-');
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
