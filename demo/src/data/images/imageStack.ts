/** Images of one size from one file or folder. */
export interface ImageStack {
  /** Path of the file, or name of the folder. */
  readonly name: string;
  readonly count: number;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** [count, height, width, channels], 0 dark to 255 bright. */
  readonly pixels: Uint8Array;
  /** [count], as text in the file. */
  readonly labels?: readonly string[] | undefined;
}

/** Concatenates stacks of one size and kind; labelled if all are. */
export function concatenate(name: string, stacks: readonly ImageStack[]): ImageStack {
  const [first] = stacks as [ImageStack, ...ImageStack[]];
  if (stacks.length === 1) return { ...first, name };
  const pixels = new Uint8Array(stacks.reduce((sum, stack) => sum + stack.pixels.length, 0));
  let at = 0;
  for (const stack of stacks) {
    pixels.set(stack.pixels, at);
    at += stack.pixels.length;
  }
  const { width, height, channels } = first;
  const count = at / (width * height * channels);
  const labels = stacks.flatMap((stack) => stack.labels ?? []);
  return {
    name,
    count,
    width,
    height,
    channels,
    pixels,
    labels: labels.length === count ? labels : undefined,
  };
}
