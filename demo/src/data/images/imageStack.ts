/** Grey images of one size, as they came out of one file or one folder. */
export interface ImageStack {
  /** Path of the file, or what the folder is called. */
  readonly name: string;
  readonly count: number;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** [count, height, width], 0 black to 255 white. */
  readonly pixels: Uint8Array;
  /** [count], as they were written. */
  readonly labels?: readonly string[] | undefined;
}

/** Stacks of one size, one after the other; labelled when all are. */
export function concatenate(name: string, stacks: readonly ImageStack[]): ImageStack {
  const [first] = stacks as [ImageStack, ...ImageStack[]];
  if (stacks.length === 1) return { ...first, name };
  const pixels = new Uint8Array(stacks.reduce((sum, stack) => sum + stack.pixels.length, 0));
  let at = 0;
  for (const stack of stacks) {
    pixels.set(stack.pixels, at);
    at += stack.pixels.length;
  }
  const { width, height } = first;
  const count = at / (width * height);
  const labels = stacks.flatMap((stack) => stack.labels ?? []);
  return {
    name,
    count,
    width,
    height,
    pixels,
    labels: labels.length === count ? labels : undefined,
  };
}
