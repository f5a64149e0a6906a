// @ts-check

/** The longest runs of tokens that are compared. */
const LONGEST = 4;

/**
 * BLEU of translations with one reference each, from 0 to 100: the geometric mean of the shares of their runs of
 * one to four tokens that stand in the reference too, each as often as there, times exp(1 - r / h) where all references
 * together are longer, r tokens, than all translations, h. Source: Papineni et al., "BLEU: a method for automatic
 * evaluation of machine translation", 2002.
 *
 * @param {readonly (readonly (string | number)[])[]} translations tokens of each
 * @param {readonly (readonly (string | number)[])[]} references as many
 */
export function bleu(translations, references) {
  if (translations.length !== references.length) {
    throw new Error(`${translations.length} translations of ${references.length} references`);
  }
  const tokens = (/** @type {typeof translations} */ texts) =>
    texts.reduce((sum, { length }) => sum + length, 0);
  let logs = 0;
  for (let length = 1; length <= LONGEST; length++) {
    let matches = 0;
    let all = 0;
    for (const [i, translation] of translations.entries()) {
      const wanted = runs(references[i] ?? [], length);
      for (const [run, count] of runs(translation, length)) {
        matches += Math.min(count, wanted.get(run) ?? 0);
        all += count;
      }
    }
    if (matches === 0) return 0;
    logs += Math.log(matches / all);
  }
  const short = Math.min(0, 1 - tokens(references) / tokens(translations));
  return 100 * Math.exp(logs / LONGEST + short);
}

/**
 * How often each run of tokens stands in a text.
 * @param {readonly (string | number)[]} text
 * @param {number} length of a run
 */
function runs(text, length) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let first = 0; first + length <= text.length; first++) {
    const run = text.slice(first, first + length).join(' ');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}
