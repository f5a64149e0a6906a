import { TEXT } from './noun.ts';
import { fixedOrder, heldTenth } from './runData.ts';

/** Numbers of the texts of both parts. */
interface Places {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** The domains of texts. */
export interface OfDomains {
  readonly names: readonly [string, string];
  /** Number of the domain of each text. */
  readonly labels: Uint8Array;
}

/**
 * Which texts are training data: all but the last tenth, in a fixed random order.
 * @param name of the texts in messages
 * @param texts their numbers
 */
export function textPlaces(name: string, texts: readonly number[]): Places {
  const held = heldTenth(name, texts.length, TEXT);
  const order = Array.from(fixedOrder(texts.length), (place) => texts[place] as number);
  return { train: order.slice(0, -held), test: order.slice(-held) };
}

/** The same of each domain. The domains take turns, so that the first texts of a part are of both. */
export function domainPlaces({ names, labels }: OfDomains): Places {
  const ofDomain = (domain: number): Places =>
    textPlaces(
      names[domain] as string,
      [...labels.keys()].filter((text) => labels[text] === domain),
    );
  const [first, second] = [ofDomain(0), ofDomain(1)];
  return {
    train: takingTurns(first.train, second.train),
    test: takingTurns(first.test, second.test),
  };
}

const takingTurns = (first: readonly number[], second: readonly number[]): readonly number[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, turn) => [
    ...first.slice(turn, turn + 1),
    ...second.slice(turn, turn + 1),
  ]).flat();

/** How many of some texts each domain has, in words. */
export function domainCounts(
  { names: [one, other], labels }: OfDomains,
  texts: readonly number[],
): string {
  const ofOther = texts.filter((text) => labels[text] === 1).length;
  return `${texts.length - ofOther} texts of "${one}", ${ofOther} of "${other}"`;
}
