import type { BindingEntry, PieceEntry } from './catalogue.types.ts';

/** The module with the step scalars, which are bound to group 0. */
export const STEP_MODULE = 'shared/step';

/** The choice for one of a kernel's slots. */
export interface ChosenSlot {
  readonly slot: string;
  readonly piece: PieceEntry;
}

/**
 * A binding of an assembled kernel. `slot` names the slot that declares it; undefined for the
 * kernel itself.
 */
export interface AssembledBinding extends BindingEntry {
  readonly slot?: string;
}

/** A complete WGSL module and its bindings: `bindings[i]` is `@group(1) @binding(i)`. */
export interface Assembled {
  readonly code: string;
  readonly bindings: readonly AssembledBinding[];
  readonly usesStep: boolean;
}

const ENABLE = /^enable \w+;/gm;
const BINDING_INDEX = /@group\(1\) @binding\((\d+)\)/g;

/**
 * Joins a kernel, its chosen slots and the modules they import, each module once. The kernel comes
 * first, so that line numbers match its file. The bindings of each slot are renumbered to follow
 * the previous ones. WGSL requires `enable` directives before everything else, so they are placed
 * before the kernel's first line.
 */
export function assemble(
  kernel: PieceEntry,
  chosen: readonly ChosenSlot[],
  modules: Readonly<Record<string, string>>,
): Assembled {
  const parts = [kernel.code];
  const bindings: AssembledBinding[] = [...kernel.bindings];
  const imports = new Set(kernel.imports);
  for (const { slot, piece } of chosen) {
    const first = bindings.length;
    parts.push(
      piece.code.replace(
        BINDING_INDEX,
        (_, index: string) => `@group(1) @binding(${first + Number(index)})`,
      ),
    );
    bindings.push(...piece.bindings.map((binding) => ({ ...binding, slot })));
    for (const path of piece.imports) imports.add(path);
  }
  for (const path of imports) parts.push(modules[path] ?? '');
  const enables = new Set([kernel, ...chosen.map(({ piece }) => piece)].flatMap((p) => p.enables));
  const header = [...enables].map((name) => `enable ${name}; `).join('');
  return {
    code: header + parts.join('\n').replace(ENABLE, ''),
    bindings,
    usesStep: imports.has(STEP_MODULE),
  };
}
