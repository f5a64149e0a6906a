import type { Family } from './family.ts';

/** Load the families other than `vae`, by name. */
export const otherFamilies = {
  vib: () => import('./vib/vibFamily.ts').then(({ vibFamily }) => vibFamily),
  hierarchical: () =>
    import('./hierarchical/hierarchicalFamily.ts').then(
      ({ hierarchicalFamily }) => hierarchicalFamily,
    ),
  ladder: () => import('./ladder/ladderFamily.ts').then(({ ladderFamily }) => ladderFamily),
  topics: () => import('./topics/topicsFamily.ts').then(({ topicsFamily }) => topicsFamily),
  recommendation: () =>
    import('./recommendation/recommendationFamily.ts').then(
      ({ recommendationFamily }) => recommendationFamily,
    ),
  counts: () => import('./counts/countsFamily.ts').then(({ countsFamily }) => countsFamily),
  sequence: () =>
    import('./sequence/sequenceFamily.ts').then(({ sequenceFamily }) => sequenceFamily),
  table: () => import('./table/tableFamily.ts').then(({ tableFamily }) => tableFamily),
  aae: () => import('./aae/aaeFamily.ts').then(({ aaeFamily }) => aaeFamily),
  wae: () => import('./wae/waeFamily.ts').then(({ waeFamily }) => waeFamily),
  'vae-gan': () => import('./vaeGan/vaeGanFamily.ts').then(({ vaeGanFamily }) => vaeGanFamily),
  multimodal: () =>
    import('./multimodal/multimodalFamily.ts').then(({ multimodalFamily }) => multimodalFamily),
  aligned: () => import('./aligned/alignedFamily.ts').then(({ alignedFamily }) => alignedFamily),
} satisfies Readonly<Record<string, () => Promise<Family>>>;

/** Name of a family other than `vae`. */
export type OtherFamily = keyof typeof otherFamilies;
