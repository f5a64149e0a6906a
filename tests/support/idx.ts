/** An IDX file of u8 images [rows, height, width] with a pattern that differs between rows. */
export function idxImages(rows: number, height: number, width: number): Uint8Array {
  const header = new Uint8Array(16);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x00000803);
  for (const [index, size] of [rows, height, width].entries()) view.setUint32(4 + 4 * index, size);
  const file = new Uint8Array(16 + rows * height * width);
  file.set(header);
  for (let index = 16; index < file.length; index += 1) file[index] = (index * 37) % 256;
  return file;
}

/** An IDX file of labels that cycle through the classes. */
export function idxLabels(rows: number, classes: number): Uint8Array {
  const file = new Uint8Array(8 + rows);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00000801);
  view.setUint32(4, rows);
  for (let row = 0; row < rows; row += 1) file[8 + row] = row % classes;
  return file;
}
