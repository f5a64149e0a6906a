import { ConfigError } from '../errors.ts';

/** Width and height of an image in pixels, as the option `--size` gives them. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** @throws ConfigError for other text than two numbers */
export function parseSize(value: string): ImageSize {
  const [, width = 0, height = 0] = /^(\d+)x(\d+)$/.exec(value)?.map(Number) ?? [];
  if (width > 0 && height > 0) return { width, height };
  throw new ConfigError(
    `--size expects width and height of an image in pixels, such as 28x28, got "${value}".`,
  );
}

/**
 * The shape of a row of grey or coloured pixels; undefined if nothing says it.
 * @param known by the checkpoint
 * @throws ConfigError for a size other than that of the checkpoint, or if a row has other values
 */
export function shapeOf(
  size: ImageSize | undefined,
  values: number,
  known: readonly number[] | undefined,
): readonly number[] | undefined {
  if (size === undefined) return known;
  const { width, height } = size;
  if (known !== undefined && known.length > 1) {
    const [rows, columns] = known;
    if (rows === height && columns === width) return known;
    throw new ConfigError(
      `--size ${width}x${height}: the checkpoint says that its images are ${columns}x${rows}; leave --size out.`,
    );
  }
  const channels = values / (width * height);
  if (channels === 1) return [height, width];
  if (channels === 3) return [height, width, channels];
  throw new ConfigError(
    `--size ${width}x${height} has ${width * height} pixels, but an image of this model has ` +
      `${values} values: one or three for each pixel are needed.`,
  );
}
