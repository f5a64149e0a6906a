/** Only reads files; its entry contains no part of the engine. */
import { type Dataset, gunzip, permutation, readIdx, readNpy, toDataset } from 'webgpu-vae/formats';

export async function readImages(file: Uint8Array): Promise<Dataset> {
  const { shape, data } = readIdx(await gunzip(file, 2 ** 30));
  return toDataset(data, data.length / (shape[0] ?? 1));
}

console.log(readImages, readNpy, permutation(10, 1, 0));
