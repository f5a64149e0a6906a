// @ts-check
/**
 * @typedef {object} Counts
 * @property {number} dispatches including copies and clears, which are GPU work too
 * @property {number} submits
 * @property {number} bindGroups
 * @property {number} buffers
 * @property {number} pipelines
 * @property {number} writeBuffers
 * @property {number} bytes of all buffers not yet destroyed
 * @property {number} mappableBytes of buffers that the host can map: staging for uploads and
 * readbacks
 * @property {number} datasetBytes of buffers with the data set and its order
 */

/**
 * Runs in the page before all other code: counts a contender's WebGPU calls by wrapping the
 * prototypes. `globalThis.webgpuCounts()` returns the running totals. Buffers with the data set are
 * identified by their label; otherwise the contender reports their size as `datasetBytes`.
 */
export function installCounters() {
  const scope = /** @type {any} */ (globalThis);
  /** @type {Counts} */
  const counts = {
    dispatches: 0,
    submits: 0,
    bindGroups: 0,
    buffers: 0,
    pipelines: 0,
    writeBuffers: 0,
    bytes: 0,
    mappableBytes: 0,
    datasetBytes: 0,
  };
  scope.webgpuCounts = () => ({
    ...counts,
    datasetBytes: scope.contender?.datasetBytes ?? counts.datasetBytes,
  });
  if (!scope.GPUDevice) return;

  /** @param {string} type @param {string[]} methods @param {(self: any, result: any) => void} record */
  const wrap = (type, methods, record) => {
    for (const method of methods) {
      const original = scope[type]?.prototype[method];
      if (!original) continue;
      scope[type].prototype[method] = function (/** @type {any[]} */ ...args) {
        const result = original.apply(this, args);
        record(this, result);
        return result;
      };
    }
  };
  const counted = (/** @type {keyof Counts} */ key) => () => {
    counts[key]++;
  };

  const dispatches = ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'];
  wrap('GPUComputePassEncoder', dispatches, counted('dispatches'));
  const copies = [
    'clearBuffer',
    'copyBufferToBuffer',
    'copyBufferToTexture',
    'copyTextureToBuffer',
    'copyTextureToTexture',
  ];
  wrap('GPUCommandEncoder', copies, counted('dispatches'));
  wrap('GPUQueue', ['submit'], counted('submits'));
  wrap('GPUQueue', ['writeBuffer', 'writeTexture'], counted('writeBuffers'));
  wrap('GPUDevice', ['createBindGroup'], counted('bindGroups'));
  const pipelines = [
    'createComputePipeline',
    'createComputePipelineAsync',
    'createRenderPipeline',
    'createRenderPipelineAsync',
  ];
  wrap('GPUDevice', pipelines, counted('pipelines'));

  const live = new WeakSet();
  const add = (/** @type {GPUBuffer} */ { size, usage, label }, /** @type {1 | -1} */ sign) => {
    counts.bytes += sign * size;
    const mappable = (usage & (GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE)) !== 0;
    if (mappable) counts.mappableBytes += sign * size;
    else if (/^(stream\.)?(data|row_index)$/.test(label)) counts.datasetBytes += sign * size;
  };
  wrap('GPUDevice', ['createBuffer'], (_, buffer) => {
    counts.buffers++;
    live.add(buffer);
    add(buffer, 1);
  });
  wrap('GPUBuffer', ['destroy'], (buffer) => {
    if (live.delete(buffer)) add(buffer, -1);
  });
}
