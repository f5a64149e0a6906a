// @ts-check
/**
 * The layers of src/, from the top. A file may import from its own folder and from lower layers.
 * Folders in the same layer do not import one another. A missing folder is an error, so new folders
 * must be added here.
 *
 * @type {readonly (readonly string[])[]}
 */
export const LAYERS = [
  // Tests compare it with the shaders; no other code may use it.
  ['reference'],
  ['cli'],
  // Above the worker, since it starts the worker's side of an app.
  ['extend.ts'],
  ['node', 'worker'],
  ['index.ts', 'onnx', 'compile'],
  ['api'],
  // Above tuning, because the browser's storage is one of the stores for tuning results.
  ['storage'],
  // Above training, because checkpoints contain the training options.
  ['checkpoints', 'profiling', 'tuning'],
  ['training'],
  ['compiled'],
  // Below training, which evaluates the model after every epoch.
  ['inference'],
  ['runtime'],
  ['families'],
  ['distributions', 'layers'],
  ['fusion'],
  ['optimizers'],
  ['ops'],
  // The choice of a device: above both kinds, which do not know each other.
  ['backend'],
  ['gpu', 'wasm'],
  ['kernels'],
  ['evaluation', 'formats', 'privacy', 'text'],
  // Above the graph, which defines the element types of data.
  ['data'],
  ['graph'],
  ['random', 'schedules'],
  ['kinds.ts', 'later.ts', 'synonyms.ts', 'widths.ts'],
  ['checks.ts'],
  ['errors.ts', 'dropUndefined.ts', 'nearestName.ts', 'plainData.ts', 'platform.ts'],
];
