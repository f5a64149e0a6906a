import { CheckpointError } from '../errors.ts';
import { type Safetensors, toFloat32 } from '../formats/safetensors.ts';

/**
 * The values of a tensor in a file.
 * @throws CheckpointError naming the tensor if it is missing, has another shape, or is not finite
 */
export function readTensor(
  { tensors }: Safetensors,
  name: string,
  shape: readonly number[],
): Float32Array<ArrayBuffer> {
  const tensor = tensors.get(name);
  if (!tensor || tensor.shape.join() !== shape.join()) {
    const came = tensor ? `the file has [${tensor.shape.join(', ')}]` : 'the file lacks it';
    throw new CheckpointError(
      `tensor "${name}" must be [${shape.join(', ')}] for this model, ${came}: ` +
        'is it a checkpoint of another architecture?',
    );
  }
  const values = toFloat32(tensor, name);
  assertFinite(name, values);
  return values;
}

/** The optimizer keeps NaN and infinity out of a model, so they show a damaged or foreign file. */
function assertFinite(name: string, values: Float32Array): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new CheckpointError(
    `tensor "${name}" holds ${values[wrong]} at place ${wrong}: a model with such weights gives ` +
      'NaN everywhere; load an earlier checkpoint',
  );
}
