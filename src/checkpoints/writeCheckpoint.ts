import type { Model } from '../families/model.ts';
import { writeSafetensors } from '../formats/safetensors.ts';
import { keptParts } from '../optimizers/registry.ts';
import type { Bytes } from '../platform.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import { groupOptimizer, type TrainingOptions } from '../training/options.ts';
import { FORMAT, FUNCTION, prefixOf, VERSION, viewsOf } from './checkpoint.ts';
import { namedTensors } from './namedTensors.ts';

/** Writes the complete state of a run to one safetensors file; see `readCheckpoint`. */
export function writeCheckpoint(
  { store, architecture }: Pick<Model, 'store' | 'architecture'>,
  { state, image }: Snapshot,
  options: TrainingOptions,
  kernels: KernelChoices,
): Bytes {
  const parameters = namedTensors(store, image, 'parameters', store.views);
  const moments = store.groups.flatMap((group) => {
    const { optimizer } = groupOptimizer(options, group.name);
    return keptParts(optimizer).flatMap((part) =>
      namedTensors(store, image, part, viewsOf(store, group)).map(
        ([name, tensor]) => [`${prefixOf(part, optimizer)}${name}`, tensor] as const,
      ),
    );
  });
  const variables = namedTensors(store, image, 'variables', store.variableViews);
  const metadata = new Map([
    ['format', FORMAT],
    ['version', String(VERSION)],
    ['architecture', JSON.stringify(architecture)],
    ['training', JSON.stringify({ options, state }, withoutFunctions)],
    ['kernels', JSON.stringify(kernels)],
  ]);
  return writeSafetensors(new Map([...parameters, ...moments, ...variables]), metadata);
}

function withoutFunctions(_key: string, value: unknown): unknown {
  return typeof value === 'function' ? { kind: FUNCTION } : value;
}
