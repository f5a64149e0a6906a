import { literal } from './literal.ts';
import { Misfit } from './shaderError.ts';
import type {
  Attribute,
  Declaration,
  Expression,
  FunctionSyntax,
  GlobalSyntax,
  ModuleSyntax,
  Parameter,
  Statement,
  StructSyntax,
  TypeSyntax,
} from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

/** Names that open a template list when `<` follows. */
const TEMPLATES = /^(array|atomic|bitcast|vec[234]|mat[234]x[234])$/;

/** Binary operators from the weakest to the strongest. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/**
 * Parses the subset of WGSL that kernels are written in.
 * @throws Misfit for what it does not know
 */
export function parse(code: string): ModuleSyntax {
  return new Parser(tokenize(code)).module();
}

class Parser {
  readonly #tokens: Token[];
  #next = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  module(): ModuleSyntax {
    const constants = new Map<string, Declaration>();
    const globals: GlobalSyntax[] = [];
    const structs = new Map<string, StructSyntax>();
    const functions = new Map<string, FunctionSyntax>();
    while (this.#peek.kind !== 'end') {
      if (this.#take(';')) continue;
      if (this.#take('enable')) {
        this.#skipTo(';');
        continue;
      }
      const { at } = this.#peek;
      const attributes = this.#attributes();
      if (this.#take('const')) {
        const declared = this.#declaration('const', at);
        constants.set(declared.name, declared);
        this.#expect(';');
      } else if (this.#take('var')) {
        globals.push(this.#global(attributes, at));
      } else if (this.#take('struct')) {
        const struct = this.#struct(at);
        structs.set(struct.name, struct);
      } else if (this.#take('fn')) {
        const declared = this.#function(attributes, at);
        functions.set(declared.name, declared);
      } else {
        throw this.#unexpected('a declaration');
      }
    }
    return { constants, globals, structs, functions };
  }

  get #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#next + ahead];
    return token?.text === text && token.kind !== 'end';
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#next++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(`"${text}"`);
  }

  #unexpected(expected: string): Misfit {
    return new Misfit(`expected ${expected}, got "${this.#peek.text}"`, this.#peek.at);
  }

  #skipTo(text: string): void {
    while (!this.#take(text)) {
      if (this.#peek.kind === 'end') throw this.#unexpected(`"${text}"`);
      this.#next++;
    }
  }

