import type { BatchSource, Storage } from '../data/batchSource.ts';
import { type Field, fieldColumns, ROW_INDEX } from '../data/field.ts';
import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';

/** A field of the data on the device, and the order of its rows. */
export interface FieldInput {
  /** `[rows of the data, columns]` with the field's element type; for sparse rows `[words]` u32. */
  readonly data: Tensor;
  /** `[places]` u32. Row `row` of a batch is `rowIndex[first_row + row]`. */
  readonly rowIndex: Tensor;
  /** Values per row. */
  readonly columns: number;
  /** True for sparse rows. */
  readonly sparse: boolean;
}

/** The fields of a model as inputs of a plan. */
export interface BatchInputs {
  /** @throws ConfigError if the model has no field of that name */
  readonly field: (name: string) => FieldInput;
}

/**
 * Records the inputs of a plan over batches: one per field, with the field's name, and a common
 * `row_index`.
 * @throws ConfigError for a field whose storage the source does not give
 */
export function batchInputs(
  graph: Graph,
  fields: readonly Field[],
  { dataRows, orderRows = dataRows, dtypes }: BatchSource,
): BatchInputs {
  const recorded = fields.map((field) => {
    const { name } = field;
    const columns = fieldColumns(field);
    const storage: Storage | undefined = dtypes[name];
    if (storage === undefined) {
      throw new ConfigError(`the source of the batches says nothing of the field "${name}"`);
    }
    const sparse = typeof storage === 'object';
    const data = sparse
      ? graph.input(name, [storage.sparse], 'u32')
      : graph.input(name, [dataRows, columns], storage);
    return { data, columns, sparse };
  });
  const rowIndex = graph.input(ROW_INDEX, [orderRows], 'u32');
  const field = (name: string): FieldInput => {
    const found = recorded.find(({ data }) => data.name === name);
    if (found) return { ...found, rowIndex };
    throw new ConfigError(`this model has no field "${name}"`);
  };
  return { field };
}
