import { ELEMENT_BYTES, logicalSize } from '../graph/layout.ts';
import { type Dispatch, tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { accumulates } from './accumulates.ts';
import type { BindingEntry } from './catalogue.types.ts';
import { bindingsOf } from './dispatch.ts';
import { sizesOf } from './launch.ts';

/** Roles of tensors that every kernel reads before it writes them. */
const STATE: readonly Tensor['role'][] = ['groupState', 'health'];

/** Roles of tensors that hold all of a parameter group. */
const GROUPS: readonly Tensor['role'][] = ['groupState', 'groupGradient'];

/** A tensor that a dispatch reads or writes, and the number of bytes transferred. */
export interface Transfer {
  readonly way: 'read' | 'write';
  readonly tensor: string;
  readonly bytes: number;
}

/**
 * The minimum memory traffic of a dispatch, for any implementation of its kernel:
 * - every bound tensor is read or written once, without padding; a `u8` counts as one byte;
 * - state (the optimizer's, the health word) and a gradient that is added to are read and written;
 * - for a data set and its row index (`_` in the shader's shapes) only the batch's rows count;
 * - for a loss ring only the slot of the step counts;
 * - for a fused dispatch: the tensors that its parts read but do not compute, and the tensors that
 *   they compute for others.
 * Repeated loads of the same data are not included.
 */
export function dispatchTransfers(dispatch: Dispatch): Transfer[] {
  const outside = new Map(tensorsOf(dispatch).map(([, tensor]) => [tensor.name, tensor]));
  const moved = new Map<string, Transfer>();
  const made = new Set<string>();
  const parts = dispatch.parts ?? [dispatch];
  const makesGradients = parts.some((part) =>
    tensorsOf(part).some(([, { role }]) => role === 'parameterGradient'),
  );
  for (const part of parts) {
    for (const { tensor: recorded, ...binding } of bindingsOf(part)) {
      if (!recorded) continue;
      // A fused dispatch may compute a term in more parts than the recorded one.
      const tensor = outside.get(recorded.name) ?? recorded;
      const bytes = ELEMENT_BYTES[tensor.dtype] * elementsTouched(part, binding, tensor);
      const { name, role } = tensor;
      // Parts that work on ranges of a group access different bytes.
      const ranged = rangeOf(part, role) !== undefined;
      for (const way of waysMoved(part, binding, tensor)) {
        const inside =
          way === 'read'
            ? made.has(name) || (role === 'groupGradient' && makesGradients)
            : !outside.has(name);
        if (inside) continue;
        const key = `${way} ${name}`;
        const before = ranged ? (moved.get(key)?.bytes ?? 0) : 0;
        moved.set(key, { way, tensor: name, bytes: before + bytes });
      }
      if (binding.access === 'read_write' && !ranged) made.add(name);
    }
  }
  return [...moved.values()];
}

function elementsTouched(dispatch: Dispatch, binding: BindingEntry, tensor: Tensor): number {
  const [rows = 1, ...rest] = tensor.shape;
  const range = rangeOf(dispatch, tensor.role);
  if (range !== undefined) return range * logicalSize(tensor.shape);
  const { M } = dispatch.constants;
  if (binding.shape[0] === '_' && tensor.role === 'input') {
    return (typeof M === 'number' ? M : rows) * logicalSize(rest);
  }
  return tensor.role === 'terms' ? logicalSize(rest) : logicalSize(tensor.shape);
}

/** The share of a group that a dispatch works on; undefined if it works on the whole group. */
function rangeOf(dispatch: Dispatch, role: Tensor['role']): number | undefined {
  const { P = 0, COUNT = 0 } = sizesOf(dispatch);
  return COUNT > 0 && GROUPS.includes(role) ? COUNT / P : undefined;
}

function waysMoved(
  dispatch: Dispatch,
  binding: BindingEntry,
  tensor: Tensor,
): readonly ('read' | 'write')[] {
  if (binding.access === 'read') return ['read'];
  return STATE.includes(tensor.role) || accumulates(dispatch, binding.name)
    ? ['read', 'write']
    : ['write'];
}
