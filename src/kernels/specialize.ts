import { ConfigError, InternalError } from '../errors.ts';
import { type AssembledBinding, assemble, type ChosenSlot } from './assemble.ts';
import { loadedShaders } from './catalogue.ts';
import type {
  CataloguePart,
  ConstantEntry,
  ConstantValue,
  KernelEntry,
} from './catalogue.types.ts';
import { formatLiteral } from './literal.ts';

/** Values for some of a kernel's constants, by name. */
export type ConstantValues = Readonly<Record<string, ConstantValue>>;

/** A kernel ready to compile; `bindings[i]` is `@group(1) @binding(i)`. */
export interface SpecializedKernel {
  readonly code: string;
  readonly bindings: readonly AssembledBinding[];
  /** True if the step scalars must be bound as `@group(0) @binding(0)`. */
  readonly usesStep: boolean;
  /** All constants of the kernel and its slots, with their values in `code`. */
  readonly constants: ConstantValues;
}

/**
 * Builds the WGSL of a kernel: fills its slots, rewrites its constants, adds the modules it
 * imports. Pure: equal arguments give equal code. The entry point has the kernel's name.
 *
 * Names are plain strings because a plan is plain data. They are checked here at run time.
 *
 * @param slots choice by slot; an omitted slot has the kernel's default
 * @param constants values that differ from those in the shader
 * @throws InternalError if the part with the kernel or a choice is not loaded
 * @throws ConfigError for a name that the kernel does not have, or a value that does not fit the
 *   constant's type
 */
export function specialize(
  kernel: string,
  slots: Readonly<Record<string, string>> = {},
  constants: ConstantValues = {},
  entries: CataloguePart = loadedShaders(),
): SpecializedKernel {
  const entry = own(entries.kernels, kernel);
  if (!entry) {
    throw new InternalError(`no kernel "${kernel}"; expected one of: ${list(entries.kernels)}`);
  }
  const chosen = chooseSlots(kernel, entry, slots, entries);
  const declared: Record<string, ConstantEntry> = Object.assign(
    {},
    entry.constants,
    ...chosen.map(({ piece }) => piece.constants),
  );
  for (const name of Object.keys(constants)) {
    if (own(declared, name)) continue;
    throw new ConfigError(
      `kernel "${kernel}" has no constant "${name}"; expected one of: ${list(declared)}`,
    );
  }
  const assembled = assemble(entry, chosen, entries.modules);
  const values = Object.entries(declared).map(([name, { value }]) => [
    name,
    own(constants, name) ?? value,
  ]);
  return {
    ...assembled,
    code: rewriteConstants(kernel, assembled.code, declared, constants),
    constants: Object.fromEntries(values),
  };
}

function chooseSlots(
  kernel: string,
  entry: KernelEntry,
  slots: Readonly<Record<string, string>>,
  entries: CataloguePart,
): ChosenSlot[] {
  for (const slot of Object.keys(slots)) {
    if (own(entry.slots, slot)) continue;
    throw new ConfigError(
      `kernel "${kernel}" has no slot "${slot}"; expected one of: ${list(entry.slots)}`,
    );
  }
  return Object.entries(entry.slots).map(([slot, preferred]) => {
    const choices = own(entries.slots, slot) ?? {};
    const choice = own(slots, slot) ?? preferred;
    const piece = own(choices, choice);
    if (piece) return { slot, piece };
    throw new InternalError(
      `kernel "${kernel}", slot "${slot}": no choice "${choice}"; expected one of: ${list(choices)}`,
    );
  });
}

function rewriteConstants(
  kernel: string,
  code: string,
  declared: Readonly<Record<string, ConstantEntry>>,
  constants: ConstantValues,
): string {
  return code.replace(
    /^(const (\w+)\s*:[^=;]*= *)[^;]+;/gm,
    (whole, head: string, name: string) => {
      const entry = own(declared, name);
      const value = own(constants, name);
      if (!entry || value === undefined) return whole;
      const length = typeof entry.value === 'object' ? entry.value.length : 1;
      return `${head}${formatLiteral(kernel, name, entry.type, value, length)};`;
    },
  );
}

/** An own property of the object; inherited names such as `constructor` give undefined. */
function own<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function list(entries: object): string {
  return Object.keys(entries).join(', ') || '(none)';
}
