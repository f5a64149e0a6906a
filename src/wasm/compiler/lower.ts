import { Context, NeedsMemory } from './context.ts';
import { constantValue, typeOf } from './expressions.ts';
import { i32, op } from './fold.ts';
import { get, type Node, type Routine, type Step, type Variable, variable } from './ir.ts';
import { declareVariable } from './places.ts';
import { Misfit } from './shaderError.ts';
import { sizeOf, vector } from './shaderTypes.ts';
import { LOWERING_PARTS, lowerStatements, withFrame } from './statements.ts';
import type { Attribute, FunctionSyntax, GlobalSyntax, ModuleSyntax, Parameter } from './syntax.ts';
import type { BindingArgument } from './types.ts';
import { type Plain, plain } from './values.ts';

/** A kernel whose invocations are still to be arranged. */
export interface Kernel {
  readonly body: readonly Step[];
  /** Invocations of a workgroup. */
  readonly invocations: number;
  readonly bindings: readonly KernelBinding[];
  /** The number of the workgroup. */
  readonly id: readonly [Variable, Variable, Variable];
  /** Number of workgroups. */
  readonly grid: readonly [Variable, Variable, Variable];
  /** Number of the invocation in its workgroup. */
  readonly lane: Variable;
  /** The start of the workgroup's memory. */
  readonly shared: Variable;
  readonly sharedBytes: number;
  /** The start of the invocation's memory. */
  readonly own: Variable;
  readonly ownBytes: number;
  /** Functions of one vector that it calls. */
  readonly calls: ReadonlySet<string>;
}

/** A kernel's argument from a binding. */
interface KernelBinding extends BindingArgument {
  readonly value: Variable;
}

/** @throws Misfit for what the compiler does not take */
export function lowerKernel(module: ModuleSyntax, entryPoint: string): Kernel {
  return retried((inMemory) => {
    const entry = module.functions.get(entryPoint);
    if (!entry) throw new Misfit(`there is no function "${entryPoint}"`, 0);
    const context = new Context(module, inMemory, LOWERING_PARTS);
    return lowerEntry(context, entry);
  });
}

/** Lowers a function of one vector. */
export function lowerFunction(module: ModuleSyntax, name: string): Routine {
  return retried((inMemory) => {
    const called = module.functions.get(name);
    if (!called) throw new Misfit(`there is no function "${name}"`, 0);
    const context = new Context(module, inMemory, LOWERING_PARTS);
    const parameter = variable('v128');
    const value = withFrame(context, called, () => {
      const [{ name: argument } = { name: '' }] = called.parameters;
      const given: Plain = { type: vector('f32', 4), nodes: [get(parameter)] };
      context.declare(argument, { kind: 'value', value: given, source: called });
      lowerStatements(context, called.body);
    });
    const result = value && plain(value, called.at).nodes[0];
    return { parameters: [parameter], body: context.steps, ...(result && { result }) };
  });
}

/** Starts again whenever a variable turns out to need memory. */
function retried<T>(lower: (inMemory: ReadonlySet<object>) => T): T {
  const inMemory = new Set<object>();
  for (;;) {
    try {
      return lower(inMemory);
    } catch (error) {
      if (!(error instanceof NeedsMemory) || inMemory.has(error.source)) throw error;
      inMemory.add(error.source);
    }
  }
}

type Triple<T> = readonly [T, T, T];

function lowerEntry(context: Context, entry: FunctionSyntax): Kernel {
  const size = workgroupSize(context, entry);
  const triple = (): Triple<Variable> => [variable('i32'), variable('i32'), variable('i32')];
  const id = triple();
  const grid = triple();
  const lane = variable('i32');
  const shared = variable('i32');
  const invocations = size[0] * size[1] * size[2];
  const laneNode: Node = invocations === 1 ? i32(0) : get(lane);
  const bindings: KernelBinding[] = [];
  const sharedBytes = declareGlobals(context, bindings, shared);
  const given: Readonly<Record<string, readonly Node[]>> = {
    workgroup_id: id.map(get),
    num_workgroups: grid.map(get),
    local_invocation_index: [laneNode],
    local_invocation_id: localId(laneNode, size),
    global_invocation_id: localId(laneNode, size).map((local, i) => {
      const first = op('i32.mul', 'i32', get(id[i] as Variable), i32(size[i] as number));
      return op('i32.add', 'i32', first, local);
    }),
  };
  withFrame(context, entry, () => {
    for (const parameter of entry.parameters) declareBuiltin(context, parameter, given);
    lowerStatements(context, entry.body);
  });
  return {
    body: context.steps,
    invocations,
    bindings,
    id,
    grid,
    lane,
    shared,
    sharedBytes,
    own: context.privateMemory,
    ownBytes: context.privateBytes,
    calls: context.calls,
  };
}

