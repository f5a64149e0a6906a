import { assertInRange, oneOf, shown } from '../../../checks.ts';
import { ConfigError } from '../../../errors.ts';
import type { Shape } from '../../../layers/layer.ts';
import { conv } from './conv.ts';
import { gated } from './gated.ts';
import type { PresetName } from './names.ts';
import type { MakeNetworks, Networks } from './networks.ts';
import { resnet } from './resnet.ts';

/** To add a preset, add its file, its line here and its name. */
const presets: Readonly<Record<PresetName, MakeNetworks>> = { conv, resnet, gated };

/** The shape of MNIST's images. */
const MNIST = [28, 28, 1] as const;

/**
 * The layers of a preset, and the shape of an image.
 * @param asked what the architecture says of its input: the shape, and columns of side information
 * @param latent dimensions of the code
 * @throws ConfigError for an unknown name, a shape that does not fit, or a condition
 */
export function presetNetworks(
  name: unknown,
  { input = MNIST, condition }: { readonly input?: unknown; readonly condition?: unknown },
  latent: unknown,
): Networks & { readonly input: Shape } {
  assertInRange('preset', oneOf(Object.keys(presets)), name);
  const image = imageSizes(input);
  const [height = 0, width = 0, channels = 1] = image;
  if (height <= 0 || width <= 0 || height % 4 !== 0 || width % 4 !== 0) {
    throw new ConfigError(
      `the preset "${name}" takes images [height, width, channels] whose height and width it can ` +
        `halve twice, such as input: [28, 28, 1], got ${shown(input)}`,
    );
  }
  if (condition !== undefined && condition !== 0) {
    throw new ConfigError(
      `the convolutions of the preset "${name}" see an image alone: leave the condition out, got ${shown(condition)}`,
    );
  }
  const networks = presets[name as PresetName]([height, width, channels], Number(latent));
  return { ...networks, input: image };
}

/** Height, width and perhaps channels of what may come from a file; none if it is no image. */
function imageSizes(input: unknown): Shape {
  return Array.isArray(input) && (input.length === 2 || input.length === 3) ? input : [];
}
