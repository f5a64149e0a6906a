/** Addresses have 32 bits, and a device needs room beside its largest buffer. */
const LARGEST_BUFFER = 2 ** 30;

/** The limits of the adapter: those of every WebGPU device, with larger buffers. Textures do not exist. */
export const LIMITS: Readonly<Record<string, number>> = {
  maxTextureDimension1D: 8192,
  maxTextureDimension2D: 8192,
  maxTextureDimension3D: 2048,
  maxTextureArrayLayers: 256,
  maxBindGroups: 4,
  maxBindGroupsPlusVertexBuffers: 24,
  maxBindingsPerBindGroup: 1000,
  maxDynamicUniformBuffersPerPipelineLayout: 8,
  maxDynamicStorageBuffersPerPipelineLayout: 4,
  maxSampledTexturesPerShaderStage: 16,
  maxSamplersPerShaderStage: 16,
  maxStorageBuffersPerShaderStage: 8,
  maxStorageTexturesPerShaderStage: 4,
  maxUniformBuffersPerShaderStage: 12,
  maxUniformBufferBindingSize: 65536,
  maxStorageBufferBindingSize: LARGEST_BUFFER,
  minUniformBufferOffsetAlignment: 256,
  minStorageBufferOffsetAlignment: 256,
  maxVertexBuffers: 8,
  maxBufferSize: LARGEST_BUFFER,
  maxVertexAttributes: 16,
  maxVertexBufferArrayStride: 2048,
  maxInterStageShaderVariables: 16,
  maxColorAttachments: 8,
  maxColorAttachmentBytesPerSample: 32,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupsPerDimension: 65535,
};

/** The limits of a device that asks for no higher ones. */
const DEFAULTS: Readonly<Record<string, number>> = {
  ...LIMITS,
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
};

/** The limits of a device that asks for some. None becomes worse than it is by default. */
export function limitsFor(
  required: Readonly<Record<string, number | undefined>>,
): Readonly<Record<string, number>> {
  const limits = { ...DEFAULTS };
  for (const [name, wanted = 0] of Object.entries(required)) {
    const better = name.startsWith('min') ? Math.min : Math.max;
    limits[name] = better(limits[name] ?? wanted, wanted);
  }
  return limits;
}