  #name(): string {
    const { kind, text } = this.#peek;
    if (kind !== 'name') throw this.#unexpected('a name');
    this.#next++;
    return text;
  }

  /** Parses items up to `end`, with commas between them; one may follow the last. */
  #list<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.#take(end)) {
      items.push(item());
      if (!this.#is(end)) this.#expect(',');
    }
    return items;
  }

  #attributes(): Attribute[] {
    const attributes: Attribute[] = [];
    while (this.#take('@')) {
      const name = this.#name();
      attributes.push({
        name,
        args: this.#take('(') ? this.#list(')', () => this.#expression()) : [],
      });
    }
    return attributes;
  }

  #type(): TypeSyntax {
    const { at } = this.#peek;
    const name = this.#name();
    if (!TEMPLATES.test(name) || !this.#take('<')) return { name, args: [], at };
    return { name, args: this.#templateArguments(), at };
  }

  #templateArguments(): (TypeSyntax | Expression)[] {
    // A length is a sum at most, since ">" ends the list.
    const args: (TypeSyntax | Expression)[] = [];
    for (;;) {
      this.#split('>');
      if (this.#take('>')) return args;
      if (args.length > 0) this.#expect(',');
      args.push(
        this.#peek.kind === 'name' && !/^[A-Z]/.test(this.#peek.text)
          ? this.#type()
          : this.#binary(PRECEDENCE.length - 2),
      );
    }
  }

  /**
   * Takes a sign apart where only its first character can stand: the lists of `array<vec4<f32>>` end
   * together, and `a--b` is a difference. Source: WGSL, "Parsing": the longest token that fits.
   */
  #split(first: string): void {
    const { kind, text, at } = this.#peek;
    if (text === first || !text.startsWith(first)) return;
    this.#tokens.splice(
      this.#next,
      1,
      { kind, text: first, at },
      { kind, text: text.slice(1), at: at + 1 },
    );
  }

  #global(attributes: readonly Attribute[], at: number): GlobalSyntax {
    this.#expect('<');
    const [space = '', access] = this.#list('>', () => this.#name());
    const name = this.#name();
    this.#expect(':');
    const type = this.#type();
    this.#expect(';');
    return { name, space, ...(access && { access }), type, attributes, at };
  }

  #struct(at: number): StructSyntax {
    const name = this.#name();
    this.#expect('{');
    const members = this.#list('}', () => {
      const member = this.#name();
      this.#expect(':');
      return { name: member, type: this.#type() };
    });
    return { name, members, at };
  }

  #function(attributes: readonly Attribute[], at: number): FunctionSyntax {
    const name = this.#name();
    this.#expect('(');
    const parameters = this.#list(')', (): Parameter => {
      const own = this.#attributes();
      const parameter = this.#name();
      this.#expect(':');
      return { name: parameter, type: this.#type(), attributes: own };
    });
    const result = this.#take('->') ? this.#type() : undefined;
    return { name, parameters, ...(result && { result }), body: this.#block(), attributes, at };
  }

  #block(): Statement[] {
    this.#expect('{');
    const body: Statement[] = [];
    while (!this.#take('}')) {
      if (this.#take(';')) continue;
      body.push(this.#statement());
    }
    return body;
  }

  #statement(): Statement {
    const { at, text } = this.#peek;
    if (text === '{') return { kind: 'block', body: this.#block(), at };
    if (this.#take('if')) return this.#if(at);
    if (this.#take('for')) return this.#for(at);
    if (this.#take('while')) {
      return { kind: 'for', condition: this.#expression(), body: this.#block(), at };
    }
    const simple = this.#simple();
    this.#expect(';');
    return simple;
  }

  #if(at: number): Statement {
    const condition = this.#expression();
    const taken = this.#block();
    if (!this.#is('else')) return { kind: 'if', condition, taken, otherwise: [], at };
    this.#next++;
    const otherwise = this.#is('if') ? [this.#statement()] : this.#block();
    return { kind: 'if', condition, taken, otherwise, at };
  }

  #for(at: number): Statement {
    this.#expect('(');
    const init = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    const condition = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    const update = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return {
      kind: 'for',
      ...(init && { init }),
      ...(condition && { condition }),
      ...(update && { update }),
      body: this.#block(),
      at,
    };
  }

  /** A statement that a semicolon ends, without it. */
  #simple(): Statement {
    const { at, text } = this.#peek;
    if (text === 'let' || text === 'var' || text === 'const') {
      this.#next++;
      return this.#declaration(text, at);
    }
    if (text === 'break' || text === 'continue') {
      this.#next++;
      return { kind: text, at };
    }
    if (this.#take('return')) {
      return this.#is(';')
        ? { kind: 'return', at }
        : { kind: 'return', value: this.#expression(), at };
    }
    const target = this.#unary();
    if (target.kind === 'call') return { kind: 'do', call: target, at };
    if (this.#take('=')) return { kind: 'assign', target, value: this.#expression(), at };
    const one: Expression = { kind: 'literal', value: 1, type: 'int', at };
    if (this.#take('++')) return { kind: 'assign', target, op: '+', value: one, at };
    if (this.#take('--')) return { kind: 'assign', target, op: '-', value: one, at };
    const compound = /^(.+)=$/.exec(this.#peek.text)?.[1];
    if (!compound) throw this.#unexpected('an assignment');
    this.#next++;
    return { kind: 'assign', target, op: compound, value: this.#expression(), at };
  }

  #declaration(kind: Declaration['kind'], at: number): Declaration {
    const name = this.#name();
    const type = this.#take(':') ? this.#type() : undefined;
    const init = this.#take('=') ? this.#expression() : undefined;
    return { kind, name, ...(type && { type }), ...(init && { init }), at };
  }

  #expression(): Expression {
    return this.#binary(0);
  }

  #binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      if (operators.includes('-') && this.#is('--')) this.#split('-');
      const { kind, text: op, at } = this.#peek;
      if (kind !== 'sign' || !operators.includes(op)) return left;
      this.#next++;
      left = { kind: 'binary', op, left, right: this.#binary(level + 1), at };
    }
  }

  #unary(): Expression {
    if (this.#is('--')) this.#split('-');
    const { kind, text: op, at } = this.#peek;
    if (kind === 'sign' && ['-', '!', '~', '&'].includes(op)) {
      this.#next++;
      return { kind: 'unary', op, operand: this.#unary(), at };
    }
    return this.#postfix(this.#primary());
  }

  #postfix(start: Expression): Expression {
    let base = start;
    for (;;) {
      const { at } = this.#peek;
      if (this.#take('[')) {
        base = { kind: 'index', base, index: this.#expression(), at };
        this.#expect(']');
      } else if (this.#take('.')) {
        base = { kind: 'member', base, name: this.#name(), at };
      } else {
        return base;
      }
    }
  }

  #primary(): Expression {
    const { kind, text, at } = this.#peek;
    if (this.#take('(')) {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (kind === 'number') {
      this.#next++;
      return literal(text, at);
    }
    if (text === 'true' || text === 'false') {
      this.#next++;
      return { kind: 'literal', value: Number(text === 'true'), type: 'bool', at };
    }
    if (kind !== 'name') throw this.#unexpected('an expression');
    const isTemplate = TEMPLATES.test(text) && this.#is('<', 1);
    if (!isTemplate && !this.#is('(', 1)) {
      return { kind: 'name', name: this.#name(), at };
    }
    const callee = this.#type();
    this.#expect('(');
    return { kind: 'call', callee, args: this.#list(')', () => this.#expression()), at };
  }
}
