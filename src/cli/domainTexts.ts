import { basename, extname } from 'node:path';
import { ConfigError, DataError } from '../errors.ts';
import { holdsTexts, loadTexts, type TextsOptions } from '../node/loadTexts.ts';

/** Texts of two domains: all of the first, then those of the second. */
export interface DomainTexts {
  readonly texts: readonly string[];
  /** Number of the domain of each text. */
  readonly labels: Uint8Array;
  /** Names of the domains. */
  readonly domains: readonly [string, string];
}

/** The two files that a data set names, with a comma between them; one, if nothing stands beside the comma. */
const filesOf = (dataset: string): readonly string[] => {
  const files = dataset.split(',').map((file) => file.trim());
  return files.length === 2 ? files.filter((file) => file !== '') : [dataset];
};

/** True if data are texts, by their names or by what a folder holds. */
export async function holdsDomainTexts(dataset: string): Promise<boolean> {
  const held = await Promise.all(filesOf(dataset).map(holdsTexts));
  return held.every(Boolean);
}

/**
 * Reads the texts of two domains: of two files, which give them their names, or of a folder with two folders in it.
 * A file or folder of a known name has that domain and the other one what is left; of unknown names the first comes
 * first.
 *
 * @param known names of the domains; without them the data say them
 * @throws DataError for a folder with another number of folders
 * @throws ConfigError for files of one name
 */
export async function loadDomainTexts(
  dataset: string,
  options: TextsOptions,
  known: readonly [string, string] | undefined,
): Promise<DomainTexts> {
  const { texts, labels, names } = await read(dataset, options);
  const domains = known ?? names;
  const swapped = domains[1] === names[0] || domains[0] === names[1];
  // In the order of the model, so that the same texts are held out whatever the order of the files is.
  const order = swapped ? [1, 0] : [0, 1];
  const own = order.map((number) => texts.filter((_, text) => labels[text] === number));
  return {
    texts: own.flat(),
    labels: Uint8Array.from(own.flatMap((each, domain) => each.map(() => domain))),
    domains,
  };
}

async function read(
  dataset: string,
  options: TextsOptions,
): Promise<Omit<DomainTexts, 'domains'> & { readonly names: readonly [string, string] }> {
  const [first = dataset, second] = filesOf(dataset);
  if (second === undefined) {
    const { texts, labels, classes = [] } = await loadTexts(first, options);
    const [one, other, ...more] = classes;
    if (labels && one !== undefined && other !== undefined && more.length === 0) {
      return { texts, labels, names: [one, other] };
    }
    throw new DataError(
      `"${dataset}" holds texts of ${classes.length > 1 ? `${classes.length} domains` : 'one domain'}: pass two files with a comma between ` +
        'them, such as --dataset a.txt,b.txt, or a folder with two folders of .txt files.',
    );
  }
  const names = [nameOf(first), nameOf(second)] as const;
  if (names[0] === names[1]) {
    throw new ConfigError(
      `--dataset "${dataset}": files give the domains their names, and both are called "${names[0]}".`,
    );
  }
  const [own, others] = [await loadTexts(first, options), await loadTexts(second, options)];
  return {
    texts: [...own.texts, ...others.texts],
    labels: Uint8Array.from([...own.texts.map(() => 0), ...others.texts.map(() => 1)]),
    names,
  };
}

const nameOf = (file: string): string => basename(file, extname(file));
