/** The syntax tree of a shader. `at` is the offset of a node in the text. */

export interface TypeSyntax {
  readonly name: string;
  /** Template arguments: types, and the length of an array. */
  readonly args: readonly (TypeSyntax | Expression)[];
  readonly at: number;
}

export type LiteralType = 'f32' | 'u32' | 'i32' | 'bool' | 'int' | 'float';

export type Expression =
  | {
      readonly kind: 'literal';
      readonly value: number;
      readonly type: LiteralType;
      readonly at: number;
    }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'call';
      /** A function, or the type that is constructed. */
      readonly callee: TypeSyntax;
      readonly args: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly kind: 'index';
      readonly base: Expression;
      readonly index: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'member';
      readonly base: Expression;
      readonly name: string;
      readonly at: number;
    }
  | {
      readonly kind: 'unary';
      readonly op: string;
      readonly operand: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    };

export type CallExpression = Extract<Expression, { kind: 'call' }>;

export interface Declaration {
  readonly kind: 'let' | 'var' | 'const';
  readonly name: string;
  readonly type?: TypeSyntax;
  readonly init?: Expression;
  readonly at: number;
}

export interface Assignment {
  readonly kind: 'assign';
  readonly target: Expression;
  /** The operator of a compound assignment. */
  readonly op?: string;
  readonly value: Expression;
  readonly at: number;
}

export type Statement =
  | Declaration
  | Assignment
  | { readonly kind: 'do'; readonly call: CallExpression; readonly at: number }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly taken: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly at: number;
    }
  | Loop
  | { readonly kind: 'break' | 'continue'; readonly at: number }
  | { readonly kind: 'return'; readonly value?: Expression; readonly at: number }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly at: number };

/** `for` and `while`. */
export interface Loop {
  readonly kind: 'for';
  readonly init?: Statement;
  readonly condition?: Expression;
  readonly update?: Statement;
  readonly body: readonly Statement[];
  readonly at: number;
}

export interface Attribute {
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeSyntax;
  readonly attributes: readonly Attribute[];
}

export interface FunctionSyntax {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result?: TypeSyntax;
  readonly body: readonly Statement[];
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

/** A variable of the module. */
export interface GlobalSyntax {
  readonly name: string;
  readonly space: string;
  readonly access?: string;
  readonly type: TypeSyntax;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

export interface StructSyntax {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly type: TypeSyntax }[];
  readonly at: number;
}

export interface ModuleSyntax {
  readonly constants: ReadonlyMap<string, Declaration>;
  readonly globals: readonly GlobalSyntax[];
  readonly structs: ReadonlyMap<string, StructSyntax>;
  readonly functions: ReadonlyMap<string, FunctionSyntax>;
}
