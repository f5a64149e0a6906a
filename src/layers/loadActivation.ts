import { coreKernels } from '../kernels/catalogue/core.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import type { Activation } from '../ops/slots.ts';

/** Loads the shaders of an activation that the core does not have. */
export async function loadActivation(activation: Activation): Promise<void> {
  if (Object.hasOwn(coreKernels.slots.activation, activation)) return;
  await loadEveryActivation();
}

/** Loads the shaders of all activations, and the kernels that apply one alone. */
export async function loadEveryActivation(): Promise<void> {
  const { activationsKernels } = await import('../kernels/catalogue/activations.generated.ts');
  addParts([activationsKernels]);
}
