import { PbfWriter } from 'pbf';
import type { Bytes } from '../../platform.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxPort, OnnxTensor } from './graph.ts';

/** Operators as of ONNX 1.12, which all runtimes of the last years read. */
const OPSET = 17;
/** The version of the file format that came with them. */
const IR_VERSION = 8;

/** Numbers of element types in `TensorProto.DataType`. */
const FLOAT = 1;
const INT64 = 7;

/** Name of the dimension that may have any size. */
const BATCH = 'batch';

/**
 * Writes a graph as an ONNX file. Field numbers are those of onnx.proto.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 * @param metadata texts by key, `metadata_props` of the file
 */
export function writeOnnx(graph: OnnxGraph, metadata: ReadonlyMap<string, string>): Bytes {
  const file = new PbfWriter();
  file.writeVarintField(1, IR_VERSION);
  file.writeStringField(2, 'webgpu-vae');
  file.writeMessage(7, writeGraph, graph);
  file.writeMessage(8, writeOpset, OPSET);
  for (const entry of metadata) file.writeMessage(14, writeEntry, entry);
  return file.finish().slice();
}

function writeOpset(version: number, to: PbfWriter): void {
  to.writeVarintField(2, version);
}

function writeEntry([key, value]: readonly [string, string], to: PbfWriter): void {
  to.writeStringField(1, key);
  to.writeStringField(2, value);
}

function writeGraph({ name, nodes, tensors, inputs, outputs }: OnnxGraph, to: PbfWriter): void {
  for (const node of nodes) to.writeMessage(1, writeNode, node);
  to.writeStringField(2, name);
  for (const tensor of tensors) to.writeMessage(5, writeTensor, tensor);
  for (const port of inputs) to.writeMessage(11, writePort, port);
  for (const port of outputs) to.writeMessage(12, writePort, port);
}

function writeNode({ operator, inputs, outputs, attributes }: OnnxNode, to: PbfWriter): void {
  for (const input of inputs) to.writeStringField(1, input);
  for (const output of outputs) to.writeStringField(2, output);
  to.writeStringField(3, outputs.join());
  to.writeStringField(4, operator);
  for (const attribute of Object.entries(attributes)) to.writeMessage(5, writeAttribute, attribute);
}

/** A value and its number in `AttributeProto.AttributeType`. */
function writeAttribute([name, value]: readonly [string, OnnxAttribute], to: PbfWriter): void {
  to.writeStringField(1, name);
  if ('float' in value) {
    to.writeFloatField(2, value.float);
    to.writeVarintField(20, 1);
  } else if ('int' in value) {
    to.writeVarintField(3, value.int);
    to.writeVarintField(20, 2);
  } else if ('text' in value) {
    to.writeStringField(4, value.text);
    to.writeVarintField(20, 3);
  } else {
    for (const each of value.ints) to.writeVarintField(8, each);
    to.writeVarintField(20, 7);
  }
}

function writeTensor({ name, shape, values }: OnnxTensor, to: PbfWriter): void {
  for (const size of shape) to.writeVarintField(1, size);
  to.writeVarintField(2, values instanceof Float32Array ? FLOAT : INT64);
  to.writeStringField(8, name);
  to.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** `ValueInfoProto` of floats `[batch, columns]`. */
function writePort({ name, columns }: OnnxPort, to: PbfWriter): void {
  to.writeStringField(1, name);
  to.writeMessage(2, writeType, columns);
}

function writeType(columns: number, to: PbfWriter): void {
  to.writeMessage(1, writeTensorType, columns);
}

function writeTensorType(columns: number, to: PbfWriter): void {
  to.writeVarintField(1, FLOAT);
  to.writeMessage(2, writeShape, columns);
}

function writeShape(columns: number, to: PbfWriter): void {
  to.writeMessage(1, (name, dimension) => dimension.writeStringField(2, name), BATCH);
  to.writeMessage(1, (size, dimension) => dimension.writeVarintField(1, size), columns);
}
