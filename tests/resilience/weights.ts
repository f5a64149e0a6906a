import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';

/** The tensors of a saved model by name. */
export function tensorsOf(bytes: Uint8Array): Map<string, Float32Array> {
  const { tensors } = readSafetensors(bytes);
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}

/** A file of plain weights with the shapes of a saved model, each filled with one value. */
export function filledWeights(bytes: Uint8Array, value: (name: string) => number): Uint8Array {
  const { tensors } = readSafetensors(bytes);
  const plain = [...tensors].filter(([name]) => !name.startsWith('adam.'));
  const filled = plain.map(([name, { shape }]) => {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value(name));
    return [name, { dtype: 'F32', shape, data }] as const;
  });
  return writeSafetensors(new Map(filled), new Map());
}
