import type { Node, Step, Variable } from './ir.ts';
import { operandsOf, setBy } from './walk.ts';

interface Scope {
  /** Values of what never changes. */
  readonly lasting: Map<string, Variable>;
  /** Values of what is set again; they hold in a straight run of steps only. */
  readonly passing: Map<string, Variable>;
}

/** Finds values that were computed before: WebAssembly's engines do little of it. */
export class ValueNumbers {
  readonly #numbers = new Map<Variable, number>();
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
    const key = this.#key(node);
    if (!key) return undefined;
    const inner = this.#scopes.at(-1)?.passing.get(key.text);
    if (inner) return inner;
    for (let i = this.#scopes.length - 1; i >= 0 && key.lasts; i--) {
      const found = this.#scopes[i]?.lasting.get(key.text);
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
    const key = step.kind === 'set' ? this.#key(step.value) : undefined;
    const scope = this.#scopes.at(-1);
    if (!key || !scope) return;
    (key.lasts ? scope.lasting : scope.passing).set(key.text, variable);
  }

  /** @returns undefined for what may change by itself */
  #key(node: Node): { readonly text: string; readonly lasts: boolean } | undefined {
    let lasts = true;
    const text = (of: Node): string | undefined => {
      if (of.kind === 'const')
        return of.type === 'v128' ? `(${of.words})` : `${of.type}${of.value}`;
      if (of.kind === 'get') {
        const { variable } = of;
        if (!variable.mutable) return `v${this.#number(variable)}`;
        lasts = false;
        return `m${this.#number(variable)}.${this.#versions.get(variable) ?? 0}`;
      }
      if (of.kind === 'load' && !of.readonly) return undefined;
      const operands = operandsOf(of).map(text);
      if (operands.includes(undefined)) return undefined;
      const name = of.kind === 'call' ? of.name : of.op;
      const rest = of.kind === 'load' ? of.offset : of.kind === 'op' ? (of.immediate ?? '') : '';
      return `${name}${rest}(${operands})`;
    };
    const whole = text(node);
    return whole === undefined ? undefined : { text: whole, lasts };
  }

  #number(variable: Variable): number {
    const known = this.#numbers.get(variable);
    if (known !== undefined) return known;
    this.#numbers.set(variable, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
