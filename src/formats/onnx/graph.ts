/** A tensor of an ONNX graph, by its name. */
export type OnnxValue = string;

/** An attribute of a node. ONNX distinguishes whole numbers from floats. */
export type OnnxAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** An operation of a graph. */
export interface OnnxNode {
  /** Operator of the default domain, such as `Gemm`. */
  readonly operator: string;
  /** Its inputs, in the operator's order. */
  readonly inputs: readonly OnnxValue[];
  /** Its outputs. */
  readonly outputs: readonly OnnxValue[];
  /** Settings of the operator, such as an axis. */
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A tensor whose values the file holds. */
export interface OnnxTensor {
  /** Name in the graph. */
  readonly name: OnnxValue;
  /** Sizes of its dimensions. */
  readonly shape: readonly number[];
  /** Floats or whole numbers, row-major. */
  readonly values: Float32Array | BigInt64Array;
}

/** An input or output of a graph, f32 `[batch, columns]`. */
export interface OnnxPort {
  /** Name in the graph. */
  readonly name: OnnxValue;
  /** Values of a row. */
  readonly columns: number;
}

/**
 * Reads a parameter of the model that is exported.
 * @param name of the tensor in files, such as `fc1.weight`
 * @param shape that it must have
 * @throws CheckpointError if it is missing, has another shape or is not finite
 */
export type ReadParameter = (name: string, shape: readonly number[]) => Float32Array;

/**
 * A network as nodes of ONNX's default operators. Values of an example lie flat, as in the engine:
 * a tensor is `[batch, values]`, and any number of rows can be given.
 */
export class OnnxGraph {
  /** Values that the caller of the network gives. */
  readonly inputs: OnnxPort[] = [];
  /** Values that the network gives. */
  readonly outputs: OnnxPort[] = [];
  /** Operations in the order in which they run. */
  readonly nodes: OnnxNode[] = [];
  /** Parameters and constants. */
  readonly tensors: OnnxTensor[] = [];
  /** Name of the network, such as `encoder`. */
  readonly name: string;
  readonly #read: ReadParameter;

  constructor(name: string, read: ReadParameter) {
    this.name = name;
    this.#read = read;
  }

  /** Adds an input `[batch, columns]`. */
  input(name: string, columns: number): OnnxValue {
    this.inputs.push({ name, columns });
    return name;
  }

  /** Gives a value `[batch, columns]` out under a name of its own. */
  output(name: string, value: OnnxValue, columns: number): void {
    this.nodes.push({ operator: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.outputs.push({ name, columns });
  }

  /** Adds a parameter of the model under its name in files, or finds it if it was added. */
  parameter(name: string, shape: readonly number[]): OnnxValue {
    if (!this.tensors.some((tensor) => tensor.name === name)) {
      this.tensors.push({ name, shape, values: this.#read(name, shape) });
    }
    return name;
  }

  /** Adds floats. A number is a scalar. */
  floats(values: number | readonly number[]): OnnxValue {
    return this.#constant(values, (all) => Float32Array.from(all));
  }

  /** Adds whole numbers, such as the shape that `Reshape` takes. */
  integers(values: readonly number[]): OnnxValue {
    return this.#constant(values, (all) => BigInt64Array.from(all, BigInt));
  }

  /** Adds a node with one output. */
  node(
    operator: string,
    inputs: readonly OnnxValue[],
    attributes: OnnxNode['attributes'] = {},
  ): OnnxValue {
    const output = `${operator}_${this.nodes.length}`;
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Cuts columns into ranges of the given sizes. */
  split(value: OnnxValue, sizes: readonly number[]): readonly OnnxValue[] {
    const outputs = sizes.map((_, i) => `Split_${this.nodes.length}_${i}`);
    const inputs = [value, this.integers(sizes)];
    this.nodes.push({ operator: 'Split', inputs, outputs, attributes: { axis: { int: 1 } } });
    return outputs;
  }

  /** Joins the columns of several values. */
  concat(values: readonly OnnxValue[]): OnnxValue {
    return this.node('Concat', values, { axis: { int: 1 } });
  }

  /**
   * A fully connected layer without activation, with the parameters `NAME.weight` `[units, inputs]`
   * and `NAME.bias` `[units]`, as in `torch.nn.Linear`.
   */
  linear(
    x: OnnxValue,
    { name, inputs, units }: { name: string; inputs: number; units: number },
  ): OnnxValue {
    const weight = this.parameter(`${name}.weight`, [units, inputs]);
    const bias = this.parameter(`${name}.bias`, [units]);
    return this.node('Gemm', [x, weight, bias], { transB: { int: 1 } });
  }

  #constant(
    values: number | readonly number[],
    typed: (values: readonly number[]) => OnnxTensor['values'],
  ): OnnxValue {
    const list = typeof values === 'number' ? [values] : values;
    const name = `constant_${this.tensors.length}`;
    const shape = typeof values === 'number' ? [] : [list.length];
    this.tensors.push({ name, shape, values: typed(list) });
    return name;
  }
}
