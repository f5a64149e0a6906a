/** Labels of the choices. */
export const MODEL_OPTIONS = [
  { value: 'vae', text: 'VAE', about: 'Decodes a code to images' },
  { value: 'conv', text: 'Convolutional', about: 'A VAE of images with sides of multiples of 4' },
  { value: 'flow', text: 'Planar flows', about: 'A VAE whose posterior bends in eight planes' },
  {
    value: 'hierarchical',
    text: 'Hierarchical',
    about: 'A VAE of two levels; the upper has half the dimensions',
  },
  {
    value: 'ladder',
    text: 'Ladder',
    about: 'The same, inferred from the upper level downwards',
  },
  { value: 'vib', text: 'Classifier', about: 'Information bottleneck' },
] as const;

export const ANNEALING_OPTIONS = [
  { value: 'none', text: 'None' },
  { value: 'linear', text: 'Linear, half the epochs' },
  { value: 'cyclical', text: 'Cyclical, four cycles' },
] as const;

export const LIKELIHOOD_OPTIONS = [
  { value: 'bernoulli', text: 'Bernoulli' },
  { value: 'continuousBernoulli', text: 'Continuous Bernoulli' },
  { value: 'gaussian', text: 'Gaussian, learned σ' },
  { value: 'laplace', text: 'Laplace' },
] as const;

export const BACKEND_OPTIONS = [
  { value: 'auto', text: 'The fastest here' },
  { value: 'webgpu', text: 'WebGPU' },
  { value: 'wasm', text: 'WebAssembly (CPU)' },
] as const;

export const ADAPTER_OPTIONS = [
  { value: 'high-performance', text: 'The fastest' },
  { value: 'low-power', text: 'The most frugal' },
  { value: 'fallback', text: 'Software (CPU)' },
] as const;

export const HIDDEN_TAB_OPTIONS = [
  { value: 'continue', text: 'Go on training' },
  { value: 'pause', text: 'Pause' },
] as const;