function workgroupSize(context: Context, entry: FunctionSyntax): Triple<number> {
  const attribute = entry.attributes.find(({ name }) => name === 'workgroup_size');
  if (!attribute) throw new Misfit(`"${entry.name}" has no workgroup size`, entry.at);
  const [x = 1, y = 1, z = 1] = attribute.args.map((each) => constantValue(context, each));
  return [x, y, z];
}

function localId(lane: Node, [x, y]: Triple<number>): Node[] {
  const row = op('i32.div_u', 'i32', lane, i32(x));
  return [
    op('i32.rem_u', 'i32', lane, i32(x)),
    op('i32.rem_u', 'i32', row, i32(y)),
    op('i32.div_u', 'i32', row, i32(y)),
  ];
}

function declareBuiltin(
  context: Context,
  { name, type, attributes }: Parameter,
  given: Readonly<Record<string, readonly Node[]>>,
): void {
  const [argument] = attributes.find((each) => each.name === 'builtin')?.args ?? [];
  const nodes = argument?.kind === 'name' ? given[argument.name] : undefined;
  if (!nodes) throw new Misfit(`parameter "${name}" is no builtin that is supported`, type.at);
  const value: Plain = { type: typeOf(context, type), nodes };
  context.declare(name, { kind: 'value', value: context.stableValue(value), source: type });
}

/** @returns the bytes of workgroup memory */
function declareGlobals(context: Context, bindings: KernelBinding[], shared: Variable): number {
  let bytes = 0;
  for (const global of context.module.globals) {
    const { name, space, access, type: syntax, at } = global;
    const type = typeOf(context, syntax);
    if (space === 'storage' || space === 'uniform') {
      const [pointer, bytes] = [variable('i32'), variable('i32')];
      const of = bindingOf(context, global);
      bindings.push({ ...of, takes: 'address', value: pointer });
      const address = get(pointer);
      const readonly = space === 'uniform' || access !== 'read_write';
      const bytesFrom = (from: Node): Node => {
        if (bindings.every(({ value }) => value !== bytes)) {
          bindings.push({ ...of, takes: 'bytes', value: bytes });
        }
        return op('i32.sub', 'i32', get(bytes), op('i32.sub', 'i32', from, address));
      };
      const place = { kind: 'memory', type, address, readonly, bytesFrom } as const;
      context.globals.set(name, { kind: 'place', place, source: global });
    } else if (space === 'workgroup') {
      const address = op('i32.add', 'i32', get(shared), i32(bytes));
      const place = { kind: 'memory', type, address, readonly: false } as const;
      context.globals.set(name, { kind: 'place', place, source: global });
      bytes += Math.ceil(sizeOf(type) / 16) * 16;
    } else if (space === 'private') {
      context.scopes.push(context.globals);
      declareVariable(context, name, type, global, undefined, at);
      context.scopes.pop();
    } else {
      throw new Misfit(`variables in "${space}" are not supported`, at);
    }
  }
  return bytes;
}

function bindingOf(
  context: Context,
  { name, attributes, at }: GlobalSyntax,
): { group: number; binding: number } {
  const number = (wanted: string): number => {
    const [argument] = attributes.find((each: Attribute) => each.name === wanted)?.args ?? [];
    if (!argument) throw new Misfit(`"${name}" has no @${wanted}`, at);
    return constantValue(context, argument);
  };
  return { group: number('group'), binding: number('binding') };
}
