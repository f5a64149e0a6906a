import { Misfit } from './shaderError.ts';

/** Types of WGSL. `int` and `float` are those of literals without a suffix. */
export type Scalar = 'f32' | 'u32' | 'i32' | 'bool' | 'int' | 'float';

export type Type =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'vector'; readonly scalar: Scalar; readonly size: number }
  /** Matrices hold f32. */
  | { readonly kind: 'matrix'; readonly columns: number; readonly rows: number }
  /** Without `count` in storage buffers, as long as the buffer. */
  | { readonly kind: 'array'; readonly element: Type; readonly count?: number }
  | { readonly kind: 'struct'; readonly name: string; readonly members: readonly Member[] }
  | { readonly kind: 'atomic'; readonly scalar: Scalar };

export interface Member {
  readonly name: string;
  readonly type: Type;
  /** Bytes from the start of the struct. */
  readonly offset: number;
}

export function scalar(of: Scalar): Type {
  return { kind: 'scalar', scalar: of };
}

export function vector(of: Scalar, size: number): Type {
  return { kind: 'vector', scalar: of, size };
}

/** The scalar that a type consists of. */
export function scalarOf(type: Type): Scalar | undefined {
  if (type.kind === 'matrix') return 'f32';
  return type.kind === 'array' || type.kind === 'struct' ? undefined : type.scalar;
}

/** The same type of another scalar. */
export function withScalar(type: Type, of: Scalar): Type {
  return type.kind === 'vector' ? vector(of, type.size) : scalar(of);
}

/** The type as WGSL writes it, for messages. */
export function nameOf(type: Type): string {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'vector':
      return `vec${type.size}<${type.scalar}>`;
    case 'matrix':
      return `mat${type.columns}x${type.rows}f`;
    case 'array':
      return `array<${nameOf(type.element)}${type.count === undefined ? '' : `, ${type.count}`}>`;
    case 'atomic':
      return `atomic<${type.scalar}>`;
    case 'struct':
      return type.name;
  }
}

/** Alignment in bytes. Source: WGSL, "Memory Layout". */
function alignOf(type: Type): number {
  switch (type.kind) {
    case 'scalar':
    case 'atomic':
      return 4;
    case 'vector':
      return type.size === 2 ? 8 : 16;
    case 'matrix':
      return type.rows === 2 ? 8 : 16;
    case 'array':
      return alignOf(type.element);
    case 'struct':
      return Math.max(...type.members.map((member) => alignOf(member.type)));
  }
}

/** Size in bytes; of an array of the buffer's length, that of one element. */
export function sizeOf(type: Type): number {
  switch (type.kind) {
    case 'scalar':
    case 'atomic':
      return 4;
    case 'vector':
      return 4 * type.size;
    case 'matrix':
      return type.columns * (type.rows === 2 ? 8 : 16);
    case 'array':
      return strideOf(type.element) * (type.count ?? 1);
    case 'struct': {
      const last = type.members.at(-1);
      return last ? roundUp(last.offset + sizeOf(last.type), alignOf(type)) : 0;
    }
  }
}

/** Bytes from one element of an array to the next. */
export function strideOf(element: Type): number {
  return roundUp(sizeOf(element), alignOf(element));
}

function roundUp(bytes: number, to: number): number {
  return Math.ceil(bytes / to) * to;
}

/** A struct with its members in place. */
export function struct(
  name: string,
  members: readonly { readonly name: string; readonly type: Type }[],
): Type {
  let end = 0;
  const placed = members.map((member) => {
    const offset = roundUp(end, alignOf(member.type));
    end = offset + sizeOf(member.type);
    return { ...member, offset };
  });
  return { kind: 'struct', name, members: placed };
}

/** @throws Misfit if the struct has no such member */
export function memberOf(type: Type, name: string, at: number): { member: Member; index: number } {
  const index = type.kind === 'struct' ? type.members.findIndex((each) => each.name === name) : -1;
  const member = type.kind === 'struct' ? type.members[index] : undefined;
  if (!member) throw new Misfit(`${nameOf(type)} has no member "${name}"`, at);
  return { member, index };
}
