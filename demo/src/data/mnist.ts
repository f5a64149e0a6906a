import { toDataset } from 'webgpu-vae/formats';
import { fetchIdx, idxBytes } from './fetchIdx.ts';
import type { ImageSet } from './imageSet.ts';
import { MNIST_FILES, type MnistFile } from './mnistFiles.ts';

const side = 28;

/**
 * Loads MNIST from the files next to the page; its test set is held out.
 *
 * @param base address of the page
 * @param report called with the share of received bytes, 0 to 1
 * @throws {DataError} when a file cannot be fetched or is not the expected one
 */
export async function loadMnist(base: string, report: (share: number) => void): Promise<ImageSet> {
  const total = Object.values(MNIST_FILES).reduce((sum, { shape }) => sum + idxBytes(shape), 0);
  let come = 0;
  const onBytes = (count: number) => {
    come += count;
    report(come / total);
  };
  const fetchFile = ({ path, shape }: MnistFile) =>
    fetchIdx(new URL(path, base).href, shape, onBytes);
  const { trainImages, trainLabels, testImages, testLabels } = MNIST_FILES;
  const [images, labels, heldOut, heldOutLabels] = await Promise.all([
    fetchFile(trainImages),
    fetchFile(trainLabels),
    fetchFile(testImages),
    fetchFile(testLabels),
  ]);
  return {
    name: 'MNIST',
    width: side,
    height: side,
    channels: 1,
    train: toDataset(images, side * side, 'MNIST train', labels),
    test: toDataset(heldOut, side * side, 'MNIST test', heldOutLabels),
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    skipped: [],
  };
}
