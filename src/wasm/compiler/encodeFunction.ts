import { Bytes } from './bytes.ts';
import { floatBits } from './fold.ts';
import {
  type Constant,
  get,
  type Label,
  type Node,
  type Routine,
  type Step,
  type ValueType,
  type Variable,
} from './ir.ts';
import { ALIGNMENT, opcode } from './opcodes.ts';
import { nodesOf, operandsOf } from './walk.ts';

export const VALUE_TYPE: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

const VOID = 0x40;
const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const CALL = 0x10;
const SELECT = 0x1b;
const SELECT_TYPED = 0x1c;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;

/** The functions and variables that a function may use. */
export interface EncodeTarget {
  /** Memory is shared between threads. */
  readonly shared: boolean;
  /** Relaxed SIMD is there. */
  readonly relaxed: boolean;
  /** The number of a function. */
  readonly functions: ReadonlyMap<string, number>;
}

/** @returns the function with its local variables, as the code section holds it */
export function encodeFunction(routine: Routine, target: EncodeTarget): Bytes {
  return new FunctionEncoder(routine, target).encode();
}

class FunctionEncoder {
  readonly #routine: Routine;
  readonly #target: EncodeTarget;
  readonly #code = new Bytes();
  readonly #locals = new Map<Variable, number>();
  readonly #localTypes: ValueType[] = [];
  /** Labels from the outermost to the innermost. */
  readonly #labels: (Label | undefined)[] = [];
  /** Nodes that a step uses more than once, and the variables that keep them. */
  #repeated = new Map<Node, Variable | undefined>();

  constructor(routine: Routine, target: EncodeTarget) {
    this.#routine = routine;
    this.#target = target;
    for (const parameter of routine.parameters) this.#locals.set(parameter, this.#locals.size);
  }

  encode(): Bytes {
    this.#steps(this.#routine.body);
    const { result } = this.#routine;
    if (result) {
      this.#noteRepeated([result]);
      this.#node(result);
    }
    this.#code.byte(END);
    const whole = new Bytes().unsigned(this.#localTypes.length);
    for (const type of this.#localTypes) whole.unsigned(1).byte(VALUE_TYPE[type]);
    return whole.bytes(this.#code.taken());
  }

  #local(variable: Variable): number {
    const known = this.#locals.get(variable);
    if (known !== undefined) return known;
    const index = this.#locals.size;
    this.#locals.set(variable, index);
    this.#localTypes.push(variable.type);
    return index;
  }

  #steps(steps: readonly Step[]): void {
    for (const step of steps) {
      this.#noteRepeated(nodesOf(step));
      this.#step(step);
    }
  }

  /** A node that a step uses twice is computed once. */
  #noteRepeated(roots: readonly Node[]): void {
    this.#repeated = new Map();
    const seen = new Set<Node>();
    const visit = (node: Node): void => {
      if (node.kind === 'const' || node.kind === 'get') return;
      if (seen.has(node)) {
        this.#repeated.set(node, undefined);
        return;
      }
      seen.add(node);
      operandsOf(node).forEach(visit);
    };
    roots.forEach(visit);
  }

  #step(step: Step): void {
    const code = this.#code;
    switch (step.kind) {
      case 'set':
        this.#node(step.value);
        code.byte(LOCAL_SET).unsigned(this.#local(step.variable));
        return;
      case 'store':
        this.#node(step.address);
        this.#node(step.value);
        this.#access(step.op, step.offset);
        if (step.immediate) code.byte(...step.immediate);
        return;
      case 'fill':
        this.#node(step.address);
        code.byte(0x41).signed(0);
        code.byte(0x41).signed(step.bytes);
        code.byte(0xfc, 0x0b, 0x00);
        return;
      case 'atomic':
        this.#atomic(step);
        return;
      case 'if':
        this.#if(step);
        return;
      case 'block':
      case 'loop':
        code.byte(step.kind === 'block' ? BLOCK : LOOP, VOID);
        this.#within(step.label, step.body);
        code.byte(END);
        return;
      case 'branch': {
        if (step.condition) this.#node(step.condition);
        code.byte(step.condition ? BRANCH_IF : BRANCH).unsigned(this.#depthOf(step.label));
        return;
      }
      case 'barrier':
        throw new Error('a barrier is left');
    }
  }

  #if({ condition, taken, otherwise }: Extract<Step, { kind: 'if' }>): void {
    if (taken.length === 0 && otherwise.length === 0) return;
    this.#node(condition);
    this.#code.byte(IF, VOID);
    this.#within(undefined, taken);
    if (otherwise.length > 0) {
      this.#code.byte(ELSE);
      this.#within(undefined, otherwise);
    }
    this.#code.byte(END);
  }

