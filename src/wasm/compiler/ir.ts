/**
 * The intermediate form between a shader and WebAssembly: all functions are inlined, constants are
 * folded, aggregates are taken apart. Every value is one of WebAssembly's.
 */

export type ValueType = 'i32' | 'f32' | 'v128';

/** A local variable. */
export interface Variable {
  readonly type: ValueType;
  /** Set more than once. */
  mutable: boolean;
}

export type Node =
  | Constant
  | { readonly kind: 'get'; readonly type: ValueType; readonly variable: Variable }
  | Operation
  | LoadNode
  | {
      readonly kind: 'call';
      readonly type: ValueType;
      readonly name: string;
      readonly args: readonly Node[];
    };

export type Constant =
  | { readonly kind: 'const'; readonly type: 'i32' | 'f32'; readonly value: number }
  /** Four words; f32 lanes as their bits. */
  | { readonly kind: 'const'; readonly type: 'v128'; readonly words: readonly number[] };

interface Operation {
  readonly kind: 'op';
  readonly type: ValueType;
  readonly op: string;
  readonly args: readonly Node[];
  /** Lane number, or the sixteen bytes of a shuffle. */
  readonly immediate?: readonly number[];
}

export interface LoadNode {
  readonly kind: 'load';
  readonly type: ValueType;
  readonly op: string;
  readonly address: Node;
  readonly offset: number;
  /** Nothing writes this memory while the kernel runs. */
  readonly readonly: boolean;
}

/** Where a branch leads: past the end of a block, or to the start of a loop. */
export interface Label {
  /** For messages and listings. */
  readonly name: string;
}

export type Step =
  | { readonly kind: 'set'; readonly variable: Variable; readonly value: Node }
  | {
      readonly kind: 'store';
      readonly op: string;
      readonly address: Node;
      readonly offset: number;
      readonly value: Node;
      readonly immediate?: readonly number[];
    }
  /** An atomic operation; the variable gets the old value. */
  | {
      readonly kind: 'atomic';
      readonly op: AtomicOperation;
      readonly address: Node;
      readonly offset: number;
      readonly value?: Node;
      readonly variable: Variable;
    }
  | { readonly kind: 'fill'; readonly address: Node; readonly bytes: number }
  | {
      readonly kind: 'if';
      readonly condition: Node;
      readonly taken: readonly Step[];
      readonly otherwise: readonly Step[];
    }
  | {
      readonly kind: 'block' | 'loop';
      readonly label: Label;
      readonly body: readonly Step[];
    }
  | { readonly kind: 'branch'; readonly label: Label; readonly condition?: Node }
  /** `at` is its place in the shader. */
  | { readonly kind: 'barrier'; readonly at: number };

export type AtomicOperation = 'load' | 'store' | 'add' | 'min' | 'max';

/** A kernel, or a function of one vector. */
export interface Routine {
  readonly parameters: readonly Variable[];
  readonly result?: Node;
  readonly body: readonly Step[];
}

export function variable(type: ValueType, mutable = false): Variable {
  return { type, mutable };
}

export function get(of: Variable): Node {
  return { kind: 'get', type: of.type, variable: of };
}
