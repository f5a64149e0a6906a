// @ts-check

/**
 * The parts of the catalogue: groups of shaders that load together, by their paths below
 * `shaders/`. Every kernel and every choice of a slot is in one part. Shared modules follow those
 * that import them, unless `core` names them. `core` is always loaded. The definition, option or
 * call that needs another part names it and loads it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const parts = {
  /** Activations of hidden layers other than ReLU and the sigmoid, and those before a gate. */
  activations: [
    'activation_forward',
    'half_activation_forward',
    'half_activation_backward',
    'slots/activation/elu',
    'slots/activation/gelu',
    'slots/activation/leaky_relu',
    'slots/activation/silu',
    'slots/activation/softplus',
    'slots/activation/tanh',
    'slots/activation_gradient/elu',
    'slots/activation_gradient/gelu',
    'slots/activation_gradient/leaky_relu',
    'slots/activation_gradient/silu',
    'slots/activation_gradient/softplus',
    'slots/activation_gradient/tanh',
  ],

  // Likelihoods.
  gaussian: [
    'slots/likelihood/gaussian',
    'slots/likelihood/gaussian_fixed',
    'slots/likelihood/gaussian_logvar',
  ],
  negativeBinomial: [
    'slots/likelihood/negative_binomial',
    'slots/likelihood/negative_binomial_dispersion',
  ],
  /** Counts that share the total of their row, with more zeros or without. */
  countShares: [
    'log_rates_forward',
    'log_rates_backward',
    'zero_inflated_nll_forward',
    'zero_inflated_nll_backward',
  ],
  laplace: ['slots/likelihood/laplace'],
  categorical: [
    'group_normalizer',
    'softmax_groups',
    'one_hot',
    'level_mean',
    'slots/likelihood/categorical',
  ],
  /** Shares of topics, in the middle of a network. */
  softmax: ['softmax_groups_backward'],
  /** A second output that is a learned parameter, the same for every row. */
  broadcast: ['broadcast_forward', 'broadcast_backward'],
  /** Means of likelihoods whose outputs are logarithms. */
  exp: ['slots/activation/exp'],
  poisson: ['slots/likelihood/poisson'],
  continuousBernoulli: [
    'slots/activation/continuous_bernoulli_mean',
    'slots/likelihood/continuous_bernoulli',
  ],

  // Product variants, and diagnosis of latents.
  /** Product variants that are defaults on GPUs. */
  gpuVariants: [
    'slots/product/direct_4x4',
    'slots/product/direct_4x8',
    'slots/product/split_32x64',
    'slots/product/split_8x8',
    'slots/product/tiled_32x64',
    'slots/product/tiled_64x64',
  ],
  /** The product variant that is the default of large products on CPU adapters with quads. */
  quadVariants: ['slots/product/quad_16x32'],
  /** The product variant that is the default of recurrent steps there. */
  stepVariants: ['slots/product/quad_32x16'],
  /** The product variant that is the default in models of images, for few channels. */
  imageVariants: ['slots/product/tall_8x8'],
  /** The product variant that is the default in WebAssembly. */
  wasmVariants: ['slots/product/packed_64x64'],
  /** Diagnosis of the latents. */
  diagnosis: ['aggregate_posterior'],

  // The objective.
  importance: [
    'sampled_kl_forward',
    'sampled_kl_backward',
    'importance_bound_forward',
    'importance_bound_backward',
    'slots/term_weight/rows',
  ],
  doublyReparameterized: ['path_kl_backward'],
  decorrelation: ['latent_covariance', 'decorrelation_forward', 'decorrelation_backward'],
  mmd: ['mmd_forward', 'mmd_backward'],
  totalCorrelation: [
    'total_correlation_forward',
    'total_correlation_backward_z',
    'total_correlation_backward_stats',
  ],
  klGate: [
    'kl_gate',
    'slots/gate_rule/capacity',
    'slots/gate_rule/free_bits',
    'slots/kl_weight/gated',
  ],
  /** Gaussians that depend on one another, as the levels of a hierarchy do. */
  levels: [
    'gaussian_kl_forward',
    'gaussian_kl_backward',
    'sampled_gaussian_kl_forward',
    'sampled_gaussian_kl_backward',
    'merge_gaussians_forward',
    'merge_gaussians_backward',
    'relative_gaussian',
    'free_bits_forward',
    'free_bits_backward',
  ],

  /** Posteriors of several modalities, some of which may be missing. */
  experts: [
    'expert_subsets',
    'product_of_experts_forward',
    'product_of_experts_backward',
    'weigh_terms_forward',
    'weigh_terms_backward',
    'draw_subset',
    'subset_density_forward',
    'subset_density_backward_z',
    'subset_density_backward_stats',
    'subset_moments',
  ],
  /** Posteriors whose dimensions depend on one another. */
  covariance: [
    'full_kl_forward',
    'full_kl_backward',
    'full_nll_forward',
    'full_nll_backward',
    'lower_product_forward',
    'lower_product_backward',
    'marginal_moments',
  ],
  /** Gaussians with a covariance of low rank beside the diagonal. */
  lowRank: [
    'low_rank_kl_forward',
    'low_rank_kl_backward',
    'low_rank_moments',
    'low_rank_nll_forward',
    'low_rank_nll_backward',
    'low_rank_product_forward',
    'low_rank_product_backward',
  ],
  /** Categorical posteriors, and their uniform prior. */
  categoricalLatent: [
    'concrete_forward',
    'concrete_backward',
    'categorical_kl_forward',
    'categorical_kl_backward',
    'categorical_nll',
  ],

  // Priors.
  gaussianPrior: [
    'relative_moments_forward',
    'relative_moments_backward_stats',
    'relative_moments_backward_prior',
  ],
  mixture: [
    'mixture_choice',
    'mixture_density_forward',
    'mixture_density_backward_z',
    'mixture_density_backward_stats',
    'mixture_density_backward_weights',
  ],

  // Input of data.
  transforms: [
    'flip_images',
    'normalize_rows',
    'slots/transform/binarize',
    'slots/transform/dropout',
    'slots/transform/log1p',
    'slots/transform/threshold',
  ],
  condition: ['concat', 'slice_columns', 'slice_columns_backward'],

  /** Whole numbers of rows, such as classes, and the accuracy of a classifier. */
  classification: [
    'accuracy',
    'gather_indices',
    'gather_one_hot',
    'slots/integer/gather_u8',
    'slots/integer/gather_u16',
    'slots/integer/gather_u32',
  ],
  /** The columns of rows with the largest scores. */
  ranking: ['top_columns'],
  /** Tables with missing cells. */
  cells: ['observed_likelihood_forward', 'observed_likelihood_backward', 'weighted_samples'],
  /** Sums and products of matrices, and sums of loss terms. */
  arithmetic: ['scale', 'multiply', 'combine_terms_forward', 'combine_terms_backward'],
  /** The check of data that lie on the device. */
  domain: ['outside_domain'],
  /** Pictures on a canvas. */
  canvas: ['pixels'],
  /** Convolutions, as models use them. */
  convolutions: ['conv_forward', 'conv_transpose_forward'],
  /** Convolutions, as training has them. */
  convolutionTraining: [
    'bias_parts',
    'conv_backward_input',
    'conv_backward_weight',
    'conv_likelihood',
    'conv_transpose_backward_input',
    'conv_transpose_likelihood',
    'parts_update',
    'sum_parts',
  ],
  /** Running statistics. */
  variables: ['moving_average'],
  /** Kernels that all normalizations share. */
  normalization: [
    'normalization_forward',
    'normalization_backward',
    'channel_sums',
    'channel_gradients',
  ],
  /** Normalization within a row: of layers and of groups. */
  rowNormalization: ['normalization_statistics', 'normalization_means'],
  /** Normalization over a batch. */
  batchNormalization: [
    'channel_moments',
    'batch_statistics',
    'batch_means',
    'running_statistics',
    'stored_statistics',
  ],
  /** Average pooling and nearest upsampling of images. */
  windows: ['window_sums', 'window_spread'],
  maxPool: ['max_pool_forward', 'max_pool_backward'],
  bilinear: ['bilinear_forward', 'bilinear_backward'],
  gate: ['gate_forward', 'gate_backward'],
  dropout: ['dropout', 'slots/uniform/counter', 'slots/uniform/given'],

  // Sequences.
  /** Steps of sequences as rows, and the lengths of sequences. */
  sequences: ['steps_to_rows', 'rows_to_steps', 'slots/valid/all', 'slots/valid/lengths'],
  embedding: ['embedding_forward', 'token_order', 'embedding_backward'],
  /** Losses of tokens, and what a decoder of sequences takes. */
  tokens: ['token_losses', 'token_losses_backward', 'sequence_terms', 'token_lengths'],
  /** Tokens as a decoder of sequences takes them, with the draws of dropout. */
  shiftedTokens: ['shift_tokens'],
  /** How a decoder writes sequences. */
  decodedTokens: ['choose_tokens', 'beam_tokens'],
  gru: ['gru_step_forward', 'gru_step_backward', 'gru_forward', 'gru_backward'],
  lstm: ['lstm_step_forward', 'lstm_step_backward', 'lstm_forward', 'lstm_backward'],

  // Normalizing flows.
  planar: ['planar_forward', 'planar_backward'],
  radial: ['radial_forward', 'radial_backward'],
  householder: ['householder_forward', 'householder_backward'],
  /** Beside the Householder flows that turn the coordinates. */
  sylvester: ['triangular_flow_forward', 'triangular_flow_backward'],
  autoregressive: [
    'mask_weight',
    'affine_flow_forward',
    'affine_flow_backward',
    'affine_flow_inverse',
  ],

  // The classic model.
  /** Kernels of every use of the classic model: dense layers and a Gaussian posterior. */
  core: [
    'gather',
    'dense_forward',
    'reparameterize_forward',
    'standard_normal',
    'slots/activation/identity',
    'slots/activation/relu',
    'slots/activation/sigmoid',
    'slots/likelihood/bernoulli',
    'slots/load/gather_f32',
    'slots/load/gather_sparse',
    'slots/load/gather_u16',
    'slots/load/gather_u32',
    'slots/load/gather_u8',
    'slots/load/matrix',
    'slots/noise/counter',
    'slots/noise/given',
    'slots/product/direct_8x8',
    'slots/product/quad_16x8',
    'slots/term_weight/scalar',
    'slots/transform/none',
    // Several parts import these.
    'shared/finite',
    'shared/kl',
    'shared/sum64',
  ],
  /** The loss terms of the classic model, for training and evaluation. */
  losses: ['latent_forward', 'kl_forward', 'likelihood_forward', 'sum_terms'],
  /** The backward pass of the classic model, and Adam. */
  training: [
    'dense_backward_input',
    'dense_backward_weight',
    'dense_backward_weight_update',
    'dense_likelihood',
    'activation_backward',
    'latent_backward',
    'reparameterize_backward',
    'kl_backward',
    'kl_forward_backward',
    'likelihood_backward',
    'likelihood_forward_backward',
    'optimizer_update',
    'slots/activation_gradient/identity',
    'slots/activation_gradient/relu',
    'slots/activation_gradient/sigmoid',
    'slots/clip/none',
    'slots/input/activations',
    'slots/input/activations_or_f32',
    'slots/input/activations_or_u8',
    'slots/kl_weight/one',
    'slots/optimizer/adam',
  ],

  // Optimizers and clipping.
  adamw: ['slots/optimizer/adamw'],
  rmsprop: ['slots/optimizer/rmsprop'],
  clipNorm: ['gradient_squares', 'clip_scale', 'slots/clip/norm'],
  /** Training with a budget of privacy. */
  privacy: [
    'example_norms',
    'conv_example_norms',
    'example_squares',
    'clip_examples',
    'gradient_noise',
  ],
  sgd: ['slots/optimizer/sgd'],
  /** Weights of spectral norm 1. */
  spectral: [
    'spectral_columns',
    'spectral_rows',
    'spectral_vectors',
    'spectral_weight',
    'spectral_dots',
    'spectral_backward',
    'keep',
  ],
  /** Updates that what a step measures may skip. */
  balance: ['balance', 'gated_scalars', 'gated_update'],
};

/**
 * Parts that load only where another part is loaded: their kernels may start with its choices.
 *
 * @type {Readonly<Record<string, keyof typeof parts>>}
 */
export const needs = {
  convolutionTraining: 'training',
  mixture: 'dropout',
  decodedTokens: 'dropout',
  categoricalLatent: 'dropout',
  balance: 'training',
  experts: 'dropout',
  gru: 'sequences',
  lstm: 'sequences',
  tokens: 'sequences',
  shiftedTokens: 'dropout',
};