  #within(label: Label | undefined, steps: readonly Step[]): void {
    this.#labels.push(label);
    this.#steps(steps);
    this.#labels.pop();
  }

  #depthOf(label: Label): number {
    const index = this.#labels.lastIndexOf(label);
    if (index < 0)
      throw new Error(`a branch leads out of "${label.name}", which does not enclose it`);
    return this.#labels.length - 1 - index;
  }

  #access(name: string, offset: number): void {
    this.#instruction(name);
    this.#code.unsigned(ALIGNMENT[name] ?? 0).unsigned(offset);
  }

  #instruction(name: string): void {
    const [prefix, number] = opcode(name);
    if (prefix === undefined) this.#code.byte(number);
    else this.#code.byte(prefix).unsigned(number);
  }

  #node(node: Node): void {
    if (!this.#repeated.has(node)) {
      this.#fresh(node);
      return;
    }
    const kept = this.#repeated.get(node);
    if (kept) {
      this.#get(kept);
      return;
    }
    this.#fresh(node);
    const variable: Variable = { type: node.type, mutable: false };
    this.#repeated.set(node, variable);
    this.#code.byte(LOCAL_TEE).unsigned(this.#local(variable));
  }

  #get(variable: Variable): void {
    this.#code.byte(LOCAL_GET).unsigned(this.#local(variable));
  }

  #fresh(node: Node): void {
    const code = this.#code;
    switch (node.kind) {
      case 'const':
        this.#constant(node);
        return;
      case 'get':
        this.#get(node.variable);
        return;
      case 'load':
        this.#node(node.address);
        this.#access(node.op, node.offset);
        return;
      case 'call': {
        for (const each of node.args) this.#node(each);
        const index = this.#target.functions.get(node.name);
        if (index === undefined) throw new Error(`there is no function ${node.name}`);
        code.byte(CALL).unsigned(index);
        return;
      }
      case 'op':
        this.#operation(node);
        return;
    }
  }

  #constant(node: Constant): void {
    if ('words' in node) {
      this.#code.byte(0xfd, 0x0c);
      for (const word of node.words) this.#code.word(word);
    } else if (node.type === 'i32') {
      this.#code.byte(0x41).signed(node.value);
    } else {
      this.#code.byte(0x43).word(floatBits(node.value));
    }
  }

  #operation(node: Extract<Node, { kind: 'op' }>): void {
    const { op, args, type, immediate } = node;
    if (op === 'f32x4.madd' || op === 'f32x4.nmadd') {
      this.#multiplyAdd(node);
      return;
    }
    for (const each of args) this.#node(each);
    if (op === 'select') {
      if (type === 'v128') this.#code.byte(SELECT_TYPED, 1, VALUE_TYPE.v128);
      else this.#code.byte(SELECT);
      return;
    }
    this.#instruction(op);
    if (immediate) this.#code.byte(...immediate);
  }

  /** x · y + z, or z - x · y: fused, or in two instructions. */
  #multiplyAdd({ op, args }: Extract<Node, { kind: 'op' }>): void {
    const [x, y, z] = args as readonly [Node, Node, Node];
    const adds = op === 'f32x4.madd';
    if (this.#target.relaxed) {
      for (const each of [x, y, z]) this.#node(each);
      this.#instruction(adds ? 'f32x4.relaxed_madd' : 'f32x4.relaxed_nmadd');
      return;
    }
    for (const each of [z, x, y]) this.#node(each);
    this.#instruction('f32x4.mul');
    this.#instruction(adds ? 'f32x4.add' : 'f32x4.sub');
  }

  #atomic(step: Extract<Step, { kind: 'atomic' }>): void {
    const { op, address, value, variable } = step;
    const code = this.#code;
    const { shared } = this.#target;
    const load = (): void => {
      this.#node(address);
      if (shared) code.byte(0xfe, 0x10, 2).unsigned(step.offset);
      else this.#access('i32.load', step.offset);
    };
    const old = this.#local(variable);
    if (op === 'load' || !value) {
      load();
      code.byte(LOCAL_SET).unsigned(old);
      return;
    }
    if (op === 'store' || (op === 'add' && shared)) {
      if (op === 'store') {
        this.#node(address);
        this.#node(value);
        if (shared) code.byte(0xfe, 0x17, 2).unsigned(step.offset);
        else this.#access('i32.store', step.offset);
        return;
      }
      this.#node(address);
      this.#node(value);
      code.byte(0xfe, 0x1e, 2).unsigned(step.offset).byte(LOCAL_SET).unsigned(old);
      return;
    }
    this.#update(step, value, load);
  }

  /** Reads, computes and writes, again until no other thread came between. */
  #update(
    { op, address, offset, variable }: Extract<Step, { kind: 'atomic' }>,
    value: Node,
    load: () => void,
  ): void {
    const code = this.#code;
    const { shared } = this.#target;
    code.byte(LOOP, VOID);
    load();
    code.byte(LOCAL_SET).unsigned(this.#local(variable));
    this.#node(address);
    if (shared) this.#get(variable);
    if (op === 'add') {
      this.#node(value);
      this.#get(variable);
      this.#instruction('i32.add');
    } else {
      this.#node(value);
      this.#get(variable);
      this.#node(value);
      this.#get(variable);
      this.#instruction(op === 'min' ? 'i32.lt_u' : 'i32.gt_u');
      code.byte(SELECT);
    }
    if (shared) {
      code.byte(0xfe, 0x48, 2).unsigned(offset);
      this.#node(get(variable));
      this.#instruction('i32.ne');
      code.byte(BRANCH_IF).unsigned(0);
    } else {
      this.#access('i32.store', offset);
    }
    code.byte(END);
  }
}
