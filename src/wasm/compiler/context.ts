import { get, type Label, type Node, type Step, type Variable, variable } from './ir.ts';
import { Misfit } from './shaderError.ts';
import type { Type } from './shaderTypes.ts';
import type { CallExpression, Declaration, ModuleSyntax } from './syntax.ts';
import { ValueNumbers } from './valueNumbers.ts';
import { isComposite, type Plain, type Value } from './values.ts';

/** Local variables that hold a value. */
export type Registers =
  | { readonly type: Type; readonly variables: readonly Variable[] }
  | { readonly type: Type; readonly fields: readonly Registers[] };

/** A place can be read and assigned to. */
export type Place =
  | { readonly kind: 'registers'; readonly registers: Registers }
  | MemoryPlace
  /** One lane of a vector in registers. */
  | { readonly kind: 'lane'; readonly type: Type; readonly of: Registers; readonly lane: Node };

export interface MemoryPlace {
  readonly kind: 'memory';
  readonly type: Type;
  readonly address: Node;
  readonly readonly: boolean;
  /** The bytes of a binding from an address in it on. */
  readonly bytesFrom?: (address: Node) => Node;
}

/** A name stands for a value or a place. `source` declares it. */
export type Binding =
  | { readonly kind: 'value'; readonly value: Value; readonly source: object }
  | { readonly kind: 'place'; readonly place: Place; readonly source: object };

/** Thrown when a variable in registers is indexed: it must lie in memory. */
export class NeedsMemory extends Error {
  /** The declaration. */
  readonly source: object;

  constructor(source: object) {
    super('lowering starts again with a variable in memory');
    this.source = source;
  }
}

/** A function whose body is being inlined. */
export interface Frame {
  readonly name: string;
  readonly label: Label;
  readonly resultType: Type | undefined;
  /** Values that an early `return` leaves. */
  result: Registers | undefined;
  /** The value of a `return` that ends the body. */
  value: Value | undefined;
  /** A branch leads to the end. */
  branches: boolean;
  /** Nothing after this place runs. */
  ended: boolean;
  /** Depth of control flow within the body that is decided at run time. */
  depth: number;
}

/** Labels of the loop that `break` and `continue` leave. */
export interface LoopLabels {
  readonly exit: Label;
  readonly next: Label;
}

/** Parts of lowering that stand above the context. */
export interface LoweringParts {
  inline(context: Context, call: CallExpression): Value | undefined;
  /** The value of a constant of the module. */
  constant(context: Context, declaration: Declaration): Value;
  /** The same in private memory, where an index finds it. */
  constantPlace(context: Context, declaration: Declaration): Place;
}

/** The state of lowering, which all its parts share. */
export class Context {
  readonly module: ModuleSyntax;
  /** Names of the module. */
  readonly globals = new Map<string, Binding>();
  /** Declarations of variables that lie in memory. */
  readonly inMemory: ReadonlySet<object>;
  /** The start of an invocation's private memory. */
  readonly privateMemory = variable('i32');
  /** Parts that lower what this one is used by. */
  readonly #parts: LoweringParts;
  /** Named functions of one vector that are called, such as `exp`. */
  readonly calls = new Set<string>();
  scopes: Map<string, Binding>[] = [];
  steps: Step[] = [];
  frame: Frame | undefined;
  loop: LoopLabels | undefined;
  /** Matrices before they were transposed, by the first column of the result. */
  readonly transposed = new Map<Variable, { readonly result: Plain; readonly source: Plain }>();
  readonly #values = new ValueNumbers();
  #privateBytes = 0;

  constructor(module: ModuleSyntax, inMemory: ReadonlySet<object>, parts: LoweringParts) {
    this.module = module;
    this.inMemory = inMemory;
    this.#parts = parts;
  }

  /** Lowers the body of a function of the module in place of a call. */
  inline(call: CallExpression): Value | undefined {
    return this.#parts.inline(this, call);
  }

  /** Private memory of an invocation, in bytes. */
  get privateBytes(): number {
    return this.#privateBytes;
  }

  /** @returns the offset of `bytes` more private memory */
  reserve(bytes: number): number {
    const offset = this.#privateBytes;
    this.#privateBytes += Math.ceil(bytes / 16) * 16;
    return offset;
  }

  find(name: string, at: number): Binding {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i]?.get(name);
      if (found) return found;
    }
    const global = this.globals.get(name);
    if (global) return global;
    const declared = this.module.constants.get(name);
    if (!declared) throw new Misfit(`"${name}" is not declared`, at);
    const constant: Binding = this.inMemory.has(declared)
      ? { kind: 'place', place: this.#parts.constantPlace(this, declared), source: declared }
      : { kind: 'value', value: this.#parts.constant(this, declared), source: declared };
    // A place holds the values from here on only: another use may come earlier.
    if (constant.kind === 'value') this.globals.set(name, constant);
    return constant;
  }

  declare(name: string, binding: Binding): void {
    this.scopes.at(-1)?.set(name, binding);
  }

  /** Runs `lower` with a scope of its own. */
  scoped(lower: () => void): void {
    this.scopes.push(new Map());
    try {
      lower();
    } finally {
      this.scopes.pop();
    }
  }

  /** The steps that `lower` emits. Their control flow is decided at run time. */
  collect(lower: () => void): Step[] {
    const outer = this.steps;
    const collected: Step[] = [];
    this.steps = collected;
    const { frame } = this;
    if (frame) frame.depth++;
    this.#values.enter();
    try {
      lower();
    } finally {
      this.#values.leave();
      if (frame) frame.depth--;
      this.steps = outer;
    }
    return collected;
  }

  emit(step: Step): void {
    this.steps.push(step);
    this.#values.note(step);
  }

  /** A node that gives the same value wherever it is used later. */
  stable(node: Node): Node {
    if (node.kind === 'const' || (node.kind === 'get' && !node.variable.mutable)) return node;
    const known = this.#values.find(node);
    if (known) return get(known);
    const temporary = variable(node.type);
    this.emit({ kind: 'set', variable: temporary, value: node });
    return get(temporary);
  }

  stableValue<T extends Value>(value: T): T {
    if (isComposite(value)) {
      return { ...value, fields: value.fields.map((field) => this.stableValue(field)) };
    }
    return { ...value, nodes: value.nodes.map((node) => this.stable(node)) };
  }
}
