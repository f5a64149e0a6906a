import { env, InferenceSession, Tensor } from 'onnxruntime-web';

// The CPU belongs to the software adapter.
env.wasm.numThreads = 1;

/** An input of a network: its values, row after row. */
export type Rows = Readonly<Record<string, Float32Array>>;

/** Runs an ONNX file in ONNX Runtime on some rows. */
export async function runOnnx(
  file: Uint8Array | undefined,
  inputs: Rows,
  rows: number,
): Promise<Record<string, Float32Array>> {
  if (!file) throw new Error('there is no such network');
  const session = await InferenceSession.create(file);
  try {
    const feeds = Object.entries(inputs).map(([name, values]) => [
      name,
      new Tensor('float32', values, [rows, values.length / rows]),
    ]);
    const outputs = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
    );
  } finally {
    await session.release();
  }
}
