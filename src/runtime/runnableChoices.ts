import { ConfigError } from '../errors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { Gpu } from '../gpu/device.ts';
import {
  type DeviceAbilities,
  isVariant,
  lackingFor,
  type ProductVariant,
  type VariantChoices,
} from '../kernels/variants.ts';
import { adapterKey } from './adapterKey.ts';
import type { KernelChoices } from './kernelChoices.ts';
import type { Notice } from './notice.ts';

/** Kernel choices that a device can run, and notices about changes to them. */
interface RunnableChoices {
  readonly kernels: KernelChoices;
  readonly notices: readonly Notice[];
}

/**
 * Adapts kernel choices to the current device. Recorded choices, which name their adapter, are kept
 * as far as the device can run them, with the adapter's name. Choices given by the caller must be
 * runnable completely.
 * @param before the adapter used until now, if any; its notices are not repeated
 * @throws ConfigError for a variant that the caller gave and the device cannot run
 */
export function runnableChoices(
  kernels: KernelChoices,
  { adapter, device }: Pick<Gpu, 'adapter'> & { device: DeviceAbilities },
  before?: AdapterDescription,
): RunnableChoices {
  const { adapter: recorded, variants, ...rest } = kernels;
  const dropped = new Map<string, string>();
  const canRun = (variant: ProductVariant): boolean => {
    const reason = reasonAgainst(variant, device);
    if (reason !== undefined) dropped.set(variant, reason);
    return reason === undefined;
  };
  const kept = variants && keep(variants, canRun);
  const nothingLeft = rest.keepBatch === undefined && dropped.size > 0 && isEmpty(kept);
  const notices: Notice[] = [];
  const told = before && sameAdapter(before, adapter);
  if (recorded && !sameAdapter(recorded, adapter) && !nothingLeft && !told) {
    notices.push({
      kind: 'other-adapter',
      message:
        `the kernels of this run were chosen on ${adapterName(recorded)}, this is ` +
        `${adapterName(adapter)}: they are kept, but results may differ in bits and tune() ` +
        'may find faster ones',
    });
  }
  for (const [variant, reason] of dropped) {
    const cannot = `variant "${variant}" cannot run on this device: ${reason}`;
    if (!recorded) throw new ConfigError(`${cannot}; leave it out, or use a device that has it`);
    const message = `${cannot}; its products take the default, results may differ in bits`;
    notices.push({ kind: 'variant-unavailable', message });
  }
  if (nothingLeft) return { kernels: rest, notices };
  const chosenOn = recorded ?? adapter;
  return { kernels: { ...rest, ...(kept && { variants: kept }), adapter: chosenOn }, notices };
}

/**
 * The reason why a variant cannot run here. A checkpoint may come from a version with other
 * variants, or name one that an app registered.
 */
function reasonAgainst(variant: string, device: DeviceAbilities): string | undefined {
  if (!isVariant(variant)) return 'it is neither built in nor registered';
  const lacking = lackingFor(variant, device);
  return lacking === undefined ? undefined : `it lacks ${lacking}`;
}

function keep(
  { default: fallback, byKernel, byDispatch }: VariantChoices,
  canRun: (variant: ProductVariant) => boolean,
): VariantChoices {
  const runnable = (choices: Readonly<Record<string, ProductVariant>>) =>
    Object.fromEntries(Object.entries(choices).filter(([, variant]) => canRun(variant)));
  return {
    ...(fallback !== undefined && canRun(fallback) && { default: fallback }),
    ...(byKernel && { byKernel: runnable(byKernel) }),
    ...(byDispatch && { byDispatch: runnable(byDispatch) }),
  };
}

function isEmpty({ default: fallback, byKernel, byDispatch }: VariantChoices = {}): boolean {
  return fallback === undefined && Object.keys({ ...byKernel, ...byDispatch }).length === 0;
}

function sameAdapter(a: AdapterDescription, b: AdapterDescription): boolean {
  return adapterKey(a) === adapterKey(b);
}

function adapterName({ vendor, architecture, device, description }: AdapterDescription): string {
  const names = [vendor, architecture, description || device].filter((part) => part !== '');
  return `"${names.join(' ') || 'unnamed'}"`;
}
