import type { OnnxExporter } from '../formats/onnx/exporter.ts';
import type { OnnxGraph } from '../formats/onnx/graph.ts';
import type { Architecture, FamilyOptions, Model } from './model.ts';

/**
 * The networks of a model by name, such as `encoder`: each adds its inputs, nodes and outputs to a
 * graph. `decoder` is the one that a decoder file holds.
 */
export type OnnxNetworks = Readonly<Record<string, (graph: OnnxGraph) => Promise<void>>>;

/** A family of models: one folder, and an entry in `registry.ts`. */
export interface Family {
  /** Name of the family, the field `family` of its architectures. */
  readonly name: string;
  /** Default values of the family's options. All of them are keys, those without a default too. */
  readonly defaults: FamilyOptions;
  /**
   * Checks the complete options of the family's objective.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  checkOptions(options: FamilyOptions): void;
  /**
   * Loads the shaders that the objective's options need in addition to those of the classic model.
   */
  readonly loadOptions?: (options: FamilyOptions) => Promise<void>;
  /**
   * Completes an architecture with defaults and loads the kinds that it names.
   * @throws ConfigError naming the field, the accepted values and the given value
   */
  resolve(given: object): Promise<Architecture>;
  /** The short form of a complete architecture, as the option `config`, if there is one. */
  readonly shortForm?: (architecture: Architecture) => object | undefined;
  /** Files of weights without metadata, as other programs write them. */
  readonly plainWeights?: {
    /** The expected tensors, for messages. */
    readonly tensors: string;
    /**
     * The architecture that the tensors belong to; undefined if they are not those of this family.
     * @param shapes by tensor name
     */
    architecture(shapes: ReadonlyMap<string, readonly number[]>): Promise<Architecture | undefined>;
  };
  /** Builds the model for an architecture that `resolve` returned. */
  build(architecture: Architecture): Promise<Model>;
  /** Loads how models are written as ONNX. Models of a family without it cannot be exported. */
  readonly onnx?: OnnxExporter<(architecture: Architecture) => OnnxNetworks>;
}
