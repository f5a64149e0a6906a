/** A file in CIFAR-10's binary format: red rises to the right, green downwards, blue with the row. */
export function cifarFile(labels: readonly number[]): Uint8Array {
  const file = new Uint8Array(3073 * labels.length);
  for (const [row, label] of labels.entries()) {
    file[3073 * row] = label;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        const red = 3073 * row + 1 + 32 * y + x;
        file[red] = 8 * x;
        file[red + 1024] = 8 * y;
        file[red + 2048] = 100 * row;
      }
    }
  }
  return file;
}
