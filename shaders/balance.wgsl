// balance: which of a generator and a discriminator is updated in this step, by the discriminator's losses.
//
//   low   a mean loss is below LOW: the discriminator is ahead
//   high  a mean loss is above HIGH: the generator is ahead
//   open [2]: the generator's gate is 0 where high and not low, the discriminator's where low and not high, else 1
//   real, fake and sample [RING, 1, M]: losses of data, of reconstructions and of samples, of which the last
//   two are one mean
//
// Source: the code of Larsen et al., "Autoencoding beyond pixels using a learned similarity metric", 2016.
// Launch: one workgroup of 64.
// Numerics: each invocation sums every 64th row, then a fixed tree. Rows past the row count are zero.

// #import shared/step
// #import shared/sum64

const M: u32 = 128u;
const RING: u32 = 32u;
const LOW: f32 = 0.33;
const HIGH: f32 = 1.03;

@group(1) @binding(0) var<storage, read> real: array<f32>; // [RING, 1, M]
@group(1) @binding(1) var<storage, read> fake: array<f32>; // [RING, 1, M]
@group(1) @binding(2) var<storage, read> sample: array<f32>; // [RING, 1, M]
@group(1) @binding(3) var<storage, read_write> open: array<f32>; // [2]

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn balance(@builtin(local_invocation_index) lane: u32) {
  let first = step.ring_slot % RING * WIDTH;
  var of_data = 0.0;
  var of_made = 0.0;
  for (var row = lane; row < M; row += 64u) {
    of_data += real[first + row];
    of_made += fake[first + row] + sample[first + row];
  }
  let data_sum = sum64_for_all(of_data, lane);
  let made_sum = sum64(of_made, lane);
  if (lane == 0u) {
    let rows = f32(max(1u, min(M, step.row_count)));
    let means = vec2f(data_sum, 0.5 * made_sum) / rows;
    let low = any(means < vec2f(LOW));
    let high = any(means > vec2f(HIGH));
    open[0] = select(1.0, 0.0, high & !low);
    open[1] = select(1.0, 0.0, low & !high);
  }
}
