import { permutation } from 'webgpu-vae/formats';

/** Parts of the sentences of one subject; an empty string leaves a place out. */
interface Subject {
  readonly who: readonly string[];
  readonly does: readonly string[];
  readonly what: readonly string[];
  readonly where: readonly string[];
}

const MANNERS = ['old', 'young', 'tired', 'happy', ''];

const SUBJECTS: readonly Subject[] = [
  {
    who: ['sailor', 'captain', 'fisherman', 'pirate'],
    does: ['mends', 'loads', 'steers', 'paints'],
    what: ['boat', 'sail', 'net', 'anchor'],
    where: ['in the harbour', 'before the storm', 'near the lighthouse', ''],
  },
  {
    who: ['cook', 'baker', 'waiter', 'guest'],
    does: ['tastes', 'warms', 'serves', 'burns'],
    what: ['soup', 'bread', 'cake', 'sauce'],
    where: ['in the kitchen', 'for the dinner', 'at the table', ''],
  },
  {
    who: ['singer', 'drummer', 'violinist', 'composer'],
    does: ['plays', 'hums', 'practises', 'records'],
    what: ['song', 'melody', 'waltz', 'rhythm'],
    where: ['on the stage', 'at the concert', 'with the orchestra', ''],
  },
  {
    who: ['gardener', 'farmer', 'neighbour', 'botanist'],
    does: ['waters', 'plants', 'picks', 'trims'],
    what: ['roses', 'tulips', 'herbs', 'hedge'],
    where: ['in the garden', 'behind the greenhouse', 'by the pond', ''],
  },
  {
    who: ['astronaut', 'astronomer', 'pilot', 'robot'],
    does: ['orbits', 'photographs', 'studies', 'reaches'],
    what: ['planet', 'comet', 'moon', 'galaxy'],
    where: ['from the telescope', 'in the rocket', 'beyond the sun', ''],
  },
];

/** Always the same choice of sentences. */
const SEED = 1;

/**
 * Different sentences of a small grammar about five subjects, such as `the old sailor mends the net in the
 * harbour.`, in a fixed random order.
 * @param count at most all that there are
 */
export function grammarSentences(count: number): readonly string[] {
  const all = SUBJECTS.flatMap(sentencesAbout);
  return Array.from(permutation(all.length, SEED, 0).slice(0, count), (i) => all[i] as string);
}

function sentencesAbout({ who, does, what, where }: Subject): readonly string[] {
  return MANNERS.flatMap((manner) =>
    who.flatMap((actor) =>
      does.flatMap((act) =>
        what.flatMap((thing) =>
          where.map(
            (place) =>
              `${['the', manner, actor, act, 'the', thing, place].filter(Boolean).join(' ')}.`,
          ),
        ),
      ),
    ),
  );
}
