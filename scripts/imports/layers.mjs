// @ts-check
/**
 * The layers of src/, from the top. A file may import from its own folder and from the layers below
 * its own. Folders of one layer lie beside each other and do not import one another. A folder
 * missing here is an error, so a new one gets its place.
 *
 * @type {readonly (readonly string[])[]}
 */
export const LAYERS = [
  // Compared with the shaders by tests; no other code may use it.
  ['reference'],
  ['cli'],
  ['node', 'worker'],
  ['index.ts', 'extend.ts'],
  ['api'],
  // Above tuning, since the browser's storage is one of the places that tuning keeps its times in.
  ['storage'],
  // Checkpoints hold the training options, so they lie above training.
  ['checkpoints', 'profiling', 'tuning'],
  ['training'],
  // Below training, which evaluates the model after every epoch.
  ['inference'],
  ['runtime'],
  ['families'],
  ['distributions', 'layers'],
  ['fusion'],
  ['optimizers'],
  ['ops'],
  ['gpu'],
  ['kernels'],
  ['evaluation', 'formats'],
  // Above the graph, whose element types data come in.
  ['data'],
  ['graph'],
  ['random', 'schedules'],
  ['checks.ts', 'kinds.ts'],
  ['errors.ts', 'dropUndefined.ts'],
];
