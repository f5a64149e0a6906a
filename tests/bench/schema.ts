/** The part of JSON Schema that `bench/results.schema.json` uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Where a value breaks a schema, a line each. Properties that the schema does not know are named too. */
export function violations(schema: Schema, value: unknown, root = schema, at = '$'): string[] {
  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target ? violations(target, value, root, at) : [`${at}: no definition ${schema.$ref}`];
  }
  const types = [schema.type ?? []].flat();
  if (!types.some((type) => isOf(type, value)))
    return [`${at}: expected ${types.join(' or ')}, got ${JSON.stringify(value)}`];
  if (Array.isArray(value))
    return value.flatMap((each, i) => violations(schema.items ?? {}, each, root, `${at}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${at}: lacks "${name}"`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const known = schema.properties?.[name] ?? schema.additionalProperties;
      return known
        ? violations(known, each, root, `${at}.${name}`)
        : [`${at}: "${name}" is not described`];
    }),
  ];
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
