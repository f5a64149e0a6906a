import type { Node, Step, Variable } from './ir.ts';
import { operandsOf, setBy } from './walk.ts';

interface Scope {
  /** Variables by the number of their value: of what never changes. */
  readonly lasting: Map<number, Variable>;
  /** Values of variables that are set again; they hold in a straight run of steps only. */
  readonly passing: Map<number, Variable>;
}

/** The number of a value. */
interface Numbered {
  readonly number: number;
  /** It is computed from what never changes. */
  readonly lasts: boolean;
}

/** Finds values that were computed before: WebAssembly's engines do little of it. */
export class ValueNumbers {
  /** By what a value is computed from. */
  readonly #numbers = new Map<string, number>();
  readonly #variables = new Map<Variable, number>();
  /** Nodes whose value never changes, and those without a number. */
  readonly #known = new WeakMap<Node, Numbered | undefined>();
  /** How often a mutable variable has been set. */
  readonly #versions = new Map<Variable, number>();
  readonly #scopes: Scope[] = [{ lasting: new Map(), passing: new Map() }];

  /** Steps that follow may not be executed, or again and again. */
  enter(): void {
    this.#scopes.push({ lasting: new Map(), passing: new Map() });
  }

  leave(): void {
    this.#scopes.pop();
  }

  /** A variable that holds the value of a node. */
  find(node: Node): Variable | undefined {
    const value = this.#numbered(node);
    if (!value) return undefined;
    const inner = this.#scopes.at(-1)?.passing.get(value.number);
    if (inner) return inner;
    for (let i = this.#scopes.length - 1; i >= 0 && value.lasts; i--) {
      const found = this.#scopes[i]?.lasting.get(value.number);
      if (found) return found;
    }
    return undefined;
  }

  /** Remembers what a step sets, and forgets what that changes. */
  note(step: Step): void {
    const variable = setBy(step);
    if (!variable) return;
    if (variable.mutable) {
      this.#versions.set(variable, (this.#versions.get(variable) ?? 0) + 1);
      return;
    }
    const value = step.kind === 'set' ? this.#numbered(step.value) : undefined;
    const scope = this.#scopes.at(-1);
    if (!value || !scope) return;
    (value.lasts ? scope.lasting : scope.passing).set(value.number, variable);
  }

  /** @returns undefined for what may change by itself */
  #numbered(node: Node): Numbered | undefined {
    if (this.#known.has(node)) return this.#known.get(node);
    const value = this.#compute(node);
    // Values that depend on a mutable variable get another number after it is set.
    if (!value || value.lasts) this.#known.set(node, value);
    return value;
  }

  #compute(node: Node): Numbered | undefined {
    switch (node.kind) {
      case 'const':
        return this.#number(
          node.type === 'v128' ? `(${node.words})` : `${node.type}${bits(node.value)}`,
        );
      case 'get': {
        const { variable } = node;
        const name = this.#variable(variable);
        if (!variable.mutable) return this.#number(`v${name}`);
        return this.#number(`m${name}.${this.#versions.get(variable) ?? 0}`, false);
      }
      case 'load':
        return node.readonly ? this.#operation(`${node.op}+${node.offset}`, node) : undefined;
      case 'call':
        return this.#operation(node.name, node);
      case 'op':
        return this.#operation(node.immediate ? `${node.op} ${node.immediate}` : node.op, node);
    }
  }

  #operation(name: string, node: Node): Numbered | undefined {
    let text = name;
    let lasts = true;
    for (const operand of operandsOf(node)) {
      const value = this.#numbered(operand);
      if (!value) return undefined;
      text += `,${value.number}`;
      lasts &&= value.lasts;
    }
    return this.#number(text, lasts);
  }

  #number(text: string, lasts = true): Numbered {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return { number, lasts };
  }

  #variable(variable: Variable): number {
    let number = this.#variables.get(variable);
    if (number === undefined) {
      number = this.#variables.size;
      this.#variables.set(variable, number);
    }
    return number;
  }
}

/** Tells zeros of both signs apart. */
function bits(value: number): string {
  return Object.is(value, -0) ? '-0' : `${value}`;
}
