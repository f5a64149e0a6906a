// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
/** @type {import('./types.ts').WorkTable} */
export const workTable = {
  modules: {
    'shared/log_sum_exp': {
      constants: {},
      functions: {
        lse64: {
          sharedStores: 1,
          sharedLoads: 1,
          steps: [{ times: 'halvings(32, 0)', sharedLoads: 2, sharedStores: 1 }],
        },
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
      adam: { constants: { KEEPS_M: 'true', KEEPS_V: 'true' }, functions: {} },
      adamw: { constants: { KEEPS_M: 'true', KEEPS_V: 'true' }, functions: {} },
      rmsprop: {
        constants: { MOMENTUM: '0.0', KEEPS_M: 'MOMENTUM != 0.0', KEEPS_V: 'true' },
        functions: {},
      },
      sgd: {
        constants: { MOMENTUM: '0.0', KEEPS_M: 'MOMENTUM != 0.0', KEEPS_V: 'false' },
        functions: {},
      },
    },
    product: {
      direct_4x4: {
        constants: { WORKGROUP_X: '8', WORKGROUP_Y: '8', TILE_ROWS4: '8' },
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
      quad_32x8: {
        constants: { WORKGROUP_X: '4', WORKGROUP_Y: '1', TILE_ROWS4: '8' },
        functions: {
          product: {
            steps: [
              'left_start',
              'left_start',
              {
                times: 'INNER4',
                multiplyAdds: 1024,
                steps: ['right_block', 'right_block', 'left_block', 'left_block'],
              },
              { times: '8', steps: ['emit'] },
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
  },
  kernels: {
    accuracy: {
      constants: { M: '128', C: '10', SAMPLES: '1' },
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
      constants: { M: '128' },
      functions: { combine_terms_forward: { loads: 2, stores: 1 } },
    },
    concat: {
      constants: { M: '128', SAMPLES: '1' },
      functions: { concat: { stores: 1, steps: [{ times: '4', loads: 1 }] } },
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
          steps: [{ times: 'KEEPS_M', stores: 1 }, { times: 'KEEPS_V', stores: 1 }],
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
    flip_images: {
      constants: { M: '128', K: '3072', CHANNELS: '3', K4: '(K + 7) / 8 * 2' },
      functions: {
        flip_images: { stores: 2, steps: ['x_row', 'x_load', { times: '4', steps: ['x_load'] }] },
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
      constants: { M: '128', K: '1' },
      functions: {
        gather_one_hot: { stores: 1, steps: ['integer_row', { times: '4', steps: ['integer_load'] }] },
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
      constants: { M: '128', K: '784', GROUPS: '49' },
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
      constants: { M: '128', L: '20' },
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
        ROWS: '8',
        K4: '(K + 7) / 8 * 2',
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
        encode: {
          steps: [
            { times: 'BLOCKS', loads: 4, multiplyAdds: 64, steps: ['weight_block'] },
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
    moving_average: {
      constants: { M: '128', K: '20' },
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
    one_hot: {
      constants: { M: '128', K: '784', LEVELS: '2' },
      functions: { one_hot: { stores: 1, steps: [{ times: '4', loads: 1 }] } },
    },
    optimizer_update: {
      constants: { P: '652824', P4: 'P / 4' },
      functions: {
        optimizer_update: {
          loads: 6,
          stores: 1,
          steps: ['clip_norm', { times: 'KEEPS_M', stores: 1 }, { times: 'KEEPS_V', stores: 1 }],
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
    pixels: {
      constants: { M: '64', CHANNELS: '1' },
      functions: { pixels: { loads: 1, stores: 1, steps: [{ times: 'CHANNELS == 3', loads: 2 }] } },
    },
    reparameterize_backward: {
      constants: { M: '128', L: '20', SAMPLES: '1', ACCUMULATE: 'false' },
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
      constants: { M: '128', L: '20', SAMPLES: '1' },
      functions: {
        reparameterize_forward: { stores: 1, steps: ['noise4', { times: '4', loads: 2 }] },
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
      constants: { M: '128', L: '20', SAMPLES: '1' },
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
    slice_columns: {
      constants: { M: '128', SAMPLES: '1', ACCUMULATE: 'false' },
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
      constants: { M: '128', ACCUMULATE: 'false' },
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
      constants: { M: '128', K: '784', GROUPS: '392' },
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
    standard_normal: {
      constants: { M: '128', L: '20' },
      functions: { standard_normal: { stores: 1, steps: ['noise4'] } },
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
  },
};
