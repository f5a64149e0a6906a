import type { Dispatch, Plan } from '../graph/plan.ts';
import { planCost } from '../kernels/cost.ts';
import { AS_IS, ownVariants } from '../kernels/ownVariants.ts';
import type { Shortlist } from '../kernels/shortlist.ts';
import { variantKey } from '../kernels/variantKey.ts';
import {
  type DeviceAbilities,
  lackingFor,
  type ProductVariant,
  variantNames,
} from '../kernels/variants.ts';
import type { Candidate, Tried } from './cache.ts';
import type { SkippedVariant, TunedDispatch, VariantTimes } from './report.ts';

/**
 * Another variant replaces the default only if its time is below this fraction, since smaller
 * differences may be noise.
 */
const MARGIN = 0.97;

/** A dispatch to measure with all its candidates. */
export interface Trial {
  readonly key: string;
  readonly dispatch: Dispatch;
  readonly candidates: readonly Candidate[];
}

/** A product to tune: the candidate variants, and the default one. */
export interface Contest extends Trial {
  readonly flops: number;
  readonly usual: ProductVariant;
  readonly candidates: readonly ProductVariant[];
  readonly skipped: readonly SkippedVariant[];
}

export interface ContestOptions {
  readonly device: DeviceAbilities;
  /** The library's variants that can win on the adapter. */
  readonly shortlist: Shortlist;
  /** The variants requested by name; by default those of the shortlist and those of the app. */
  readonly variants: readonly ProductVariant[] | undefined;
}

/**
 * The products of plans, with one contest per key. Contests of the first plan come before
 * additional ones of the others; costly products come first.
 */
export function contestsOf(plans: readonly Plan[], options: ContestOptions): Contest[] {
  const contests = new Map<string, Contest>();
  for (const plan of plans) {
    const own: Contest[] = [];
    const costs = planCost(plan).dispatches;
    for (const [i, dispatch] of plan.step.entries()) {
      const usual = dispatch.slots.product?.choice as ProductVariant | undefined;
      const key = variantKey(dispatch);
      if (usual === undefined || contests.has(key)) continue;
      const flops = costs[i]?.flops ?? 0;
      own.push({ key, dispatch, flops, usual, ...candidates(usual, options) });
    }
    own.sort((a, b) => b.flops - a.flops);
    for (const contest of own) contests.set(contest.key, contests.get(contest.key) ?? contest);
  }
  return [...contests.values()];
}

/**
 * The non-product dispatches that not all plans have, such as the one that writes the batch. They
 * also affect which plan is fastest.
 */
export function othersOf(plans: readonly Plan[]): Trial[] {
  const keys = plans.map(({ step }) => new Set(step.map(variantKey)));
  const others = new Map<string, Trial>();
  for (const dispatch of plans.flatMap(({ step }) => step)) {
    const key = variantKey(dispatch);
    if (dispatch.slots.product || keys.every((own) => own.has(key))) continue;
    others.set(key, others.get(key) ?? { key, dispatch, candidates: [AS_IS] });
  }
  return [...others.values()];
}

/** The default variant always takes part, as the baseline. */
function candidates(
  usual: ProductVariant,
  { device, shortlist, variants }: ContestOptions,
): Pick<Contest, 'candidates' | 'skipped'> {
  const running: ProductVariant[] = [];
  const skipped: SkippedVariant[] = [];
  const wanted: readonly string[] = variants ?? [...shortlist.variants, ...ownVariants.keys()];
  for (const variant of variantNames) {
    const lacking = lackingFor(variant, device);
    if (lacking !== undefined) {
      skipped.push({ variant, reason: `the device lacks ${lacking}` });
    } else if (variant === usual || wanted.includes(variant)) {
      running.push(variant);
    } else {
      skipped.push({ variant, reason: variants ? 'not asked for' : shortlist.others });
    }
  }
  return { candidates: running, skipped };
}

/** True if every candidate has been tried. */
export function isDecided({ candidates }: Trial, tried: Tried = {}): boolean {
  return candidates.every((each) => Object.hasOwn(tried, each));
}

/** The result of a contest. @param tried the measurements, if every candidate was tried */
export function conclude(
  { key, dispatch, usual, candidates, skipped }: Contest,
  tried: Tried | undefined,
  fromCache: boolean,
): TunedDispatch {
  const { label, kernel } = dispatch;
  if (!tried) {
    const left = candidates.map((variant) => ({ variant, reason: 'the time budget was used up' }));
    const known = { label, kernel, key, variant: usual, ms: {} };
    return { ...known, source: 'default', skipped: [...skipped, ...left] };
  }
  const figures = candidates.map((variant) => [variant, tried[variant]] as const);
  const times = figures.filter((each): each is [ProductVariant, number] => {
    return typeof each[1] === 'number';
  });
  const refused = figures.flatMap(([variant, reason]) => {
    return typeof reason === 'string' ? [{ variant, reason }] : [];
  });
  const ms: VariantTimes = Object.fromEntries(times);
  return {
    label,
    kernel,
    key,
    variant: fastest(times, usual),
    source: times.length === 0 ? 'default' : fromCache ? 'cache' : 'measured',
    ms,
    skipped: [...skipped, ...refused],
  };
}

function fastest(
  times: readonly (readonly [ProductVariant, number])[],
  usual: ProductVariant,
): ProductVariant {
  const limit = MARGIN * (times.find(([variant]) => variant === usual)?.[1] ?? Infinity);
  const [best] = times.filter(([, ms]) => ms < limit).sort(([, a], [, b]) => a - b);
  return best?.[0] ?? usual;
}

/** True if `other` milliseconds are sufficiently less than `usual`, and both are known. */
export function isBetter(other: number | undefined, usual: number | undefined): boolean {
  return other !== undefined && usual !== undefined && other < MARGIN * usual;
}
