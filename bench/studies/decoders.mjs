// @ts-check
/**
 * Measures the cost of smaller decoder files: the classic VAE, trained on MNIST, with its decoder stored as f32,
 * f16 and int8 and read again. Prints a Markdown table: bytes, the error of decoded means (1,000
 * test images, in shares of white), and the ELBO of the test images.
 *
 *     npm run build && node bench/studies/decoders.mjs --epochs 1
 */
import { Command } from 'commander';
import { runnerImport } from 'vite';
import { builtLibrary, builtNodeLibrary, studyGpu, whole } from '../lib/study.mjs';
import { figure, markdown } from '../table.mjs';

const DTYPES = /** @type {const} */ (['f32', 'f16', 'int8']);

const { epochs } = new Command('decoders')
  .option('--epochs <n>', 'epochs of the training', whole(1), 1)
  .parse()
  .opts();

const opened = await studyGpu();
const { VAE, subset } = await builtLibrary();
const { loadMnist } = await builtNodeLibrary();
const [files, decoders] = await Promise.all([
  /** @type {Promise<typeof import('../../src/formats/safetensors.ts')>} */ (
    source('formats/safetensors.ts')
  ),
  /** @type {Promise<typeof import('../../src/checkpoints/readDecoder.ts')>} */ (
    source('checkpoints/readDecoder.ts')
  ),
]);
const data = await loadMnist();
const vae = await VAE.create({ gpu: opened.gpu, seed: 1 });
await vae.fit(data.train, { epochs });
const { mu } = await vae.encode(subset(data.test, 1000));
const expected = await vae.decode(mu);
const checkpoint = files.readSafetensors(await vae.save());

const rows = [];
for (const dtype of DTYPES) {
  const file = await vae.saveDecoder({ dtype });
  const model = await VAE.load(withDecoder(file), { gpu: opened.gpu });
  const decoded = await model.decode(mu);
  const errors = decoded.map((value, i) => Math.abs(value - (expected[i] ?? 0)));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const largest = errors.reduce((most, error) => Math.max(most, error), 0);
  const { elbo } = await model.evaluate(data.test);
  model.dispose();
  const bytes = `${Math.round(file.length / 1000)} kB`;
  rows.push([dtype, bytes, figure(mean), figure(largest), elbo.toFixed(3)]);
}
vae.dispose();
console.log(markdown(['decoder', 'file', 'mean error', 'largest error', 'test ELBO'], rows));
// The process holds its adapter.
process.exit(0);

/** A module of the library's sources, whose parts the package does not show. @param {string} path */
async function source(path) {
  const { module } = await runnerImport(new URL(`../../src/${path}`, import.meta.url).pathname);
  return /** @type {any} */ (module);
}

/**
 * The model's weights as plain weights, with those of a decoder file in place of its own.
 * @param {Uint8Array} file
 */
function withDecoder(file) {
  const { tensors } = /** @type {import('../../src/checkpoints/checkpoint.ts').Checkpoint} */ (
    decoders.readDecoder(file)
  ).file;
  const weights = [...checkpoint.tensors]
    .filter(([name]) => /^fc\d+\.(weight|bias)$/.test(name))
    .map(([name, own]) => {
      const stored = tensors.get(name) ?? own;
      const data = files.toFloat32(stored);
      return /** @type {const} */ ([name, { dtype: 'F32', shape: stored.shape, data }]);
    });
  return files.writeSafetensors(new Map(weights), new Map());
}
