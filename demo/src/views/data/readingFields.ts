import type { PictureSize } from 'webgpu-vae/formats';
import type { GreyRange } from '../../data/images/intensities.ts';
import { figure } from '../../parts/format.ts';
import type { SettingField } from '../../session/settingFields.ts';

/** Another size of images with as many pixels as `now`, such as `8 × 8`. */
export function shapeField(now: PictureSize): SettingField<PictureSize> {
  const pixels = now.width * now.height;
  return {
    wanted: `a width and a height whose product is ${pixels}, such as ${shapeText(now)}`,
    parse(text) {
      const [width = 0, height = 0, ...rest] = text.split(/[\s×x*,]+/i).map(Number);
      const fits = Number.isInteger(width) && width > 0 && width * height === pixels;
      return fits && rest.length === 0 ? { width, height } : undefined;
    },
    format: shapeText,
  };
}

function shapeText({ width, height }: PictureSize): string {
  return `${width} × ${height}`;
}

/** The numbers of black and white, such as `0 to 16`. */
export const RANGE_FIELD: SettingField<GreyRange> = {
  wanted: 'two different numbers from 0 to 255, such as 0 to 16; 16 to 0 inverts the images',
  parse(text) {
    const [, ...ends] = text.match(/^\s*([\d.]+)\s*(?:to|–|-|,|\s)\s*([\d.]+)\s*$/) ?? [];
    const [black = Number.NaN, white = Number.NaN] = ends.map(Number);
    return black !== white && black <= 255 && white <= 255 ? { black, white } : undefined;
  },
  format: ({ black, white }) => `${figure(black)} to ${figure(white)}`,
};
