// @ts-check
/**
 * Runs in the page before anything else: counts what a contender asks of WebGPU, by wrapping the prototypes.
 * `globalThis.webgpuCounts()` gives the running totals; `bytes` is the size of all buffers not yet destroyed.
 */
export function installCounters() {
  const scope = /** @type {any} */ (globalThis);
  const counts = {
    dispatches: 0,
    submits: 0,
    bindGroups: 0,
    buffers: 0,
    pipelines: 0,
    writeBuffers: 0,
    bytes: 0,
  };
  scope.webgpuCounts = () => ({ ...counts });
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
  const counted = (/** @type {Exclude<keyof typeof counts, 'bytes'>} */ key) => () => {
    counts[key]++;
  };

  // Copies and clears are work of the GPU like any dispatch: they count with them.
  wrap(
    'GPUComputePassEncoder',
    ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'],
    counted('dispatches'),
  );
  const copies = [
    'clearBuffer',
    'copyBufferToBuffer',
    'copyBufferToTexture',
    'copyTextureToBuffer',
    'copyTextureToTexture',
  ];
  wrap('GPUCommandEncoder', copies, counted('dispatches'));
  wrap('GPUQueue', ['submit'], counted('submits'));
  wrap('GPUQueue', ['writeBuffer'], counted('writeBuffers'));
  wrap('GPUDevice', ['createBindGroup'], counted('bindGroups'));
  const pipelines = [
    'createComputePipeline',
    'createComputePipelineAsync',
    'createRenderPipeline',
    'createRenderPipelineAsync',
  ];
  wrap('GPUDevice', pipelines, counted('pipelines'));

  const live = new WeakSet();
  wrap('GPUDevice', ['createBuffer'], (_, buffer) => {
    counts.buffers++;
    counts.bytes += buffer.size;
    live.add(buffer);
  });
  wrap('GPUBuffer', ['destroy'], (buffer) => {
    if (live.delete(buffer)) counts.bytes -= buffer.size;
  });
}
