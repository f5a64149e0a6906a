import { isRecord, knownFields, type Range, shown } from '../checks.ts';
import { dropUndefined } from '../dropUndefined.ts';
import { ConfigError } from '../errors.ts';
import type { Definition, Definitions } from '../kernels/definitions.ts';
import { meantName } from '../synonyms.ts';

/** The member `parts` of a definition. */
export const PARTS: Range = {
  holds: (value) => Array.isArray(value) && value.every(isRecord),
  wanted: 'a list of parts of the catalogue, such as []',
};

/** Options of a kind: its name and its own fields, as plain JSON. */
export interface KindOptions {
  readonly kind: string;
}

/** A definition whose options are completed by its own `resolve`. */
type Resolving<O> = Definition & { readonly resolve: (given: Partial<O>) => O };

/**
 * The options that a choice gives: a name is short for the options of that kind, all defaults.
 * @param where names the field, such as `likelihood`
 * @param example options of a kind, for the message
 * @throws ConfigError if it is neither a name nor options, or names no kind
 */
export function askedKind<Name extends string>(
  where: string,
  choice: unknown,
  definitions: Definitions<Name, Definition>,
  example: string,
): { readonly kind: Name } {
  const named = typeof choice === 'string' ? { kind: choice } : choice;
  if (!isRecord(named)) {
    const [first = ''] = definitions.names;
    throw new ConfigError(
      `${where} must be a name such as "${first}", or options such as ${example}, got ${shown(named)}`,
    );
  }
  const { kind, ...options } = dropUndefined(named);
  if (definitions.has(kind)) return { ...options, kind };
  throw new ConfigError(
    `no ${where} ${shown(kind)}; there are: ${definitions.names.join(', ')}` +
      meantName(kind, definitions.names),
  );
}

/**
 * Completes the options of a kind that is loaded.
 * @throws ConfigError for an unknown option, or one that is out of range
 */
export function resolveKind<Name extends string, O extends object>(
  where: string,
  { kind, ...chosen }: { readonly kind: Name },
  definitions: Definitions<Name, Resolving<O>>,
): O {
  const options = definitions.get(kind).resolve(chosen as Partial<O>);
  const names = Object.keys(options).filter((name) => name !== 'kind');
  knownFields(`a ${kind} ${where}`, chosen, names);
  return options;
}
