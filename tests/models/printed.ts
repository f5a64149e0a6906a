import { fuse } from '../../src/fusion/fuse.ts';
import { physicalSize } from '../../src/graph/layout.ts';
import { type Dispatch, type Plan, printPlan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { DeviceTraits } from '../../src/kernels/defaultVariant.ts';
import { bindingsOf } from '../../src/kernels/dispatch.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { specialize } from '../../src/kernels/specialize.ts';
import { adaptPlan } from '../../src/runtime/adaptPlan.ts';

/** WebGPU's default limit, which every device supports. */
const MAX_BINDING_BYTES = 2 ** 27;
const MAX_WORKGROUPS = 65_535;

/** Kinds of adapters with different defaults. */
export const ADAPTERS = {
  gpu: { subgroupSize: 32, software: false, vendor: 'amd', maxInvocations: 256 },
  cpu: { subgroupSize: 4, software: true, vendor: '', maxInvocations: 256 },
  cpuWithoutSubgroups: { subgroupSize: undefined, software: true, vendor: '', maxInvocations: 256 },
} as const satisfies Readonly<Record<string, DeviceTraits>>;

/** A recorded plan as it runs on an adapter by default: fused, with default variants. */
export function adapted(plan: Plan, traits: DeviceTraits): Plan {
  const gpu = { traits, maxBindingBytes: MAX_BINDING_BYTES };
  return adaptPlan(plan, fuse, gpu, { fuse: true });
}

/** A recorded plan and its form on each kind of adapter, each under a heading. */
export function printForms(recorded: Plan): string {
  const forms = Object.entries(ADAPTERS).map(([name, traits]) => {
    return [`${name}, fused`, adapted(recorded, traits)] as const;
  });
  return [['recorded', recorded] as const, ...forms]
    .map(([heading, plan]) => `==== ${plan.name}, ${heading}\n${printPlan(plan)}\n`)
    .join('\n');
}

/**
 * All dispatches of a plan in the form that the device receives: label, kernel and slots;
 * workgroups; the buffer and the bound elements of each binding; the WGSL without blank lines.
 */
export function printWgsl({ step, burst }: Plan): string {
  return [...step, ...burst].map(printDispatch).join('\n');
}

function printDispatch(dispatch: Dispatch): string {
  const { label, kernel, slots } = dispatch;
  const choices = Object.entries(slots).map(([slot, { choice }]) => `${slot}=${choice}`);
  const bound = bindingsOf(dispatch).map(({ name, access, tensor }, i) => {
    return `// binding ${i}, ${access}: ${name} = ${tensor ? rangeOf(tensor) : 'nothing'}`;
  });
  return [
    `// ==== ${label}: ${kernel}<${choices.join(', ')}>`,
    `// workgroups ${launchGrid(dispatch, MAX_WORKGROUPS).join(' x ')}`,
    ...bound,
    withoutBlankLines(codeOf(dispatch)),
    '',
  ].join('\n');
}

/**
 * The WGSL of a dispatch. Read-only bindings in buffers that it also writes are declared
 * read_write, as WebGPU requires.
 */
export function codeOf(dispatch: Dispatch): string {
  const choices = Object.entries(dispatch.slots).map(([slot, { choice }]) => [slot, choice]);
  const { code } = specialize(dispatch.kernel, Object.fromEntries(choices), dispatch.constants);
  const bound = bindingsOf(dispatch);
  const bufferOf = (tensor: Tensor | undefined) => tensor && placeOf(tensor).buffer;
  const written = bound.filter(({ access }) => access === 'read_write').map((b) => b.tensor);
  const buffers = new Set(written.map(bufferOf));
  return bound
    .filter(({ access, tensor }) => access === 'read' && buffers.has(bufferOf(tensor)))
    .reduce((text, { name }) => {
      return text.replace(`var<storage, read> ${name}:`, `var<storage, read_write> ${name}:`);
    }, code);
}

/** Removed comments leave blank lines; without them a snapshot depends only on code. */
export function withoutBlankLines(code: string): string {
  return code
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

function rangeOf(tensor: Tensor): string {
  const { buffer, first } = placeOf(tensor);
  return `${buffer}[${first} .. ${first + physicalSize(tensor.shape)}] ${tensor.dtype}`;
}

/** The buffer of a tensor, and the tensor's first element in it. */
function placeOf({ name, role, group, arena, offset = 0 }: Tensor): {
  buffer: string;
  first: number;
} {
  switch (role) {
    case 'parameter':
    case 'groupState':
    case 'groupParameters':
      return { buffer: `${group}.state`, first: offset };
    case 'parameterGradient':
    case 'groupGradient':
      return { buffer: `${group}.gradient`, first: offset };
    case 'health':
    case 'sums':
      return { buffer: 'report', first: offset };
    default:
      return arena === undefined ? { buffer: name, first: 0 } : { buffer: arena, first: offset };
  }
}
