import type { LayerChoice } from '../../../layers/registry.ts';
import type { ImageShape } from '../../../ops/window.ts';

/** The layers of a preset. */
export interface Networks {
  readonly encoder: readonly LayerChoice[];
  readonly decoder: readonly LayerChoice[];
  readonly output: LayerChoice;
}

/**
 * Makes the layers of a preset.
 * @param image height, width and channels; height and width are multiples of 4
 * @param latent dimensions of the code
 */
export type MakeNetworks = (image: ImageShape, latent: number) => Networks;

/** A dense layer and a reshape to the image from which a decoder goes on. */
export function denseImage([height, width, channels]: ImageShape): readonly LayerChoice[] {
  return [
    { kind: 'dense', units: height * width * channels },
    { kind: 'reshape', shape: [height, width, channels] },
  ];
}
