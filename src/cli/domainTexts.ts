import { basename, extname } from 'node:path';
import { ConfigError, DataError } from '../errors.ts';
import { holdsTexts, loadTexts, type TextsOptions } from '../node/loadTexts.ts';

/** Texts of two domains, one after the other. */
export interface DomainTexts {
  readonly texts: readonly string[];
  /** Number of the domain of each text. */
  readonly labels: Uint8Array;
  /** Names of the domains. */
  readonly domains: readonly [string, string];
}

/** The two files that a data set names, with a comma between them. */
const filesOf = (dataset: string): readonly string[] => {
  const files = dataset.split(',').map((file) => file.trim());
  return files.length === 2 ? files : [dataset];
};

/** True if data are texts, by their names or by what a folder holds. */
export async function holdsDomainTexts(dataset: string): Promise<boolean> {
  const held = await Promise.all(filesOf(dataset).map(holdsTexts));
  return held.every(Boolean);
}

/**
 * Reads the texts of two domains: of two files, which give them their names, or of a folder with two folders in it.
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
  // Domains that the model names otherwise come in its order.
  const numbers = names.every((name) => domains.includes(name))
    ? names.map((name) => domains.indexOf(name))
    : [0, 1];
  return { texts, labels: labels.map((label) => numbers[label] as number), domains };
}

async function read(
  dataset: string,
  options: TextsOptions,
): Promise<Omit<DomainTexts, 'domains'> & { readonly names: readonly [string, string] }> {
  const [first, second] = filesOf(dataset);
  if (first === undefined || second === undefined) {
    const { texts, labels, classes = [] } = await loadTexts(dataset, options);
    const [one, other, ...more] = classes;
    if (labels && one !== undefined && other !== undefined && more.length === 0) {
      return { texts, labels, names: [one, other] };
    }
    throw new DataError(
      `"${dataset}" holds texts of ${Math.max(1, classes.length)} domains: pass two files with a comma between ` +
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
