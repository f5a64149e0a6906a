// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
/** @type {import('./types.ts').WorkTable} */
export const workTable = {
  modules: {
    'shared/adam': {
      constants: {},
      functions: { adam_step: { steps: ['step_size', 'bias_correction2_sqrt'] } },
    },
    'shared/affine_flow': { constants: { L: '20', L4: '(L + 7) / 8 * 2' }, functions: {} },
    'shared/best64': {
      constants: {},
      functions: {
        best64_for_all: {
          sharedStores: 2,
          steps: [
            { times: 'halvings(32, 0)', sharedLoads: 4, sharedStores: 2 },
            'best64_score',
            'best64_number',
          ],
        },
        best64_score: { sharedLoads: 1 },
        best64_number: { sharedLoads: 1 },
      },
    },
    'shared/blocks': {
      constants: {
        OUT_HEIGHT: '28',
        OUT_WIDTH: '28',
        OUT_CHANNELS: '1',
        KERNEL_Y: '4',
        KERNEL_X: '4',
        BLOCK_Y: '2',
        BLOCK_X: '2',
        PHASES_Y: '1',
        PHASES_X: '1',
        STRIDE_Y: 'BLOCK_Y * PHASES_Y',
        STRIDE_X: 'BLOCK_X * PHASES_X',
        BLOCK_VALUES: 'BLOCK_Y * BLOCK_X * OUT_CHANNELS',
        WHOLE_COLUMNS: 'OUT_CHANNELS % 4 == 0',
        WHOLE_RESULTS: 'OUT_CHANNELS % 4 == 0',
        TWO_HALVES: 'BLOCK_VALUES > 4',
        IMAGE_WIDTH: '(OUT_HEIGHT * OUT_WIDTH * OUT_CHANNELS + 7) / 8 * 8',
        WHOLE_KERNEL: 'WHOLE_BLOCKS && PATCH % 8 == 0 && BLOCK_VALUES % 8 == 0',
        WHOLE_BLOCKS: 'KERNEL_Y % STRIDE_Y == 0 && KERNEL_X % STRIDE_X == 0',
      },
      functions: {
        left_start: { steps: ['windows'] },
        right_block: { steps: ['kernel_block'] },
        kernel_block: {
          steps: [
            {
              times: 'WHOLE_CHANNELS',
              steps: ['kernel_vector', 'kernel_vector', 'kernel_vector', 'kernel_vector'],
            },
            'kernel_vector',
            'kernel_vector',
            'kernel_vector',
            'kernel_vector',
          ],
        },
        kernel_vector: {
          steps: [
            { times: 'WHOLE_KERNEL && WHOLE_COLUMNS', steps: ['weight_load'] },
            { times: 'WHOLE_COLUMNS', steps: ['weight_load'] },
            'weight_load',
            'weight_load',
            'weight_load',
            'weight_load',
          ],
        },
      },
    },
    'shared/capacitance': {
      constants: { R: '2', PAIRS: 'R * (R + 1) / 2' },
      functions: { factorize: { steps: [{ times: 'PAIRS', steps: ['sum64_for_all'] }] } },
    },
    'shared/channel_bias': {
      constants: {},
      functions: {
        channel_bias: {
          steps: [
            { times: 'WHOLE_COLUMNS', steps: ['bias_load'] },
            'bias_load',
            'bias_load',
            'bias_load',
            'bias_load',
          ],
        },
      },
    },
    'shared/class_logits': { constants: { CLASSES: '10' }, functions: {} },
    'shared/flow_gradients': { constants: {}, functions: { put4: { steps: [{ times: '4', steps: ['put'] }] } } },
    'shared/flow_row': {
      constants: { L: '20', FLOWS: '4', L4: '(L + 7) / 8 * 2', USED4: '(L + 3) / 4' },
      functions: {},
    },
    'shared/gate': {
      constants: { PIXELS: '49', CHANNELS: '16', SIZE: 'PIXELS * CHANNELS' },
      functions: {},
    },
    'shared/image_columns': {
      constants: {},
      functions: {
        emit: { steps: ['emit_columns', { times: 'TWO_HALVES', steps: ['emit_columns'] }] },
      },
    },
    'shared/image_gradient': {
      constants: {},
      functions: {
        emit_columns: {
          steps: [
            'derivative',
            'store_values',
            'derivative',
            'store_values',
            'derivative',
            'store_values',
            'derivative',
            'store_values',
          ],
        },
        derivative: {
          steps: [
            { times: 'WHOLE_RESULTS', steps: ['activation_gradient'] },
            'activation_gradient',
            'activation_gradient',
            'activation_gradient',
            'activation_gradient',
          ],
        },
      },
    },
    'shared/image_layer': {
      constants: {},
      functions: {
        emit_columns: {
          steps: ['channel_bias', 'store_values', 'store_values', 'store_values', 'store_values'],
        },
      },
    },
    'shared/image_likelihood': {
      constants: { PARTS: '225', K4: 'IMAGE_WIDTH / 4' },
      functions: {
        emit: {
          steps: [
            'emit_columns',
            { times: 'TWO_HALVES', steps: ['emit_columns'] },
            'emit_term',
            'emit_term',
            'emit_term',
            'emit_term',
          ],
        },
        emit_term: { steps: ['store_term'] },
        emit_columns: {
          steps: ['channel_bias', 'emit_values', 'emit_values', 'emit_values', 'emit_values'],
        },
        emit_values: {
          steps: ['x_row', 'targets', 'likelihood_gradient', 'store_values', 'likelihood_loss'],
        },
        targets: {
          steps: [
            { times: 'WHOLE_RESULTS', steps: ['x_load'] },
            'x_load',
            'x_load',
            'x_load',
            'x_load',
          ],
        },
      },
    },
    'shared/image_values': {
      constants: {},
      functions: {
        store_values: {
          steps: [
            { times: 'WHOLE_RESULTS', steps: ['store', 'store', 'store', 'store'] },
            'store',
            'store',
            'store',
            'store',
          ],
        },
      },
    },
    'shared/log_sum_exp': {
      constants: {},
      functions: {
        lse64: {
          sharedStores: 1,
          sharedLoads: 1,
          steps: [{ times: 'halvings(32, 0)', sharedLoads: 2, sharedStores: 1 }],
        },
        lse64_for_all: { sharedLoads: 1, steps: ['lse64'] },
      },
    },
    'shared/max64': {
      constants: {},
      functions: {
        max64_for_all: {
          sharedStores: 1,
          sharedLoads: 1,
          steps: [{ times: 'halvings(32, 0)', sharedLoads: 2, sharedStores: 1 }],
        },
      },
    },
    'shared/normalization': {
      constants: { BLOCKS: '1', PIXELS: '49', GROUPS: '8', WIDTH: '4', CHANNELS: 'GROUPS * WIDTH' },
      functions: {},
    },
    'shared/parts': {
      constants: { PARTS: '49', SIZE: '576' },
      functions: { parts_sum: { steps: [{ times: 'PARTS', steps: ['part_load'] }] } },
    },
    'shared/patch_rows': {
      constants: { INNER4: '(PATCH + 7) / 8 * 2' },
      functions: { left_block: { steps: ['patch_block'] } },
    },
    'shared/patches': {
      constants: {
        WIDTH: '28',
        CHANNELS: '1',
        POSITIONS_Y: '14',
        POSITIONS_X: '14',
        TAPS_Y: '4',
        TAPS_X: '4',
        POSITIONS: 'POSITIONS_Y * POSITIONS_X',
        PATCH: 'TAPS_Y * TAPS_X * CHANNELS',
        WHOLE_CHANNELS: 'CHANNELS % 4 == 0',
      },
      functions: {
        windows: { steps: ['image_row', 'image_row', 'image_row', 'image_row'] },
        patch_block: {
          steps: [
            {
              times: 'WHOLE_CHANNELS',
              steps: ['pixel_vector', 'pixel_vector', 'pixel_vector', 'pixel_vector'],
            },
            'pixel_values',
            'pixel_values',
            'pixel_values',
            'pixel_values',
          ],
        },
        pixel_vector: { steps: ['image_load'] },
        pixel_values: { steps: ['pixel_value', 'pixel_value', 'pixel_value', 'pixel_value'] },
        pixel_value: { steps: ['image_load'] },
      },
    },
    'shared/pixels': {
      constants: {
        N: '32',
        IMAGE_WIDTH: '(POSITIONS * N + 7) / 8 * 8',
        WHOLE_COLUMNS: 'true',
        WHOLE_RESULTS: 'N % 4 == 0',
        TWO_HALVES: 'N > 4',
      },
      functions: {
        left_start: { steps: ['windows'] },
        right_block: { steps: ['weight_load', 'weight_load', 'weight_load', 'weight_load'] },
      },
    },
    'shared/planar': { constants: { SIZE: '2 * L + 1' }, functions: {} },
    'shared/radial': { constants: { SIZE: 'L + 2' }, functions: {} },
    'shared/recurrent': {
      constants: {
        M: '32',
        LENGTH: '4',
        H: '20',
        GATES: '3',
        H4: '(H + 7) / 8 * 2',
        SUMS_WIDTH: '(GATES * H + 7) / 8 * 8',
      },
      functions: {},
    },
    'shared/recurrent_sequence': { constants: { LANES: '128', TURNS: '(H + LANES - 1) / LANES' }, functions: {} },
    'shared/recurrent_step_backward': {
      constants: { FIRST: 'false', LAST: 'false', INNER4: 'select(SUMS_WIDTH / 4, 0, FIRST)' },
      functions: { emit: { steps: [{ times: '8', steps: ['retreat'] }] } },
    },
    'shared/recurrent_step_forward': {
      constants: { INNER4: 'H4' },
      functions: {
        valid_rows: { steps: ['is_valid', 'is_valid', 'is_valid', 'is_valid'] },
        emit: { steps: [{ times: '2', steps: ['advance'] }] },
      },
    },
    'shared/samples': { constants: { SAMPLES: '1' }, functions: {} },
    'shared/sum64': {
      constants: {},
      functions: {
        sum64: {
          sharedStores: 1,
          sharedLoads: 1,
          steps: [{ times: 'halvings(32, 0)', sharedLoads: 2, sharedStores: 1 }],
        },
        sum64_for_all: { sharedLoads: 1, steps: ['sum64'] },
      },
    },
    'shared/triangular': { constants: { L: '20', SIZE: 'L * (L + 2)' }, functions: {} },
    'shared/weight_gradient': {
      constants: { N: '32', PATCH4: '(PATCH + 7) / 8 * 2', WHOLE_VECTORS: 'N % 4 == 0' },
      functions: {
        left_block: { steps: ['windows', 'patch_block'] },
        right_block: { steps: ['vector_at', 'vector_at', 'vector_at', 'vector_at'] },
        vector_at: {
          steps: [
            { times: 'WHOLE_VECTORS', steps: ['vector_load'] },
            'value_at',
            'value_at',
            'value_at',
            'value_at',
          ],
        },
        value_at: { steps: ['vector_load'] },
      },
    },
    'shared/window': {
      constants: {
        CHANNELS: '16',
        OUT_HEIGHT: '14',
        OUT_WIDTH: '14',
        WINDOW_HEIGHT: '2',
        WINDOW_WIDTH: '2',
        STRIDE_HEIGHT: '2',
        STRIDE_WIDTH: '2',
        SHARED_HEIGHT: '(WINDOW_HEIGHT + STRIDE_HEIGHT - 1) / STRIDE_HEIGHT',
        SHARED_WIDTH: '(WINDOW_WIDTH + STRIDE_WIDTH - 1) / STRIDE_WIDTH',
      },
      functions: {},
    },
  },
  slots: {
    activation_gradient: {
      elu: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      gelu: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      leaky_relu: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      relu: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      sigmoid: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      silu: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      softplus: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
      tanh: { constants: {}, functions: { activation_gradient: { loads: 1 } } },
    },
    clip: { norm: { constants: {}, functions: { clip_norm: { loads: 1 } } } },
    input: {
      activations: { constants: {}, functions: { input_block: { loads: 4 } } },
      activations_or_f32: {
        constants: {},
        functions: { input_block: { loads: 4, steps: [{ times: '1', rare: true, loads: 8 }] } },
      },
      activations_or_u8: {
        constants: {},
        functions: { input_block: { loads: 4, steps: [{ times: '1', rare: true, loads: 8 }] } },
      },
    },
    integer: {
      gather_u16: {
        constants: {},
        functions: { integer_row: { loads: 1 }, integer_load: { loads: 1 } },
      },
      gather_u32: {
        constants: {},
        functions: { integer_row: { loads: 1 }, integer_load: { loads: 1 } },
      },
      gather_u8: {
        constants: {},
        functions: { integer_row: { loads: 1 }, integer_load: { loads: 1 } },
      },
    },
    kl_weight: { gated: { constants: {}, functions: { kl_weight: { loads: 1 } } } },
    likelihood: {
      categorical: {
        constants: {},
        functions: { likelihood_loss: { loads: 1 }, likelihood_gradient: { loads: 2 } },
      },
      gaussian: {
        constants: {},
        functions: { likelihood_loss: { loads: 1 }, likelihood_gradient: { loads: 1 } },
      },
      gaussian_logvar: {
        constants: {},
        functions: { likelihood_loss: { loads: 1 }, likelihood_gradient: { loads: 1 } },
      },
      negative_binomial: {
        constants: {},
        functions: { likelihood_loss: { loads: 1 }, likelihood_gradient: { loads: 1 } },
      },
      negative_binomial_dispersion: {
        constants: {},
        functions: { likelihood_loss: { loads: 1 }, likelihood_gradient: { loads: 1 } },
      },
    },
    load: {
      gather_f32: { constants: {}, functions: { x_row: { loads: 1 }, x_load: { loads: 1 } } },
      gather_sparse: {
        constants: {},
        functions: {
          x_row: { loads: 1 },
          x_load: { loads: 2, steps: [{ times: null, loads: 1 }, { times: null, loads: 2 }] },
        },
      },
      gather_u16: { constants: {}, functions: { x_row: { loads: 1 }, x_load: { loads: 1 } } },
      gather_u32: { constants: {}, functions: { x_row: { loads: 1 }, x_load: { loads: 1 } } },
      gather_u8: { constants: {}, functions: { x_row: { loads: 1 }, x_load: { loads: 1 } } },
      matrix: { constants: {}, functions: { x_load: { loads: 1 } } },
    },
    noise: { given: { constants: {}, functions: { noise4: { loads: 1 } } } },
    optimizer: {
      adam: {
        constants: { KEEPS_M: 'true', KEEPS_V: 'true' },
        functions: { optimizer_step: { steps: ['adam_step'] } },
      },
      adamw: {
        constants: { KEEPS_M: 'true', KEEPS_V: 'true' },
        functions: { optimizer_step: { steps: ['decay', 'adam_step'] } },
      },
      rmsprop: {
        constants: { MOMENTUM: '0.0', KEEPS_M: 'MOMENTUM != 0.0', KEEPS_V: 'true' },
        functions: { optimizer_step: { steps: ['step_size'] } },
      },
      sgd: {
        constants: { MOMENTUM: '0.0', KEEPS_M: 'MOMENTUM != 0.0', KEEPS_V: 'false' },
        functions: { optimizer_step: { steps: ['step_size'] } },
      },
    },
    product: {
      direct_4x4: {
        constants: { WORKGROUP_X: '8', WORKGROUP_Y: '8', TILE_ROWS4: '8', PAIRS: '32' },
        functions: {
          product: {
            steps: [
              'left_start',
              { times: 'INNER4', multiplyAdds: 64, steps: ['right_block', 'left_block'] },
              { times: '1', rare: true, steps: [{ times: '4', sharedStores: 1 }] },
              { times: '1', rare: true, sharedLoads: 4, steps: ['emit'] },
            ],
          },
        },
      },
      direct_4x8: {
        constants: { WORKGROUP_X: '8', WORKGROUP_Y: '8', TILE_ROWS4: '8' },
        functions: {
          product: {
            steps: [
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 128,
                steps: ['left_block', 'right_block', 'right_block'],
              },
              'emit',
            ],
          },
        },
      },
      direct_8x8: {
        constants: { WORKGROUP_X: '8', WORKGROUP_Y: '8', TILE_ROWS4: '16' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 256,
                steps: ['right_block', 'right_block', 'left_block', 'left_block'],
              },
              { times: '2', steps: ['emit'] },
            ],
          },
        },
      },
      quad_16x32: {
        constants: { WORKGROUP_X: '4', WORKGROUP_Y: '1', TILE_ROWS4: '16' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              'left_start',
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 2048,
                steps: [
                  'left_block',
                  'left_block',
                  'left_block',
                  'left_block',
                  'right_block',
                  'right_block',
                ],
              },
              { times: '16', steps: ['emit'] },
            ],
          },
        },
      },
      quad_16x8: {
        constants: { WORKGROUP_X: '4', WORKGROUP_Y: '1', TILE_ROWS4: '4' },
        functions: {
          product: {
            steps: [
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 512,
                steps: ['right_block', 'right_block', 'left_block'],
              },
              { times: '4', steps: ['emit'] },
            ],
          },
        },
      },
      quad_32x16: {
        constants: { WORKGROUP_X: '4', WORKGROUP_Y: '1', TILE_ROWS4: '8' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 2048,
                steps: [
                  'right_block',
                  'right_block',
                  'right_block',
                  'right_block',
                  'left_block',
                  'left_block',
                ],
              },
              { times: '16', steps: ['emit'] },
            ],
          },
        },
      },
      split_32x64: {
        constants: {
          WORKGROUP_X: '256',
          WORKGROUP_Y: '1',
          TILE_ROWS4: '8',
          TILE_INNER4: '2',
          GROUPS: '4',
          STEPS: '(INNER4 + GROUPS * TILE_INNER4 - 1) / (GROUPS * TILE_INNER4)',
        },
        functions: {
          product: {
            steps: [
              'left_start',
              'right_block',
              'left_block',
              {
                times: 'STEPS',
                steps: [
                  { times: '4', sharedStores: 2 },
                  'right_block',
                  'left_block',
                  { times: 'TILE_INNER4', sharedLoads: 12, multiplyAdds: 128 },
                ],
              },
              {
                times: 'halvings(GROUPS / 2, 0)',
                sharedLoads: 8,
                steps: [{ times: '4', sharedStores: 2 }],
              },
              { times: '1', rare: true, steps: ['emit'] },
            ],
          },
        },
      },
      split_8x8: {
        constants: { WORKGROUP_X: '64', WORKGROUP_Y: '1', TILE_ROWS4: '2', SHARE: '32' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              {
                times: '(INNER4 + SHARE - 1) / SHARE',
                multiplyAdds: 256,
                steps: ['right_block', 'right_block', 'left_block', 'left_block'],
              },
              {
                times: 'halvings(SHARE / 2, 1)',
                steps: [{ times: '16', sharedStores: 1 }, { times: '4', sharedLoads: 4 }],
              },
              { times: '16', sharedStores: 1 },
              { times: '2', sharedLoads: 8 },
              'emit',
            ],
          },
        },
      },
      tall_8x8: {
        constants: { WORKGROUP_X: '1', WORKGROUP_Y: '64', TILE_ROWS4: '128' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 256,
                steps: ['right_block', 'right_block', 'left_block', 'left_block'],
              },
              'emit',
              'emit',
            ],
          },
        },
      },
      tiled_32x64: {
        constants: { WORKGROUP_X: '64', WORKGROUP_Y: '1', TILE_ROWS4: '8', TILE_INNER4: '4' },
        functions: {
          product: {
            steps: [
              'left_start',
              {
                times: '(INNER4 + TILE_INNER4 - 1) / TILE_INNER4',
                steps: [
                  'right_block',
                  'left_block',
                  { times: '4', sharedStores: 1 },
                  { times: '4', sharedStores: 1 },
                  { times: 'TILE_INNER4', sharedLoads: 12, multiplyAdds: 128 },
                ],
              },
              'emit',
            ],
          },
        },
      },
      tiled_64x64: {
        constants: { WORKGROUP_X: '64', WORKGROUP_Y: '1', TILE_ROWS4: '16', TILE_INNER4: '4' },
        functions: {
          product: {
            steps: [
              'left_start',
              {
                times: '(INNER4 + TILE_INNER4 - 1) / TILE_INNER4',
                steps: [
                  'left_block',
                  'right_block',
                  { times: '4', sharedStores: 2 },
                  { times: 'TILE_INNER4', sharedLoads: 16, multiplyAdds: 256 },
                ],
              },
              { times: '2', steps: ['emit'] },
            ],
          },
        },
      },
    },
    term_weight: { rows: { constants: {}, functions: { term_weight: { loads: 1 } } } },
    uniform: { given: { constants: {}, functions: { uniform_noise4: { loads: 1 } } } },
    valid: { lengths: { constants: {}, functions: { is_valid: { loads: 1 } } } },
  },
  kernels: {
    accuracy: {
      constants: { M: '128', C: '10', SAMPLES: '1', WIDTH: '(C + 7) / 8 * 8' },
      functions: {
        accuracy: {
          stores: 1,
          steps: [{ times: 'C', loads: 1, steps: [{ times: 'SAMPLES', loads: 1 }] }],
        },
      },
    },
    activation_backward: {
      constants: { M: '128', K: '400', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        activation_backward: {
          loads: 1,
          steps: [
            'activation_gradient',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    activation_forward: {
      constants: { M: '128', K: '400', K4: '(K + 7) / 8 * 2' },
      functions: { activation_forward: { loads: 1, stores: 1 } },
    },
    affine_flow_backward: {
      constants: { M: '128', ACCUMULATE_Z: 'false' },
      functions: {
        put: { loads: 1, stores: 1 },
        affine_flow_backward: {
          loads: 3,
          stores: 1,
          steps: ['term_weight', { times: '4', steps: ['put', 'put'] }],
        },
      },
    },
    affine_flow_forward: {
      constants: { M: '128' },
      functions: {
        affine_flow_forward: { stores: 1, steps: [{ times: 'L4', loads: 2, stores: 1 }] },
      },
    },
    affine_flow_inverse: {
      constants: { M: '128' },
      functions: { affine_flow_inverse: { loads: 2, stores: 1 } },
    },
    aggregate_posterior: {
      constants: { M: '128', N: '1024', L: '20' },
      functions: {
        log_posterior: { steps: [{ times: 'L', loads: 3 }] },
        aggregate_posterior: {
          steps: [
            { times: '(N + 64 - 1) / 64', steps: ['log_posterior'] },
            'lse64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    balance: {
      constants: { M: '128', WIDTH: '(M + 7) / 8 * 8' },
      functions: {
        balance: {
          steps: [
            { times: '(M + 64 - 1) / 64', loads: 3 },
            'sum64_for_all',
            'sum64',
            { times: '1', rare: true, stores: 2 },
          ],
        },
      },
    },
    batch_means: {
      constants: { PARTS: '64', C: '32', PIXELS: '49', SAMPLES: '1' },
      functions: {
        batch_means: {
          steps: [
            { times: '(PARTS + 64 - 1) / 64', loads: 2 },
            'sum64_for_all',
            'sum64',
            { times: '1', rare: true, loads: 1, stores: 2 },
          ],
        },
      },
    },
    batch_statistics: {
      constants: { PARTS: '64', C: '32', PIXELS: '49', SAMPLES: '1' },
      functions: {
        batch_statistics: {
          steps: [
            { times: '(PARTS + 64 - 1) / 64', loads: 1 },
            'sum64_for_all',
            { times: '(PARTS + 64 - 1) / 64', loads: 2 },
            'sum64',
            { times: '1', rare: true, stores: 3 },
          ],
        },
      },
    },
    beam_tokens: {
      constants: {
        M: '32',
        BEAMS: '4',
        K: '32',
        VOCABULARY: '4000',
        WIDTH: '(VOCABULARY + 7) / 8 * 8',
        STRIDE: '(K + 7) / 8 * 8',
      },
      functions: {
        beam_tokens: {
          loads: 1,
          steps: [
            {
              times: 'BEAMS',
              steps: [
                { times: '(VOCABULARY + 64 - 1) / 64', loads: 1 },
                'max64_for_all',
                { times: '(VOCABULARY + 64 - 1) / 64', loads: 1 },
                'sum64_for_all',
                { times: '1', rare: true, loads: 1, sharedStores: 1 },
              ],
            },
            {
              times: 'BEAMS',
              stores: 3,
              steps: [
                {
                  times: 'BEAMS',
                  loads: 1,
                  steps: [{ times: '(VOCABULARY + 64 - 1) / 64', sharedLoads: 1, loads: 2 }],
                },
                'best64_for_all',
                { times: '(STRIDE + 64 - 1) / 64', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    bias_parts: {
      constants: {
        M: '128',
        PIXELS: '196',
        N: '32',
        PARTS: '49',
        SIZE: '576',
        FIRST: '512',
        WIDTH: '(PIXELS * N + 7) / 8 * 8',
        ALL: 'M * PIXELS',
        SPAN: '(ALL + PARTS - 1) / PARTS',
        N4: '(N + 3) / 4',
        SPREAD: 'min(N4, 64)',
        LANES: '64 / SPREAD',
        TURNS: '(SPAN + LANES - 1) / LANES',
        WHOLE: 'N % 4 == 0',
      },
      functions: {
        values_at: {
          steps: [{ times: 'WHOLE', loads: 1 }, 'value_at', 'value_at', 'value_at', 'value_at'],
        },
        value_at: { loads: 1 },
        bias_parts: {
          sharedStores: 1,
          stores: 1,
          steps: [
            { times: 'TURNS', steps: ['values_at'] },
            { times: 'LANES', sharedLoads: 1 },
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    bilinear_backward: {
      constants: {
        M: '128',
        CHANNELS: '16',
        SCALE_HEIGHT: '2',
        SCALE_WIDTH: '2',
        ACCUMULATE: 'false',
      },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        bilinear_backward: {
          steps: [
            {
              times: '2 * SCALE_HEIGHT',
              steps: [{ times: '2 * SCALE_WIDTH', steps: ['load'] }],
            },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    bilinear_forward: {
      constants: { M: '128', CHANNELS: '16', SCALE_HEIGHT: '2', SCALE_WIDTH: '2' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        bilinear_forward: { stores: 1, steps: ['load', 'load', 'load', 'load'] },
      },
    },
    broadcast_backward: {
      constants: { M: '128', K: '784', SHARED: 'false', ACCUMULATE: 'false' },
      functions: {
        column_sum: { steps: [{ times: 'M', loads: 1 }] },
        store: {
          steps: [
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
        broadcast_backward: {
          steps: [
            {
              times: 'SHARED',
              steps: [
                { times: '(K + 63) / 64', steps: ['column_sum'] },
                'sum64',
                { times: '1', rare: true, steps: ['store'] },
              ],
            },
            { times: '!(SHARED)', steps: ['column_sum', 'store'] },
          ],
        },
      },
    },
    broadcast_forward: {
      constants: { M: '128', K: '784', SHARED: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        broadcast_forward: {
          stores: 1,
          steps: [{ times: 'SHARED', loads: 1 }, { times: '!(SHARED)', loads: 1 }],
        },
      },
    },
    categorical_kl_backward: {
      constants: { M: '128', K: '200', ACCUMULATE: 'false', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        categorical_kl_backward: {
          steps: [
            'term_weight',
            {
              times: null,
              loads: 1,
              steps: [
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    categorical_kl_forward: {
      constants: { M: '128', K: '200', WIDTH: '(K + 7) / 8 * 8' },
      functions: { categorical_kl_forward: { stores: 1 } },
    },
    categorical_nll: {
      constants: { M: '128', K: '200', SAMPLES: '1', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        categorical_nll: {
          stores: 1,
          steps: [
            {
              times: '(K + CLASSES - 1) / CLASSES',
              steps: [{ times: 'CLASSES', loads: 2 }],
            },
          ],
        },
      },
    },
    channel_gradients: {
      constants: { PARTS: '64', C: '32', ACCUMULATE_WEIGHT: 'false', ACCUMULATE_BIAS: 'false' },
      functions: {
        channel_gradients: {
          steps: [
            { times: '(PARTS + 64 - 1) / 64', loads: 2 },
            'sum64_for_all',
            'sum64',
            {
              times: '1',
              rare: true,
              steps: [
                { times: 'ACCUMULATE_WEIGHT', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE_WEIGHT)', stores: 1 },
                { times: 'ACCUMULATE_BIAS', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE_BIAS)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    channel_moments: {
      constants: { M: '128', PIXELS: '49', C: '32', PARTS: '64', SAMPLES: '1' },
      functions: {
        value: { loads: 1 },
        channel_moments: {
          stores: 2,
          steps: [{ times: null, steps: ['value'] }, { times: null, steps: ['value'] }],
        },
      },
    },
    channel_sums: {
      constants: {
        M: '128',
        PARTS: '64',
        SHARED: 'false',
        ROW_PIXELS: 'BLOCKS * PIXELS',
        TURNS: '(M * ROW_PIXELS + PARTS - 1) / PARTS',
      },
      functions: { channel_sums: { stores: 2, steps: [{ times: 'TURNS', loads: 4 }] } },
    },
    choose_tokens: {
      constants: {
        M: '32',
        K: '32',
        VOCABULARY: '4000',
        WIDTH: '(VOCABULARY + 7) / 8 * 8',
        STRIDE: '(K + 7) / 8 * 8',
      },
      functions: {
        logit_of: { loads: 1 },
        choose_tokens: {
          loads: 6,
          sharedStores: 1,
          stores: 1,
          steps: [
            { times: '(VOCABULARY + 64 - 1) / 64', steps: ['logit_of'] },
            'max64_for_all',
            {
              times: null,
              steps: [
                { times: '(VOCABULARY + 64 - 1) / 64', steps: ['logit_of'] },
                'sum64_for_all',
              ],
            },
            {
              times: null,
              steps: [
                { times: '(VOCABULARY + 64 - 1) / 64', steps: ['logit_of'] },
                'sum64_for_all',
              ],
            },
            { times: null, steps: ['logit_of'] },
            { times: null, sharedLoads: 1 },
            { times: '64', sharedLoads: 1 },
            'uniform_noise4',
            'max64_for_all',
            { times: '1', rare: true, steps: [{ times: null, steps: ['logit_of'] }] },
            'max64_for_all',
            { times: '(STRIDE + 64 - 1) / 64', loads: 1, stores: 1 },
          ],
        },
      },
    },
    clip_examples: {
      constants: { M: '128', N: '400', N4: '(N + 7) / 8 * 2' },
      functions: { clip_examples: { loads: 2, stores: 1 } },
    },
    clip_scale: {
      constants: { PARTS: '256' },
      functions: {
        clip_scale: {
          steps: [
            { times: '(PARTS + 64 - 1) / 64', loads: 1 },
            'sum64',
            { times: '1', rare: true, stores: 1, loads: 1 },
          ],
        },
      },
    },
    combine_terms_backward: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        combine_terms_backward: {
          steps: [
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    combine_terms_forward: {
      constants: { M: '128', WIDTH: '(M + 7) / 8 * 8' },
      functions: { combine_terms_forward: { loads: 2, stores: 1 } },
    },
    concat: {
      constants: { M: '128', A: '20', SAMPLES: '1' },
      functions: { concat: { stores: 1, steps: [{ times: '4', loads: 1 }] } },
    },
    concrete_backward: {
      constants: {
        M: '128',
        K: '200',
        CLASSES: '10',
        SAMPLES: '1',
        ACCUMULATE: 'false',
        WIDTH: '(K + 7) / 8 * 8',
      },
      functions: {
        concrete_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [{ times: 'CLASSES', loads: 2 }, { times: 'CLASSES', loads: 3, stores: 1 }],
            },
          ],
        },
      },
    },
    concrete_forward: {
      constants: { M: '128', K: '200', CLASSES: '10', SAMPLES: '1', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        concrete_forward: {
          steps: [
            'uniform_noise4',
            {
              times: 'CLASSES',
              loads: 1,
              stores: 1,
              steps: [{ times: '1', rare: true, steps: ['uniform_noise4'] }],
            },
            { times: 'CLASSES', loads: 1, stores: 1 },
            { times: 'CLASSES', loads: 1, stores: 1 },
          ],
        },
      },
    },
    conv_backward_input: {
      constants: { M: '128', K: '784', ACCUMULATE: 'false' },
      functions: {
        image_load: { loads: 1 },
        weight_load: { loads: 1 },
        store: {
          steps: [
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
        conv_backward_input: { steps: ['product'] },
      },
    },
    conv_backward_weight: {
      constants: { M: '128', K: '784', PARTS: '49', SPAN: '512', SIZE: '576', INNER4: 'SPAN / 4' },
      functions: {
        image_row: { steps: ['x_row'] },
        image_load: { steps: ['x_load'] },
        vector_load: { loads: 1 },
        emit: { steps: ['emit_columns', 'emit_columns'] },
        emit_columns: { stores: 4 },
        conv_backward_weight: { steps: ['product'] },
      },
    },
    conv_example_norms: {
      constants: {
        M: '128',
        K: '784',
        SIZE: '48',
        INNER4: '(POSITIONS + 7) / 8 * 2',
        BLOCKS_ACROSS: '(N + 7) / 8',
        BLOCKS: 'PATCH4 * BLOCKS_ACROSS',
      },
      functions: {
        image_row: { steps: ['x_row'] },
        image_load: { steps: ['x_load'] },
        vector_load: { loads: 1 },
        emit: { stores: 1, steps: [{ times: null, stores: 1 }] },
        conv_example_norms: { steps: ['product'] },
      },
    },
    conv_forward: {
      constants: { M: '128', K: '784' },
      functions: {
        image_row: { steps: ['x_row'] },
        image_load: { steps: ['x_load'] },
        weight_load: { loads: 1 },
        bias_load: { loads: 1 },
        store: { stores: 1 },
        conv_forward: { steps: ['product'] },
      },
    },
    conv_likelihood: {
      constants: { M: '128', K: '196' },
      functions: {
        image_load: { loads: 1 },
        weight_load: { loads: 1 },
        bias_load: { loads: 1 },
        store: { stores: 1 },
        store_term: { stores: 1 },
        conv_likelihood: { steps: ['product'] },
      },
    },
    conv_transpose_backward_input: {
      constants: { M: '128', K: '784', ACCUMULATE: 'false' },
      functions: {
        image_load: { loads: 1 },
        weight_load: { loads: 1 },
        store: {
          steps: [
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
        conv_transpose_backward_input: { steps: ['product'] },
      },
    },
    conv_transpose_forward: {
      constants: { M: '128', K: '6272' },
      functions: {
        image_row: { steps: ['x_row'] },
        image_load: { steps: ['x_load'] },
        weight_load: { loads: 1 },
        bias_load: { loads: 1 },
        store: { stores: 1 },
        conv_transpose_forward: { steps: ['product'] },
      },
    },
    conv_transpose_likelihood: {
      constants: { M: '128', K: '784' },
      functions: {
        image_load: { loads: 1 },
        weight_load: { loads: 1 },
        bias_load: { loads: 1 },
        store: { stores: 1 },
        store_term: { stores: 1 },
        conv_transpose_likelihood: { steps: ['product'] },
      },
    },
    decorrelation_backward: {
      constants: {
        M: '128',
        L: '20',
        AGGREGATE: 'false',
        ACCUMULATE: 'false',
        WIDTH: '(L + 7) / 8 * 8',
      },
      functions: {
        decorrelation_backward: {
          steps: [
            { times: 'L', loads: 3 },
            { times: 'AGGREGATE', loads: 2 },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    decorrelation_forward: {
      constants: { M: '128', L: '20', WIDTH: '(L + 7) / 8 * 8' },
      functions: {
        decorrelation_forward: { stores: 1, steps: [{ times: 'L', steps: [{ times: 'L', loads: 1 }] }] },
      },
    },
    dense_backward_input: {
      constants: {
        M: '128',
        N: '784',
        K: '400',
        ACCUMULATE: 'false',
        INNER4: '(N + 7) / 8 * 2',
        K4: '(K + 7) / 8 * 2',
      },
      functions: {
        left_block: { loads: 4 },
        right_block: { loads: 4 },
        emit: {
          steps: [
            {
              times: '8',
              steps: [
                'activation_gradient',
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
        dense_backward_input: { steps: ['product'] },
      },
    },
    dense_backward_weight: {
      constants: {
        M: '128',
        N: '400',
        K: '784',
        ACCUMULATE_WEIGHT: 'false',
        ACCUMULATE_BIAS: 'false',
        INNER4: '(M + 7) / 8 * 2',
        K4: '(K + 7) / 8 * 2',
        N4: '(N + 7) / 8 * 2',
      },
      functions: {
        left_block: { loads: 4 },
        right_block: {
          steps: ['x_row', 'x_load', 'x_row', 'x_load', 'x_row', 'x_load', 'x_row', 'x_load'],
        },
        store_bias: {
          steps: [
            { times: 'M', loads: 1 },
            { times: 'ACCUMULATE_BIAS', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE_BIAS)', stores: 1 },
          ],
        },
        emit: {
          steps: [
            {
              times: '8',
              steps: [
                { times: 'ACCUMULATE_WEIGHT', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE_WEIGHT)', stores: 1 },
              ],
            },
            { times: '1', rare: true, steps: ['store_bias'] },
          ],
        },
        dense_backward_weight: { steps: ['product'] },
      },
    },
    dense_backward_weight_update: {
      constants: { M: '128', P: '654592', INNER4: '(M + 7) / 8 * 2', P4: 'P / 4' },
      functions: {
        left_block: { loads: 4 },
        right_block: { steps: ['input_block'] },
        update: {
          loads: 4,
          stores: 1,
          steps: [
            'optimizer_step',
            { times: 'KEEPS_M', stores: 1 },
            { times: 'KEEPS_V', stores: 1 },
          ],
        },
        emit: { steps: [{ times: '8', steps: ['update'] }] },
        update_bias: { steps: [{ times: 'INNER4 / 2', steps: [{ times: '8', loads: 1 }] }, 'update'] },
        dense_backward_weight_update: {
          loads: 1,
          steps: [
            'product',
            {
              times: '1',
              rare: true,
              steps: [
                {
                  times: '(TILE_ROWS4 + (WORKGROUP_X * WORKGROUP_Y) - 1) / (WORKGROUP_X * WORKGROUP_Y)',
                  steps: ['update_bias'],
                },
              ],
            },
          ],
        },
      },
    },
    dense_forward: {
      constants: { M: '128', N: '400', K: '784', INNER4: '(K + 7) / 8 * 2', N4: '(N + 7) / 8 * 2' },
      functions: {
        left_start: { steps: ['x_row', 'x_row', 'x_row', 'x_row'] },
        left_block: { steps: ['x_load', 'x_load', 'x_load', 'x_load'] },
        right_block: { loads: 4 },
        emit: { steps: [{ times: '2', loads: 1, steps: [{ times: '4', stores: 1 }] }] },
        dense_forward: { steps: ['product'] },
      },
    },
    dense_likelihood: {
      constants: {
        M: '128',
        K: '784',
        H: '400',
        PARTS: '98',
        INNER4: '(H + 7) / 8 * 2',
        K4: '(K + 7) / 8 * 2',
      },
      functions: {
        left_block: { loads: 4 },
        right_block: { loads: 4 },
        emit: {
          steps: [
            {
              times: '4',
              stores: 1,
              steps: [
                'x_row',
                {
                  times: '2',
                  loads: 1,
                  stores: 1,
                  steps: ['x_load', 'likelihood_gradient', 'likelihood_loss'],
                },
              ],
            },
          ],
        },
        dense_likelihood: { steps: ['product'] },
      },
    },
    draw_subset: {
      constants: {
        M: '128',
        MODALITIES: '2',
        SUBSETS: '3',
        DRAWS: '1',
        K: '1',
        WIDTH: '(MODALITIES + 7) / 8 * 8',
      },
      functions: {
        draw_subset: {
          steps: [
            { times: 'MODALITIES', loads: 1 },
            { times: 'SUBSETS', loads: 1 },
            'uniform_noise4',
            { times: 'SUBSETS', loads: 3 },
            { times: 'MODALITIES', stores: 1 },
          ],
        },
      },
    },
    dropout: {
      constants: { M: '128', K: '400', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        dropout: {
          loads: 1,
          steps: [
            'uniform_noise4',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    embedding_backward: {
      constants: {
        M: '32',
        LENGTH: '4',
        VOCABULARY: '100',
        K: '20',
        ACCUMULATE: 'false',
        COUNT: 'M * LENGTH',
        K4: '(K + 7) / 8 * 2',
        WIDTH: '(LENGTH * K + 7) / 8 * 8',
        HALVINGS: '32',
      },
      functions: {
        embedding_backward: {
          steps: [
            { times: 'HALVINGS', loads: 1 },
            { times: 'COUNT', loads: 6 },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    embedding_forward: {
      constants: { M: '32', LENGTH: '4', VOCABULARY: '100', K: '20' },
      functions: { embedding_forward: { loads: 8, stores: 1 } },
    },
    example_norms: {
      constants: {
        M: '128',
        N: '400',
        K: '784',
        ACCUMULATE: 'false',
        K4: '(K + 7) / 8 * 2',
        N4: '(N + 7) / 8 * 2',
      },
      functions: {
        example_norms: {
          steps: [
            'x_row',
            { times: '(K4 + 64 - 1) / 64', steps: ['x_load'] },
            { times: '(N4 + 64 - 1) / 64', loads: 1 },
            'sum64_for_all',
            'sum64',
            {
              times: '1',
              rare: true,
              steps: [
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    example_squares: {
      constants: { M: '128', SIZE: '48', ACCUMULATE: 'false' },
      functions: {
        example_squares: {
          steps: [
            { times: '(SIZE / 4 + 64 - 1) / 64', loads: 1 },
            'sum64',
            {
              times: '1',
              rare: true,
              steps: [
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    expert_subsets: {
      constants: { M: '128', MODALITIES: '2', SUBSETS: '3', EXPERTS: '2', JOINT: 'false' },
      functions: {
        expert_subsets: {
          loads: 1,
          stores: 1,
          steps: [
            { times: 'MODALITIES', loads: 1 },
            { times: 'SUBSETS', loads: 1 },
            { times: 'MODALITIES', stores: 2 },
            { times: 'JOINT', stores: 1 },
          ],
        },
      },
    },
    flip_images: {
      constants: { M: '128', K: '3072', CHANNELS: '3', K4: '(K + 7) / 8 * 2' },
      functions: {
        flip_images: { stores: 2, steps: ['x_row', 'x_load', { times: '4', steps: ['x_load'] }] },
      },
    },
    free_bits_backward: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        free_bits_backward: {
          loads: 1,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    free_bits_forward: {
      constants: { M: '128', WIDTH: '(M + 7) / 8 * 8' },
      functions: {
        free_bits_forward: {
          steps: [
            { times: '(M + 64 - 1) / 64', loads: 1, stores: 1 },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    full_kl_backward: {
      constants: {
        M: '128',
        L: '20',
        T: '190',
        ACCUMULATE_STATS: 'false',
        ACCUMULATE_LOWER: 'false',
      },
      functions: {
        full_kl_backward: {
          loads: 2,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE_STATS', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE_STATS)', stores: 2 },
            {
              times: null,
              loads: 1,
              steps: [
                { times: 'ACCUMULATE_LOWER', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE_LOWER)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    full_kl_forward: {
      constants: { M: '128', L: '20', T: '190', T4: '(T + 7) / 8 * 2' },
      functions: {
        full_kl_forward: { stores: 1, steps: [{ times: 'L', loads: 2 }, { times: 'T4', loads: 1 }] },
      },
    },
    full_nll_backward: {
      constants: {
        M: '128',
        L: '20',
        T: '190',
        ACCUMULATE_LOWER: 'false',
        WIDTH: '(2 * L + 7) / 8 * 8',
      },
      functions: {
        full_nll_backward: {
          loads: 5,
          stores: 2,
          steps: ['term_weight', { times: null, loads: 2, stores: 1 }],
        },
      },
    },
    full_nll_forward: {
      constants: { M: '128', L: '20', T: '190', WIDTH: '(2 * L + 7) / 8 * 8' },
      functions: {
        full_nll_forward: {
          stores: 1,
          steps: [
            { times: 'L', loads: 3, stores: 1, steps: [{ times: null, loads: 2 }] },
            { times: 'L', loads: 2, stores: 1, steps: [{ times: 'L', loads: 2 }] },
          ],
        },
      },
    },
    gate_backward: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        load_gradient: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        gate_backward: {
          steps: [
            'load',
            'load_gradient',
            'load',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    gate_forward: {
      constants: { M: '128' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        gate_forward: { stores: 1, steps: ['load', 'load'] },
      },
    },
    gated_scalars: {
      constants: {},
      functions: {
        gated_scalars: {
          loads: 3,
          stores: 1,
          steps: [{ times: '1', rare: true, stores: 1, loads: 1 }, 'step_size', 'decay'],
        },
      },
    },
    gated_update: {
      constants: { P: '652824', P4: 'P / 4' },
      functions: {
        step_size: { loads: 1 },
        bias_correction2_sqrt: { loads: 1 },
        decay: { loads: 1 },
        gated_update: {
          loads: 7,
          stores: 1,
          steps: [
            'clip_norm',
            'optimizer_step',
            { times: 'KEEPS_M', stores: 1 },
            { times: 'KEEPS_V', stores: 1 },
          ],
        },
      },
    },
    gather: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: { gather: { stores: 1, steps: ['x_row', 'x_load'] } },
    },
    gather_indices: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: { gather_indices: { stores: 1, steps: ['integer_row', 'integer_load'] } },
    },
    gather_one_hot: {
      constants: { M: '128', K: '1', CLASSES: '10' },
      functions: {
        gather_one_hot: { stores: 1, steps: ['integer_row', { times: '4', steps: ['integer_load'] }] },
      },
    },
    gaussian_kl_backward: {
      constants: { M: '128', L: '20', ACCUMULATE_Q: 'false', ACCUMULATE_P: 'false' },
      functions: {
        gaussian_kl_backward: {
          loads: 5,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE_Q', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE_Q)', stores: 2 },
            { times: 'ACCUMULATE_P', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE_P)', stores: 2 },
          ],
        },
      },
    },
    gaussian_kl_forward: {
      constants: { M: '128', L: '20' },
      functions: { gaussian_kl_forward: { stores: 1, steps: [{ times: 'L', loads: 4 }] } },
    },
    gradient_noise: {
      constants: { N: '400', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        add_to_weight: { loads: 1, stores: 1 },
        add_to_bias: { loads: 1, stores: 1 },
        gradient_noise: {
          loads: 2,
          steps: ['add_to_weight', 'add_to_weight', 'add_to_weight', 'add_to_weight'],
        },
      },
    },
    gradient_squares: {
      constants: { P: '654592', PARTS: '256', P4: 'P / 4' },
      functions: {
        gradient_squares: {
          steps: [
            { times: '(P4 + (64 * PARTS) - 1) / (64 * PARTS)', loads: 2 },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    group_normalizer: {
      constants: { M: '128', K: '784', GROUPS: '49', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        group_normalizer: {
          loads: 2,
          steps: [
            'x_row',
            { times: null, loads: 1, steps: ['x_load'] },
            { times: null, stores: 2 },
          ],
        },
      },
    },
    gru_backward: {
      constants: { LAST: 'false' },
      functions: {
        gru_backward: {
          steps: [
            {
              times: 'LENGTH',
              steps: [
                {
                  times: 'TURNS',
                  loads: 12,
                  sharedStores: 3,
                  steps: [{ times: '4', stores: 3, steps: ['put', 'put', 'put'] }],
                },
                { times: 'TURNS', steps: [{ times: '3 * H', sharedLoads: 1, loads: 1 }] },
              ],
            },
            {
              times: 'TURNS',
              steps: [{ times: '4', stores: 3, steps: [{ times: 'LAST', loads: 1, stores: 1 }] }],
            },
          ],
        },
        put: { loads: 1, stores: 1 },
      },
    },
    gru_forward: {
      constants: {},
      functions: {
        gru_forward: {
          steps: [
            { times: 'TURNS', loads: 4, sharedStores: 1 },
            {
              times: 'LENGTH',
              steps: [
                'is_valid',
                'is_valid',
                'is_valid',
                'is_valid',
                {
                  times: 'TURNS',
                  loads: 15,
                  sharedLoads: 1,
                  sharedStores: 1,
                  steps: [{ times: 'H4', sharedLoads: 4, loads: 3 }, { times: '4', stores: 2 }],
                },
              ],
            },
          ],
        },
      },
    },
    gru_step_backward: {
      constants: {},
      functions: {
        retreat: {
          loads: 9,
          stores: 1,
          steps: [
            { times: 'LAST', stores: 1 },
            { times: '3', loads: 1, stores: 2, steps: [{ times: 'FIRST', stores: 1 }] },
          ],
        },
        gru_step_backward: { steps: ['product'] },
      },
    },
    gru_step_forward: {
      constants: {},
      functions: {
        four_inputs: { loads: 4 },
        advance: {
          loads: 8,
          steps: [
            'valid_rows',
            'four_inputs',
            'four_inputs',
            'four_inputs',
            { times: '4', stores: 2 },
          ],
        },
        gru_step_forward: { steps: ['product'] },
      },
    },
    half_activation_backward: {
      constants: { M: '128', K: '1568', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        half_activation_backward: {
          loads: 1,
          steps: [
            'activation_gradient',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    half_activation_forward: {
      constants: { M: '128', K: '1568', K4: '(K + 7) / 8 * 2' },
      functions: { half_activation_forward: { loads: 1, stores: 1 } },
    },
    householder_backward: {
      constants: { M: '128', SAMPLES: '1', ACCUMULATE_Z: 'false' },
      functions: {
        householder_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [
                { times: 'L4', loads: 2 },
                { times: 'FLOWS', steps: [{ times: 'USED4', steps: ['put4'] }] },
                { times: 'L4', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    householder_forward: {
      constants: { M: '128', SAMPLES: '1' },
      functions: {
        householder_forward: { steps: [{ times: 'L4', loads: 1 }, { times: 'L4', stores: 1 }] },
      },
    },
    importance_bound_backward: {
      constants: { M: '128', DRAWS: '8', ACCUMULATE: 'false' },
      functions: {
        importance_bound_backward: {
          loads: 1,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    importance_bound_forward: {
      constants: { M: '128', DRAWS: '8' },
      functions: {
        importance_bound_forward: {
          stores: 1,
          steps: [
            { times: 'DRAWS', loads: 2 },
            { times: 'DRAWS', loads: 2 },
            { times: 'DRAWS', loads: 2, stores: 1 },
          ],
        },
      },
    },
    keep: { constants: { N: '64' }, functions: { keep: { loads: 2, stores: 1 } } },
    kl_backward: {
      constants: { M: '128', L: '20', ACCUMULATE: 'false' },
      functions: {
        kl_backward: {
          loads: 2,
          steps: [
            'kl_weight',
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    kl_forward: {
      constants: { M: '128', L: '20' },
      functions: { kl_forward: { stores: 1, steps: [{ times: 'L', loads: 2 }] } },
    },
    kl_forward_backward: {
      constants: { M: '128', L: '20' },
      functions: {
        kl_forward_backward: { stores: 1, steps: [{ times: 'L', loads: 2, stores: 2, steps: ['kl_weight'] }] },
      },
    },
    kl_gate: {
      constants: { M: '128', L: '20', SPAN: '1' },
      functions: {
        kl_gate: {
          steps: [
            { times: null, steps: [{ times: null, loads: 2 }] },
            'sum64',
            { times: '1', rare: true, steps: [{ times: null, stores: 1 }] },
          ],
        },
      },
    },
    latent_backward: {
      constants: {
        M: '128',
        K: '400',
        L: '20',
        N: '400',
        LANES: '64',
        ROLLED: 'false',
        ROWS: '8',
        K4: '(K + 7) / 8 * 2',
        L4: '(L + 7) / 8 * 2',
        N4: '(N + 7) / 8 * 2',
        PARTS: '(L + 3) / 4',
        TASKS: 'ROWS / 4 * PARTS',
        TASK_TURNS: '(TASKS + LANES - 1) / LANES',
        SLICES: 'max(1, LANES / TASKS)',
        SLICE_STEPS: '(N4 + SLICES - 1) / SLICES',
        BLOCKS: '2 * PARTS',
      },
      functions: {
        weight_block: { loads: 4 },
        sum_slice: {
          steps: [
            { times: 'SLICE_STEPS', loads: 4, multiplyAdds: 64, steps: ['weight_block'] },
            { times: '4', stores: 1 },
          ],
        },
        through_sample: {
          stores: 2,
          steps: [{ times: 'SLICES', loads: 1 }, 'noise4', { times: '4', loads: 2, stores: 2 }],
        },
        encode_part: { loads: 4, multiplyAdds: 64, steps: ['weight_block'] },
        encode: {
          steps: [
            { times: 'ROLLED', steps: [{ times: 'BLOCKS', steps: ['encode_part'] }] },
            { times: '!(ROLLED)', steps: [{ times: 'BLOCKS', steps: ['encode_part'] }] },
            { times: '4', stores: 1, steps: ['activation_gradient'] },
          ],
        },
        latent_backward: {
          steps: [
            { times: 'TASK_TURNS', steps: ['sum_slice'] },
            { times: '(ROWS * PARTS + LANES - 1) / LANES', steps: ['through_sample'] },
            { times: '(2 * K4 + LANES - 1) / LANES', steps: ['encode'] },
          ],
        },
      },
    },
    latent_covariance: {
      constants: { M: '128', L: '20', AGGREGATE: 'false', WIDTH: '(L + 7) / 8 * 8' },
      functions: {
        latent_covariance: {
          steps: [
            { times: null, loads: 2 },
            'sum64_for_all',
            'sum64_for_all',
            { times: null, loads: 2, steps: [{ times: 'AGGREGATE', loads: 1 }] },
            'sum64',
            {
              times: '1',
              rare: true,
              stores: 1,
              steps: [{ times: '1', rare: true, stores: 1 }],
            },
          ],
        },
      },
    },
    latent_forward: {
      constants: {
        M: '128',
        K: '400',
        L: '20',
        N: '400',
        PARTS: '5',
        LANES: '64',
        ROLLED: 'false',
        ROWS: '8',
        K4: '(K + 7) / 8 * 2',
        L4: '(L + 7) / 8 * 2',
        N4: '(N + 7) / 8 * 2',
        BLOCKS: '2 * PARTS',
        TASKS: 'ROWS / 4 * BLOCKS',
        TASK_TURNS: '(TASKS + LANES - 1) / LANES',
        SLICES: 'max(1, LANES / TASKS)',
        SLICE_STEPS: '(K4 + SLICES - 1) / SLICES',
      },
      functions: {
        weight_block: { loads: 4 },
        sum_slice: {
          steps: [
            { times: 'SLICE_STEPS', loads: 4, multiplyAdds: 64, steps: ['weight_block'] },
            { times: '4', stores: 1 },
          ],
        },
        join_slices: { steps: [{ times: 'SLICES', loads: 1 }, { times: '4', loads: 1 }] },
        sample_four: {
          stores: 2,
          steps: ['join_slices', 'join_slices', 'noise4', { times: '4', stores: 2 }],
        },
        decode_part: { loads: 4, multiplyAdds: 64, steps: ['weight_block'] },
        decode: {
          loads: 1,
          steps: [
            { times: 'ROLLED', steps: [{ times: 'PARTS', steps: ['decode_part'] }] },
            { times: '!(ROLLED)', steps: [{ times: 'PARTS', steps: ['decode_part'] }] },
            { times: '4', stores: 1 },
          ],
        },
        latent_forward: {
          steps: [
            { times: 'TASK_TURNS', steps: ['sum_slice'] },
            { times: '(ROWS * PARTS + LANES - 1) / LANES', steps: ['sample_four'] },
            { times: '(2 * N4 + LANES - 1) / LANES', steps: ['decode'] },
          ],
        },
      },
    },
    level_mean: {
      constants: { M: '128', K: '784', LEVELS: '16' },
      functions: { level_mean: { loads: 1, stores: 1, steps: [{ times: 'LEVELS', loads: 1 }] } },
    },
    likelihood_backward: {
      constants: { M: '128', K: '784', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        likelihood_backward: {
          loads: 1,
          steps: [
            'x_row',
            'x_load',
            'likelihood_gradient',
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    likelihood_forward: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        likelihood_forward: {
          steps: [
            'x_row',
            {
              times: '(K4 + 64 - 1) / 64',
              loads: 1,
              steps: ['x_load', 'likelihood_loss'],
            },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    likelihood_forward_backward: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        likelihood_forward_backward: {
          steps: [
            'x_row',
            {
              times: '(K4 + 64 - 1) / 64',
              loads: 1,
              stores: 1,
              steps: ['x_load', 'likelihood_loss', 'likelihood_gradient'],
            },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    log_rates_backward: {
      constants: { M: '128', K: '784', ACCUMULATE: 'false', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        log_rates_backward: {
          steps: [
            { times: null, loads: 2 },
            'max64_for_all',
            'sum64_for_all',
            { times: null, loads: 1 },
            'sum64_for_all',
            {
              times: null,
              loads: 2,
              steps: [
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    log_rates_forward: {
      constants: { M: '128', K: '784', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        log_rates_forward: {
          steps: [
            'x_row',
            { times: '((K + 3) / 4 + 64 - 1) / 64', steps: ['x_load'] },
            'sum64_for_all',
            { times: null, loads: 1 },
            'max64_for_all',
            { times: null, loads: 1 },
            'sum64_for_all',
            { times: null, loads: 1, stores: 1 },
          ],
        },
      },
    },
    low_rank_kl_backward: {
      constants: { M: '128', L: '20', R: '2', WIDTH: '(2 * L + 7) / 8 * 8' },
      functions: {
        low_rank_kl_backward: {
          loads: 5,
          stores: 2,
          steps: [
            'term_weight',
            { times: 'R', loads: 3, stores: 1, steps: [{ times: 'R', loads: 2 }] },
          ],
        },
      },
    },
    low_rank_kl_forward: {
      constants: { M: '128', L: '20', WIDTH: '(2 * L + 7) / 8 * 8' },
      functions: {
        low_rank_kl_forward: {
          steps: [
            { times: '(L + 64 - 1) / 64', loads: 2, steps: [{ times: 'R', loads: 2 }] },
            'sum64_for_all',
            'factorize',
            { times: '1', rare: true, stores: 1 },
            { times: 'R', stores: 1 },
          ],
        },
      },
    },
    low_rank_moments: {
      constants: { M: '128', L: '20', R: '2', WIDTH: '(2 * L + 7) / 8 * 8' },
      functions: { low_rank_moments: { loads: 2, stores: 2, steps: [{ times: 'R', loads: 2 }] } },
    },
    low_rank_nll_backward: {
      constants: {
        M: '128',
        L: '20',
        R: '2',
        A: '128',
        DX: 'true',
        DRAWS: 'M / A',
        WIDTH: '(2 * L + 7) / 8 * 8',
      },
      functions: {
        low_rank_nll_backward: {
          loads: 3,
          stores: 2,
          steps: [
            {
              times: 'DRAWS',
              loads: 2,
              steps: [
                'term_weight',
                { times: 'R', loads: 2 },
                { times: 'R', loads: 1 },
                { times: 'DX', loads: 1, stores: 1 },
              ],
            },
            { times: 'R', loads: 2, stores: 1, steps: [{ times: 'R', loads: 2 }] },
          ],
        },
      },
    },
    low_rank_nll_forward: {
      constants: { M: '128', L: '20', A: '128', WIDTH: '(2 * L + 7) / 8 * 8' },
      functions: {
        low_rank_nll_forward: {
          steps: [
            { times: '(L + 64 - 1) / 64', loads: 3, steps: [{ times: 'R', loads: 1 }] },
            'sum64_for_all',
            { times: 'R', steps: ['sum64_for_all'] },
            'factorize',
            { times: '1', rare: true, stores: 1, steps: [{ times: 'R', stores: 1 }] },
            { times: 'R', stores: 1 },
          ],
        },
      },
    },
    low_rank_product_backward: {
      constants: { M: '128', N: '20', L: '2', SAMPLES: '1', ACCUMULATE: 'false' },
      functions: {
        low_rank_product_backward: {
          steps: [
            {
              times: '(L + 3) / 4',
              steps: [
                { times: 'SAMPLES', loads: 1, steps: ['noise4'] },
                { times: '4', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    low_rank_product_forward: {
      constants: { M: '128', N: '20', L: '2', SAMPLES: '1' },
      functions: {
        low_rank_product_forward: {
          stores: 1,
          steps: [{ times: '(L + 3) / 4', steps: ['noise4', { times: '4', loads: 1 }] }],
        },
      },
    },
    lower_product_backward: {
      constants: { M: '128', L: '20', T: '190', SAMPLES: '1', ACCUMULATE: 'false' },
      functions: {
        lower_product_backward: {
          steps: [
            {
              times: null,
              steps: [
                { times: 'SAMPLES', loads: 1, steps: ['noise4'] },
                {
                  times: '4',
                  steps: [
                    { times: 'ACCUMULATE', stores: 1, loads: 1 },
                    { times: '!(ACCUMULATE)', stores: 1 },
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    lower_product_forward: {
      constants: { M: '128', L: '20', T: '190', SAMPLES: '1', L4: '(L + 7) / 8 * 2' },
      functions: {
        lower_product_forward: {
          stores: 1,
          steps: [
            {
              times: null,
              steps: ['noise4', { times: '4', steps: [{ times: null, loads: 1 }] }],
            },
          ],
        },
      },
    },
    lstm_backward: {
      constants: { LAST: 'false' },
      functions: {
        lstm_backward: {
          steps: [
            {
              times: 'LENGTH',
              steps: [
                {
                  times: 'TURNS',
                  loads: 20,
                  sharedStores: 4,
                  steps: [{ times: '4', loads: 1, stores: 2 }],
                },
                { times: 'TURNS', steps: [{ times: 'H', sharedLoads: 4, loads: 4 }] },
              ],
            },
            {
              times: 'TURNS',
              steps: [{ times: '4', stores: 1, steps: [{ times: 'LAST', loads: 2, stores: 2 }] }],
            },
          ],
        },
      },
    },
    lstm_forward: {
      constants: {},
      functions: {
        lstm_forward: {
          steps: [
            { times: 'TURNS', loads: 8, sharedStores: 1 },
            {
              times: 'LENGTH',
              steps: [
                'is_valid',
                'is_valid',
                'is_valid',
                'is_valid',
                {
                  times: 'TURNS',
                  loads: 5,
                  sharedLoads: 1,
                  sharedStores: 1,
                  steps: [{ times: 'H4', sharedLoads: 4, loads: 4 }, { times: '4', stores: 3 }],
                },
              ],
            },
          ],
        },
      },
    },
    lstm_step_backward: {
      constants: {},
      functions: {
        retreat: {
          loads: 12,
          stores: 2,
          steps: [
            { times: 'LAST', stores: 1 },
            { times: '4', loads: 1, stores: 2, steps: [{ times: 'FIRST', stores: 1 }] },
          ],
        },
        lstm_step_backward: { steps: ['product'] },
      },
    },
    lstm_step_forward: {
      constants: {},
      functions: {
        advance: { loads: 14, steps: ['valid_rows', { times: '4', stores: 3 }] },
        lstm_step_forward: { steps: ['product'] },
      },
    },
    marginal_moments: {
      constants: { M: '128', L: '20', T: '190' },
      functions: { marginal_moments: { loads: 2, stores: 2, steps: [{ times: null, loads: 1 }] } },
    },
    mask_weight: {
      constants: {
        N: '64',
        K: '20',
        DIMENSIONS: '20',
        BLOCK: '1',
        ACCUMULATE: 'false',
        K4: '(K + 7) / 8 * 2',
        BLOCKS: '(DIMENSIONS + BLOCK - 1) / BLOCK',
      },
      functions: { mask_weight: { loads: 2, stores: 1 } },
    },
    max_pool_backward: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        load_gradient: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        first_largest: {
          steps: [
            {
              times: 'WINDOW_HEIGHT',
              steps: [{ times: 'WINDOW_WIDTH', steps: ['load'] }],
            },
          ],
        },
        max_pool_backward: {
          steps: [
            {
              times: 'SHARED_HEIGHT',
              steps: [{ times: 'SHARED_WIDTH', steps: ['first_largest', 'load_gradient'] }],
            },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    max_pool_forward: {
      constants: { M: '128' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        max_pool_forward: {
          stores: 1,
          steps: [
            {
              times: 'WINDOW_HEIGHT',
              steps: [{ times: 'WINDOW_WIDTH', steps: ['load'] }],
            },
          ],
        },
      },
    },
    merge_gaussians_backward: {
      constants: { M: '128', L: '20', SAMPLES: '1', ACCUMULATE_Q: 'false', ACCUMULATE_P: 'false' },
      functions: {
        merge_gaussians_backward: {
          steps: [
            { times: 'SAMPLES', loads: 8, stores: 2 },
            { times: 'ACCUMULATE_Q', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE_Q)', stores: 2 },
          ],
        },
      },
    },
    merge_gaussians_forward: {
      constants: { M: '128', L: '20', SAMPLES: '1' },
      functions: { merge_gaussians_forward: { loads: 6, stores: 2 } },
    },
    mixture_choice: {
      constants: { M: '128', N: '10', L: '20', K: '1' },
      functions: {
        mixture_choice: {
          loads: 1,
          steps: [
            { times: 'N - 1', loads: 1 },
            { times: 'N', loads: 1 },
            'uniform_noise4',
            { times: null, loads: 1 },
            { times: '2 * L', loads: 1, stores: 1 },
          ],
        },
      },
    },
    mixture_density_backward_stats: {
      constants: { M: '128', K: '10', L: '20', ACCUMULATE: 'false' },
      functions: {
        mixture_density_backward_stats: {
          loads: 2,
          steps: [
            { times: 'M', loads: 2, steps: ['term_weight'] },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    mixture_density_backward_weights: {
      constants: { M: '128', K: '10', ACCUMULATE: 'false' },
      functions: {
        mixture_density_backward_weights: {
          loads: 1,
          steps: [
            { times: '(K + 64 - 1) / 64', loads: 1 },
            'lse64_for_all',
            { times: 'M', loads: 1, steps: ['term_weight'] },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    mixture_density_backward_z: {
      constants: { M: '128', K: '10', L: '20', ACCUMULATE: 'false' },
      functions: {
        mixture_density_backward_z: {
          loads: 4,
          steps: [
            { times: 'K', loads: 6 },
            {
              times: '4',
              steps: [
                'term_weight',
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    mixture_density_forward: {
      constants: { M: '128', K: '10', L: '20' },
      functions: {
        log_densities: { steps: [{ times: 'L', loads: 6 }] },
        mixture_density_forward: {
          steps: [
            {
              times: '(K + 64 - 1) / 64',
              loads: 2,
              steps: ['log_densities', { times: '4', stores: 1 }],
            },
            'lse64_for_all',
            {
              times: '4',
              steps: [
                { times: '(K + 64 - 1) / 64', loads: 1 },
                'lse64_for_all',
                { times: '(K + 64 - 1) / 64', loads: 1, stores: 1 },
                { times: '1', rare: true, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    mmd_backward: {
      constants: { M: '128', L: '20', ACCUMULATE: 'false', WIDTH: '(L + 7) / 8 * 8' },
      functions: {
        mmd_backward: {
          loads: 1,
          steps: [
            { times: null, loads: 2 },
            { times: null, loads: 2 },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    mmd_forward: {
      constants: { M: '128', L: '20', WIDTH: '(L + 7) / 8 * 8' },
      functions: {
        mmd_forward: {
          steps: [
            {
              times: '(M * SAMPLES + 64 - 1) / 64',
              stores: 1,
              steps: [{ times: 'L', loads: 2 }],
            },
            { times: '(M + 64 - 1) / 64', stores: 1, steps: [{ times: 'L', loads: 3 }] },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    moving_average: {
      constants: { M: '128', K: '20', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        moving_average: {
          loads: 1,
          steps: [
            { times: null, loads: 1 },
            'sum64',
            { times: '1', rare: true, loads: 2, stores: 1 },
          ],
        },
      },
    },
    multiply: {
      constants: { M: '128', K: '20', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        multiply: {
          loads: 2,
          steps: [
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    normalization_backward: {
      constants: { M: '128', SAMPLES: '1', SHARED: 'false', ACCUMULATE: 'false' },
      functions: {
        stats4: { steps: [{ times: 'WIDTH % 4 == 0', loads: 1 }, { times: '4', loads: 1 }] },
        means4: { steps: [{ times: 'WIDTH % 4 == 0', loads: 1 }, { times: '4', loads: 1 }] },
        weight4: { steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }, { times: '4', loads: 1 }] },
        normalization_backward: {
          loads: 2,
          steps: [
            'stats4',
            'stats4',
            'means4',
            'means4',
            'weight4',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    normalization_forward: {
      constants: { M: '128', SHARED: 'false' },
      functions: {
        stats4: { steps: [{ times: 'WIDTH % 4 == 0', loads: 1 }, { times: '4', loads: 1 }] },
        affine: { steps: [{ times: 'CHANNELS % 4 == 0', loads: 2 }, { times: '4', loads: 2 }] },
        normalization_forward: { loads: 1, stores: 1, steps: ['stats4', 'stats4', 'affine'] },
      },
    },
    normalization_means: {
      constants: {
        M: '128',
        SIZE: 'PIXELS * WIDTH',
        SMALL: 'SIZE <= 64',
        STRIDE: 'select(64, 1, SMALL)',
        TURNS: '(SIZE + STRIDE - 1) / STRIDE',
      },
      functions: {
        sums_from: { loads: 2, steps: [{ times: 'TURNS', loads: 3 }] },
        store: { stores: 2 },
        normalization_means: {
          steps: [
            { times: 'SMALL', steps: ['sums_from', 'store'] },
            {
              times: '!(SMALL)',
              steps: [
                'sums_from',
                'sum64_for_all',
                'sum64',
                { times: '1', rare: true, steps: ['store'] },
              ],
            },
          ],
        },
      },
    },
    normalization_statistics: {
      constants: {
        M: '128',
        SIZE: 'PIXELS * WIDTH',
        SMALL: 'SIZE <= 64',
        STRIDE: 'select(64, 1, SMALL)',
        TURNS: '(SIZE + STRIDE - 1) / STRIDE',
      },
      functions: {
        sum_from: { steps: [{ times: 'TURNS', loads: 1 }] },
        squares_from: { steps: [{ times: 'TURNS', loads: 1 }] },
        store: { stores: 2 },
        normalization_statistics: {
          steps: [
            { times: 'SMALL', steps: ['sum_from', 'squares_from', 'store'] },
            {
              times: '!(SMALL)',
              steps: [
                'sum_from',
                'sum64_for_all',
                'squares_from',
                'sum64',
                { times: '1', rare: true, steps: ['store'] },
              ],
            },
          ],
        },
      },
    },
    normalize_rows: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        normalize_rows: {
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 2 },
            'sum64_for_all',
            { times: '(K4 + 64 - 1) / 64', loads: 1, stores: 1 },
          ],
        },
      },
    },
    observed_likelihood_backward: {
      constants: { M: '128', K: '784', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        observed_likelihood_backward: {
          loads: 2,
          steps: [
            'x_row',
            'x_load',
            'likelihood_gradient',
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    observed_likelihood_forward: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        observed_likelihood_forward: {
          steps: [
            'x_row',
            {
              times: '(K4 + 64 - 1) / 64',
              loads: 2,
              steps: ['x_load', 'likelihood_loss'],
            },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    one_hot: {
      constants: { M: '128', K: '784', LEVELS: '2' },
      functions: { one_hot: { stores: 1, steps: [{ times: '4', loads: 1 }] } },
    },
    optimizer_update: {
      constants: { P: '652824', FIRST: '0', COUNT: '0', P4: 'P / 4' },
      functions: {
        optimizer_update: {
          loads: 6,
          stores: 1,
          steps: [
            'clip_norm',
            'optimizer_step',
            { times: 'KEEPS_M', stores: 1 },
            { times: 'KEEPS_V', stores: 1 },
          ],
        },
      },
    },
    outside_domain: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        outside_domain: {
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 1 },
            'max64_for_all',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    parts_update: {
      constants: { P: '652824', FIRST: '0', P4: 'P / 4' },
      functions: {
        part_load: { loads: 1 },
        parts_update: {
          loads: 5,
          stores: 1,
          steps: [
            'parts_sum',
            'optimizer_step',
            { times: 'KEEPS_M', stores: 1 },
            { times: 'KEEPS_V', stores: 1 },
          ],
        },
      },
    },
    path_kl_backward: {
      constants: { M: '128', L: '20', ACCUMULATE: 'false' },
      functions: {
        path_kl_backward: {
          loads: 4,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    pixels: {
      constants: { M: '64', CHANNELS: '1' },
      functions: { pixels: { loads: 1, stores: 1, steps: [{ times: 'CHANNELS == 3', loads: 2 }] } },
    },
    planar_backward: {
      constants: { M: '128', ACCUMULATE_Z: 'false' },
      functions: {
        planar_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [
                'term_weight',
                { times: 'L4', loads: 2 },
                { times: 'FLOWS', loads: 1 },
                {
                  times: 'FLOWS',
                  steps: [{ times: 'USED4', steps: ['put4', 'put4'] }, 'put'],
                },
                { times: 'L4', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    planar_forward: {
      constants: { M: '128' },
      functions: {
        planar_forward: {
          stores: 1,
          steps: [
            { times: 'L4', loads: 1 },
            { times: 'FLOWS', loads: 1 },
            { times: 'L4', stores: 1 },
          ],
        },
      },
    },
    product_of_experts_backward: {
      constants: { M: '128', L: '20', EXPERTS: '2', SUBSETS: '3', ACCUMULATE: 'false' },
      functions: {
        product_of_experts_backward: {
          steps: [
            { times: 'SUBSETS', loads: 7 },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    product_of_experts_forward: {
      constants: { M: '128', L: '20', EXPERTS: '2', SUBSETS: '3' },
      functions: {
        product_of_experts_forward: {
          stores: 2,
          steps: [{ times: 'EXPERTS', loads: 2 }, { times: 'EXPERTS', loads: 3 }],
        },
      },
    },
    radial_backward: {
      constants: { M: '128', ACCUMULATE_Z: 'false' },
      functions: {
        radial_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [
                'term_weight',
                { times: 'L4', loads: 2 },
                {
                  times: 'FLOWS',
                  loads: 2,
                  steps: [{ times: 'USED4', steps: ['put4'] }, 'put', 'put'],
                },
                { times: 'L4', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    radial_forward: {
      constants: { M: '128' },
      functions: {
        radial_forward: { stores: 1, steps: [{ times: 'L4', loads: 1 }, { times: 'L4', stores: 1 }] },
      },
    },
    relative_gaussian: {
      constants: { M: '128', L: '20', WHOLE: '20', FIRST: '0' },
      functions: { relative_gaussian: { loads: 4, stores: 2 } },
    },
    relative_moments_backward_prior: {
      constants: { M: '128', L: '20', R: '1', ACCUMULATE: 'false' },
      functions: {
        relative_moments_backward_prior: {
          loads: 1,
          steps: [
            { times: '(M + R - 1) / R', loads: 4 },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    relative_moments_backward_stats: {
      constants: { M: '128', L: '20', R: '1', ACCUMULATE: 'false' },
      functions: {
        relative_moments_backward_stats: {
          loads: 2,
          steps: [
            { times: 'ACCUMULATE', stores: 2, loads: 3 },
            { times: '!(ACCUMULATE)', stores: 2, loads: 1 },
          ],
        },
      },
    },
    relative_moments_forward: {
      constants: { M: '128', L: '20', R: '1' },
      functions: { relative_moments_forward: { loads: 4, stores: 2 } },
    },
    reparameterize_backward: {
      constants: { M: '128', L: '20', SAMPLES: '1', ACCUMULATE: 'false', L4: '(L + 7) / 8 * 2' },
      functions: {
        reparameterize_backward: {
          steps: [
            { times: 'SAMPLES', loads: 1, steps: ['noise4'] },
            {
              times: '4',
              loads: 1,
              steps: [
                { times: 'ACCUMULATE', stores: 2, loads: 2 },
                { times: '!(ACCUMULATE)', stores: 2 },
              ],
            },
          ],
        },
      },
    },
    reparameterize_forward: {
      constants: { M: '128', L: '20', SAMPLES: '1', L4: '(L + 7) / 8 * 2' },
      functions: {
        reparameterize_forward: { stores: 1, steps: ['noise4', { times: '4', loads: 2 }] },
      },
    },
    rows_to_steps: {
      constants: { M: '32', LENGTH: '4', K: '20', FIRST: '1', ACCUMULATE: 'false' },
      functions: {
        rows_to_steps: {
          loads: 4,
          steps: [
            'is_valid',
            'is_valid',
            'is_valid',
            'is_valid',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    running_statistics: {
      constants: { C: '32', PIXELS: '49', SAMPLES: '1' },
      functions: { running_statistics: { loads: 7, stores: 2 } },
    },
    sampled_gaussian_kl_backward: {
      constants: {
        M: '128',
        L: '20',
        DRAWS: '1',
        ACCUMULATE_Z: 'false',
        ACCUMULATE_P: 'false',
        ACCUMULATE_Q: 'false',
      },
      functions: {
        sampled_gaussian_kl_backward: {
          steps: [
            { times: 'DRAWS', loads: 7, stores: 3, steps: ['term_weight'] },
            { times: 'ACCUMULATE_Q', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE_Q)', stores: 2 },
          ],
        },
      },
    },
    sampled_gaussian_kl_forward: {
      constants: { M: '128', L: '20', DRAWS: '1' },
      functions: {
        sampled_gaussian_kl_forward: {
          stores: 1,
          steps: [{ times: '(L + 3) / 4', steps: ['noise4', { times: '4', loads: 4 }] }],
        },
      },
    },
    sampled_kl_backward: {
      constants: { M: '128', L: '20', ACCUMULATE_Z: 'false', ACCUMULATE_STATS: 'false' },
      functions: {
        sampled_kl_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [
                'term_weight',
                { times: 'ACCUMULATE_Z', loads: 2, stores: 1 },
                { times: '!(ACCUMULATE_Z)', loads: 1, stores: 1 },
              ],
            },
            { times: 'ACCUMULATE_STATS', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE_STATS)', stores: 2 },
          ],
        },
      },
    },
    sampled_kl_forward: {
      constants: { M: '128', L: '20', SAMPLES: '1', L4: '(L + 7) / 8 * 2' },
      functions: {
        sampled_kl_forward: {
          stores: 1,
          steps: [
            {
              times: '(L + 3) / 4',
              loads: 1,
              steps: ['noise4', { times: '4', loads: 1 }],
            },
          ],
        },
      },
    },
    scale: {
      constants: { M: '128', K: '20', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        scale: {
          loads: 1,
          steps: [
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    sequence_terms: {
      constants: { M: '32', LENGTH: '32', STEPS: '(LENGTH + 7) / 8 * 8' },
      functions: { sequence_terms: { stores: 1, steps: [{ times: 'LENGTH', loads: 1 }] } },
    },
    shift_tokens: {
      constants: { M: '32', K: '32', K4: '(K + 7) / 8 * 2' },
      functions: { shift_tokens: { loads: 4, stores: 1, steps: ['uniform_noise4'] } },
    },
    slice_columns: {
      constants: {
        M: '128',
        WHOLE: '30',
        WIDTH: '10',
        FIRST: '20',
        SAMPLES: '1',
        ACCUMULATE: 'false',
      },
      functions: {
        slice_columns: {
          steps: [
            { times: 'SAMPLES', steps: [{ times: '4', loads: 1 }] },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    slice_columns_backward: {
      constants: { M: '128', WHOLE: '30', WIDTH: '10', FIRST: '20', ACCUMULATE: 'false' },
      functions: {
        slice_columns_backward: {
          steps: [
            { times: '4', loads: 1 },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    softmax_groups: {
      constants: { M: '128', K: '784', GROUPS: '392', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        softmax_groups: {
          loads: 2,
          steps: [
            { times: null, loads: 1 },
            'max64_for_all',
            { times: null, loads: 1 },
            'sum64_for_all',
            { times: null, loads: 1, stores: 1 },
          ],
        },
      },
    },
    softmax_groups_backward: {
      constants: { M: '128', K: '784', GROUPS: '392', ACCUMULATE: 'false', WIDTH: '(K + 7) / 8 * 8' },
      functions: {
        softmax_groups_backward: {
          loads: 2,
          steps: [
            { times: null, loads: 2 },
            'sum64_for_all',
            {
              times: null,
              loads: 2,
              steps: [
                { times: 'ACCUMULATE', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    spectral_backward: {
      constants: { N: '64', K: '20', ACCUMULATE: 'false', K4: '(K + 7) / 8 * 2' },
      functions: {
        spectral_backward: {
          loads: 5,
          stores: 1,
          steps: [{ times: '(N + 64 - 1) / 64', loads: 1 }, 'sum64_for_all'],
        },
      },
    },
    spectral_columns: {
      constants: { N: '64', K: '20', K4: '(K + 7) / 8 * 2' },
      functions: { spectral_columns: { stores: 1, steps: [{ times: 'N', loads: 2 }] } },
    },
    spectral_dots: {
      constants: { N: '64', K: '20', K4: '(K + 7) / 8 * 2' },
      functions: {
        spectral_dots: {
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 2 },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    spectral_rows: {
      constants: { N: '64', K: '20', K4: '(K + 7) / 8 * 2' },
      functions: {
        spectral_rows: {
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 2 },
            'sum64_for_all',
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    spectral_vectors: {
      constants: { N: '64', K: '20' },
      functions: {
        spectral_vectors: {
          steps: [
            { times: '(N + 64 - 1) / 64', loads: 2 },
            { times: '(K + 64 - 1) / 64', loads: 2 },
            'sum64_for_all',
            'sum64_for_all',
            { times: '(N + 64 - 1) / 64', loads: 1, stores: 1 },
            { times: '(K + 64 - 1) / 64', loads: 1, stores: 1 },
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
    spectral_weight: {
      constants: { N: '64', K: '20', K4: '(K + 7) / 8 * 2' },
      functions: { spectral_weight: { loads: 2, stores: 1 } },
    },
    standard_normal: {
      constants: { M: '128', L: '20', L4: '(L + 7) / 8 * 2' },
      functions: { standard_normal: { stores: 1, steps: ['noise4'] } },
    },
    steps_to_rows: {
      constants: {
        M: '32',
        LENGTH: '4',
        K: '20',
        FIRST: '1',
        ACCUMULATE: 'false',
        WIDTH: '(LENGTH * K + 7) / 8 * 8',
        K4: '(K + 7) / 8 * 2',
      },
      functions: {
        steps_to_rows: {
          loads: 4,
          steps: [
            'is_valid',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    stored_statistics: { constants: { C: '32' }, functions: { stored_statistics: { loads: 2, stores: 2 } } },
    subset_density_backward_stats: {
      constants: { M: '128', L: '20', SUBSETS: '2', DRAWS: '2', ACCUMULATE: 'false' },
      functions: {
        subset_density_backward_stats: {
          loads: 2,
          steps: [
            { times: 'DRAWS', loads: 2, steps: ['term_weight'] },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    subset_density_backward_z: {
      constants: { M: '128', L: '20', SUBSETS: '2', DRAWS: '2', ACCUMULATE: 'false' },
      functions: {
        subset_density_backward_z: {
          steps: [
            { times: 'SUBSETS', loads: 4 },
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    subset_density_forward: {
      constants: { M: '128', L: '20', SUBSETS: '2', DRAWS: '2', C: '3' },
      functions: {
        subset_density_forward: {
          stores: 1,
          steps: [
            { times: 'SUBSETS', loads: 1, stores: 1, steps: [{ times: 'L', loads: 3 }] },
            { times: 'SUBSETS', loads: 1, stores: 1 },
            { times: 'SUBSETS', loads: 1, stores: 1 },
          ],
        },
      },
    },
    subset_moments: {
      constants: { M: '128', L: '20', SUBSETS: '2', C: '3' },
      functions: {
        subset_moments: {
          stores: 2,
          steps: [{ times: 'SUBSETS', loads: 2 }, { times: 'SUBSETS', loads: 3 }],
        },
      },
    },
    sum_parts: {
      constants: { ACCUMULATE_WEIGHT: 'false', ACCUMULATE_BIAS: 'false', ROWS: '32', WIDTH: '16' },
      functions: {
        part_load: { loads: 1 },
        sum_parts: { loads: 1, stores: 1, steps: ['parts_sum'] },
      },
    },
    sum_terms: {
      constants: { M: '128', PARTS: '1', SAMPLES: '1', SLOT_WIDTH: 'PARTS * ((M + 7) / 8 * 8)' },
      functions: {
        sum_terms: {
          steps: [
            { times: '(SLOT_WIDTH + 63) / 64', loads: 1 },
            'sum64',
            { times: '1', rare: true, stores: 1, loads: 1 },
          ],
        },
      },
    },
    token_lengths: {
      constants: { M: '32', K: '32', STRIDE: '(K + 7) / 8 * 8' },
      functions: { token_lengths: { stores: 1, steps: [{ times: 'K', loads: 1 }] } },
    },
    token_losses: {
      constants: {
        M: '32',
        LENGTH: '32',
        K: '4000',
        K4: '(K + 3) / 4',
        STEPS: '(LENGTH + 7) / 8 * 8',
      },
      functions: {
        token_losses: {
          loads: 2,
          stores: 2,
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 1 },
            'max64_for_all',
            { times: '(K4 + 64 - 1) / 64', loads: 1 },
            'sum64_for_all',
            'is_valid',
          ],
        },
      },
    },
    token_losses_backward: {
      constants: {
        M: '32',
        LENGTH: '32',
        K: '4000',
        ACCUMULATE: 'false',
        K4: '(K + 7) / 8 * 2',
        STEPS: '(LENGTH + 7) / 8 * 8',
      },
      functions: {
        token_losses_backward: {
          loads: 3,
          steps: [
            'term_weight',
            'is_valid',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    token_order: {
      constants: { M: '32', LENGTH: '4', LENGTH4: '(LENGTH + 7) / 8 * 2' },
      functions: {
        token_order: {
          loads: 1,
          stores: 2,
          steps: [{ times: 'M', steps: [{ times: 'LENGTH4', loads: 1 }] }],
        },
      },
    },
    top_columns: {
      constants: {
        M: '32',
        K: '2000',
        TOP: '10',
        WIDTH: '(K + 7) / 8 * 8',
        STRIDE: '(TOP + 7) / 8 * 8',
      },
      functions: {
        top_columns: {
          stores: 2,
          steps: [
            'best_after',
            {
              times: 'TOP',
              steps: ['best64_for_all', { times: '1', rare: true, stores: 2 }, 'best_after'],
            },
          ],
        },
        best_after: { steps: [{ times: null, loads: 2 }] },
      },
    },
    total_correlation_backward_stats: {
      constants: { M: '128', L: '20', ACCUMULATE: 'false' },
      functions: {
        total_correlation_backward_stats: {
          loads: 1,
          steps: [
            { times: null, loads: 5 },
            { times: 'ACCUMULATE', stores: 2, loads: 2 },
            { times: '!(ACCUMULATE)', stores: 2 },
          ],
        },
      },
    },
    total_correlation_backward_z: {
      constants: { M: '128', L: '20', ACCUMULATE_Z: 'false', ACCUMULATE_NLL: 'false' },
      functions: {
        total_correlation_backward_z: {
          loads: 2,
          steps: [
            { times: null, loads: 4 },
            { times: 'ACCUMULATE_Z', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE_Z)', stores: 1 },
            {
              times: '1',
              rare: true,
              steps: [
                { times: 'ACCUMULATE_NLL', stores: 1, loads: 1 },
                { times: '!(ACCUMULATE_NLL)', stores: 1 },
              ],
            },
          ],
        },
      },
    },
    total_correlation_forward: {
      constants: { M: '128', L: '20' },
      functions: {
        log_posterior: { loads: 3 },
        total_correlation_forward: {
          steps: [
            {
              times: 'L',
              steps: [
                { times: null, steps: ['log_posterior'] },
                'lse64',
                { times: '1', rare: true, stores: 1 },
              ],
            },
            { times: null, stores: 1, steps: [{ times: 'L', steps: ['log_posterior'] }] },
            { times: '(M + 64 - 1) / 64', stores: 1 },
            'lse64',
            {
              times: '1',
              rare: true,
              stores: 4,
              loads: 1,
              steps: [{ times: 'L', steps: ['log_posterior'] }],
            },
          ],
        },
      },
    },
    triangular_flow_backward: {
      constants: { M: '128', ACCUMULATE_Z: 'false' },
      functions: {
        put: { loads: 1, stores: 1 },
        triangular_flow_backward: {
          steps: [
            {
              times: 'SAMPLES',
              steps: [
                'term_weight',
                { times: 'L', loads: 1 },
                {
                  times: 'L',
                  loads: 6,
                  steps: [
                    { times: 'L', loads: 2 },
                    { times: null, loads: 2, steps: ['put'] },
                    { times: 'L', loads: 2, steps: ['put'] },
                    'put',
                    'put',
                    'put',
                  ],
                },
                { times: 'L', loads: 1, stores: 1 },
              ],
            },
          ],
        },
      },
    },
    triangular_flow_forward: {
      constants: { M: '128' },
      functions: {
        triangular_flow_forward: {
          stores: 1,
          steps: [
            {
              times: 'L',
              loads: 4,
              steps: [{ times: 'L', loads: 2 }, { times: null, loads: 1 }],
            },
            { times: 'L', loads: 1, stores: 1 },
          ],
        },
      },
    },
    weigh_terms_backward: {
      constants: { M: '128', C: '3', DRAWS: '1', ACCUMULATE: 'false' },
      functions: {
        weigh_terms_backward: {
          loads: 1,
          steps: [
            'term_weight',
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    weigh_terms_forward: {
      constants: { M: '128', C: '3', DRAWS: '1' },
      functions: { weigh_terms_forward: { loads: 2, stores: 1 } },
    },
    weighted_samples: {
      constants: { M: '128', DRAWS: '8', K: '20', K4: '(K + 7) / 8 * 2' },
      functions: { weighted_samples: { stores: 1, steps: [{ times: 'DRAWS', loads: 2 }] } },
    },
    window_spread: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        window_spread: {
          steps: [
            {
              times: 'SHARED_HEIGHT',
              steps: [{ times: 'SHARED_WIDTH', steps: ['load'] }],
            },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    window_sums: {
      constants: { M: '128', ACCUMULATE: 'false' },
      functions: {
        load: { loads: 4, steps: [{ times: 'CHANNELS % 4 == 0', loads: 1 }] },
        window_sums: {
          steps: [
            {
              times: 'WINDOW_HEIGHT',
              steps: [{ times: 'WINDOW_WIDTH', steps: ['load'] }],
            },
            { times: 'ACCUMULATE', stores: 1, loads: 1 },
            { times: '!(ACCUMULATE)', stores: 1 },
          ],
        },
      },
    },
    zero_inflated_nll_backward: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: { zero_inflated_nll_backward: { loads: 7, stores: 3, steps: ['term_weight'] } },
    },
    zero_inflated_nll_forward: {
      constants: { M: '128', K: '784', K4: '(K + 7) / 8 * 2' },
      functions: {
        zero_inflated_nll_forward: {
          steps: [
            { times: '(K4 + 64 - 1) / 64', loads: 4 },
            'sum64',
            { times: '1', rare: true, stores: 1 },
          ],
        },
      },
    },
  },
};
