import { at } from './access.ts';

/** A continuation of a beam. */
export interface BeamCandidate {
  readonly score: number;
  /** Row of its beam. */
  readonly parent: number;
  readonly token: number;
}

interface BeamStep {
  /** `[rows · BEAMS, VOCABULARY]` */
  readonly logits: Float64Array;
  /** `[rows · BEAMS, 1]` */
  readonly scores: Float64Array;
  /** `[rows · BEAMS, K]` */
  readonly tokens: Float64Array;
}

interface BeamSizes {
  readonly row: number;
  readonly place: number;
  readonly BEAMS: number;
  readonly K: number;
  readonly VOCABULARY: number;
}

/** The continuations of a row's beams, the likeliest first. */
export function beamCandidates(
  { logits, scores, tokens }: BeamStep,
  { row, place, BEAMS, K, VOCABULARY }: BeamSizes,
): readonly BeamCandidate[] {
  const beams = place === 0 ? 1 : BEAMS;
  const candidates = Array.from({ length: beams }, (_, beam): BeamCandidate[] => {
    const parent = row * BEAMS + beam;
    const before = at(scores, parent);
    if (place > 0 && at(tokens, parent * K + place - 1) === 0) {
      return [{ score: before, parent, token: 0 }];
    }
    const own = logits.subarray(parent * VOCABULARY, (parent + 1) * VOCABULARY);
    const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = own.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    const base = before - (largest + Math.log(sum));
    return Array.from(own, (logit, token) => ({ score: base + logit, parent, token }));
  });
  // Sorting keeps the order of equal ones.
  return candidates.flat().sort((a, b) => b.score - a.score);
}
