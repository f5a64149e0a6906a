import type { BatchSource, Storage } from '../data/batchSource.ts';
import { type Field, fieldColumns, ROW_INDEX } from '../data/field.ts';
import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';

/** A field of the data on the device, and the order in which batches take its rows. */
export interface FieldInput {
  /** `[rows of the data, columns]` of the field's element type; `[words]` u32 of sparse rows. */
  readonly data: Tensor;
  /** `[places]` u32; a batch takes `rowIndex[first_row + row]`. */
  readonly rowIndex: Tensor;
  /** Values of one row. */
  readonly columns: number;
  readonly sparse: boolean;
}

/** The fields of a model, and the tensors that whoever runs the plan binds. */
export interface BatchInputs {
  /** @throws ConfigError if the model has no field of that name */
  readonly field: (name: string) => FieldInput;
  readonly inputs: Tensor[];
}

/**
 * Records the inputs of a plan that takes batches: one a field, named as the field is, and
 * `row_index` for all of them.
 * @throws ConfigError for a field of which the source does not say how it lies
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
  return { field, inputs: [...recorded.map(({ data }) => data), rowIndex] };
}
