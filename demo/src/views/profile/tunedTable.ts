import type { ProductVariant, TunedDispatch, TuneReport } from 'webgpu-vae/worker';

/** A variant's time for one product. */
export interface VariantCell {
  /** Milliseconds; undefined if it was not measured. */
  readonly ms: number | undefined;
  /** True if this variant was chosen. */
  readonly chosen: boolean;
  /** The reason why it was not measured, if there is one. */
  readonly skipped: string | undefined;
}

/** A table of products and variants. */
export interface TunedTable {
  /** The variants that were measured or skipped for any product, in order of first appearance. */
  readonly variants: readonly ProductVariant[];
  readonly rows: readonly {
    readonly dispatch: TunedDispatch;
    /** One per variant. */
    readonly cells: readonly VariantCell[];
  }[];
}

export function tunedTable({ dispatches }: TuneReport): TunedTable {
  const variants = [
    ...new Set(
      dispatches.flatMap(({ ms, skipped, variant }) => [
        variant,
        ...(Object.keys(ms) as ProductVariant[]),
        ...skipped.map((each) => each.variant),
      ]),
    ),
  ].sort();
  const rows = dispatches.map((dispatch) => ({
    dispatch,
    cells: variants.map((variant) => ({
      ms: dispatch.ms[variant],
      chosen: dispatch.variant === variant,
      skipped: dispatch.skipped.find((each) => each.variant === variant)?.reason,
    })),
  }));
  return { variants, rows };
}

/** Skipped variants with the reason, `split_8x8, tiled_64x64: …`, one entry per reason. */
export function skippedTexts({ dispatches }: TuneReport): string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { variant, reason } of dispatches.flatMap(({ skipped }) => skipped)) {
    byReason.set(reason, (byReason.get(reason) ?? new Set()).add(variant));
  }
  return [...byReason].map(([reason, variants]) => `${[...variants].join(', ')}: ${reason}`);
}

export const SOURCE_TEXTS = {
  measured: 'measured now',
  cache: 'known before',
  default: 'default, not reached',
} as const;

/** The tuner's decision about the batch, as a sentence; undefined if there was no choice. */
export function inputsText({ inputs }: TuneReport): string | undefined {
  if (!inputs) return undefined;
  const { keepBatch, keptMs, gatheredMs } = inputs;
  const choice = keepBatch
    ? 'The batch is written to memory for the weight gradients'
    : 'The batch is gathered again for the weight gradients';
  if (keptMs === undefined || gatheredMs === undefined) return `${choice}.`;
  return `${choice}: ${keptMs.toFixed(2)} ms kept, ${gatheredMs.toFixed(2)} ms gathered.`;
}
