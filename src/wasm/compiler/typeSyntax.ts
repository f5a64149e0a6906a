import type { Context } from './context.ts';
import { Misfit } from './shaderError.ts';
import { type Scalar, scalar, struct, type Type, vector } from './shaderTypes.ts';
import type { Expression, TypeSyntax } from './syntax.ts';

const SHORT_SCALARS: Readonly<Record<string, Scalar>> = { f: 'f32', u: 'u32', i: 'i32' };

function isType(syntax: TypeSyntax | Expression): syntax is TypeSyntax {
  return !('kind' in syntax);
}

/**
 * The type that a syntax names.
 * @param lengthOf the value of a constant expression
 * @returns undefined if it names no type
 */
export function findType(
  context: Context,
  syntax: TypeSyntax,
  lengthOf: (expression: Expression) => number,
): Type | undefined {
  const { name, args, at } = syntax;
  const resolve = (of: TypeSyntax | Expression | undefined): Type => {
    if (!of || !isType(of)) throw new Misfit(`${name} needs a type`, at);
    return resolveType(context, of, lengthOf);
  };
  if (name === 'f32' || name === 'u32' || name === 'i32' || name === 'bool') return scalar(name);
  const short = /^vec([234])([fui])?$/.exec(name);
  if (short) {
    const size = Number(short[1]);
    const of = SHORT_SCALARS[short[2] ?? ''];
    if (of) return vector(of, size);
    const [element] = args;
    if (!element) return undefined;
    const resolved = resolve(element);
    if (resolved.kind === 'scalar') return vector(resolved.scalar, size);
  }
  const matrix = /^mat([234])x([234])f?$/.exec(name);
  if (matrix) return { kind: 'matrix', columns: Number(matrix[1]), rows: Number(matrix[2]) };
  if (name === 'atomic') {
    const of = resolve(args[0]);
    if (of.kind === 'scalar') return { kind: 'atomic', scalar: of.scalar };
  }
  if (name === 'array' && args.length > 0) {
    const element = resolve(args[0]);
    const length = args[1];
    if (!length) return { kind: 'array', element };
    return { kind: 'array', element, count: lengthOf(asExpression(length)) };
  }
  const declared = context.module.structs.get(name);
  if (!declared) return undefined;
  return struct(
    name,
    declared.members.map((member) => ({ name: member.name, type: resolve(member.type) })),
  );
}

/** @throws Misfit if there is no such type */
export function resolveType(
  context: Context,
  syntax: TypeSyntax,
  lengthOf: (expression: Expression) => number,
): Type {
  const type = findType(context, syntax, lengthOf);
  if (!type) throw new Misfit(`unknown type "${syntax.name}"`, syntax.at);
  return type;
}

/** A length that is one name was parsed as a type. */
function asExpression(syntax: TypeSyntax | Expression): Expression {
  return isType(syntax) ? { kind: 'name', name: syntax.name, at: syntax.at } : syntax;
}
