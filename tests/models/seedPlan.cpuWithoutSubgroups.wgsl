// ==== x: gather<load=gather_u8, transform=none>
// workgroups 4 x 128 x 1
// binding 0, read_write: batch = activations[0 .. 100352] f32
// binding 1, read: data = data[0 .. 47040000] u8
// binding 2, read: row_index = row_index[0 .. 60000] u32
const M: u32 = 128u;
const K: u32 = 784u;
@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>;
const K4 = (K + 7u) / 8u * 2u;
@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 batch[id.y * K4 + id.x] = transform(x_load(x_row(id.y), id.x), id.y, id.x);
}
@group(1) @binding(1) var<storage, read> data: array<u32>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;
fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}
fn x_load(start: u32, column4: u32) -> vec4f {
 return unpack4x8unorm(data[start + column4]);
}
fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
 return value;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc1.forward: dense_forward<load=gather_u8, activation=relu, product=direct_8x8>
// workgroups 7 x 2 x 1
// binding 0, read: weight = model.state[0 .. 313600] f32
// binding 1, read: bias = model.state[313600 .. 314000] f32
// binding 2, read_write: y = activations[100352 .. 151552] f32
// binding 3, read: data = data[0 .. 47040000] u8
// binding 4, read: row_index = row_index[0 .. 60000] u32
const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}
fn columns4() -> u32 {
 return N4;
}
fn left_start(row4: u32) -> vec4u {
 let row = 4u * row4;
 return vec4u(x_row(row), x_row(row + 1u), x_row(row + 2u), x_row(row + 3u));
}
fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(
 x_load(start.x, i), x_load(start.y, i), x_load(start.z, i), x_load(start.w, i),
 );
}
fn right_start(column4: u32) -> vec4u {
 return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}
fn right_block(start: vec4u, i: u32) -> mat4x4f {
 return transpose(mat4x4f(
 weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
 ));
}
fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 var sums = array<mat4x4f, 2>(left, right);
 for (var half = 0u; half < 2u; half++) {
 let n4 = column4 + half;
 let b = bias[n4];
 for (var i = 0u; i < 4u; i++) {
 y[(4u * row4 + i) * N4 + n4] = keep_columns(activate(sums[half][i] + b), n4, N);
 }
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}
@group(1) @binding(3) var<storage, read> data: array<u32>;
@group(1) @binding(4) var<storage, read> row_index: array<u32>;
fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}
fn x_load(start: u32, column4: u32) -> vec4f {
 return unpack4x8unorm(data[start + column4]);
}
fn activate(value: vec4f) -> vec4f {
 return max(value, vec4f());
}
const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 for (var block = 0u; block < 2u; block++) {
 emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
 }
}
fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
 let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
 return select(vec4f(), value, column < vec4u(width));
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc2.forward…fc3.forward: latent_forward<noise=counter, activation=relu>
// workgroups 16 x 1 x 1
// binding 0, read: h = activations[100352 .. 151552] f32
// binding 1, read: parameters = model.state[0 .. 340112] f32
// binding 2, read_write: stats = activations[151552 .. 156672] f32
// binding 3, read_write: z = activations[156672 .. 159744] f32
// binding 4, read_write: y = activations[159744 .. 210944] f32
// binding 5, read_write: terms = kl[0 .. 20480] f32
// binding 6, read_write: partial = partial(fc2)[0 .. 15360] f32
const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 78512u;
const BIAS2: u32 = 82512u;
const WEIGHT3: u32 = 82528u;
const BIAS3: u32 = 84928u;
@group(1) @binding(0) var<storage, read_write> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> terms: array<f32>;
@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>;
const LANES: u32 = 64u;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const BLOCKS = 2u * PARTS;
const TASKS = ROWS / 4u * BLOCKS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;
fn weight_block(start: u32, width4: u32) -> mat4x4f {
 return transpose(mat4x4f(
 parameters[start], parameters[start + width4],
 parameters[start + 2u * width4], parameters[start + 3u * width4],
 ));
}
fn first_column(block: u32) -> u32 {
 return (block / PARTS) * L + 4u * (block % PARTS);
}
fn partial_index(workgroup: u32, slice: u32, block: u32) -> u32 {
 return ((workgroup * SLICES + slice) * BLOCKS + block) * ROWS;
}
fn sum_slice(workgroup: u32, task: u32, slice: u32) {
 let block = task / 2u;
 let row = 4u * (task % 2u);
 let left = (ROWS * workgroup + row) * K4;
 let right = WEIGHT2 + first_column(block) * K4;
 var sums = mat4x4f();
 for (var i = 0u; i < SLICE_STEPS; i++) {
 let k4 = slice * SLICE_STEPS + i;
 if (k4 >= K4) {
 break;
 }
 let at = left + k4;
 sums += weight_block(right + k4, K4)
 * mat4x4f(h[at], h[at + K4], h[at + 2u * K4], h[at + 3u * K4]);
 }
 let at = partial_index(workgroup, slice, block) + row;
 for (var i = 0u; i < 4u; i++) {
 partial[at + i] = sums[i];
 }
}
fn join_slices(workgroup: u32, block: u32, row: u32) -> vec4f {
 let column = first_column(block);
 var sum = vec4f();
 for (var slice = 0u; slice < SLICES; slice++) {
 sum += partial[partial_index(workgroup, slice, block) + row];
 }
 for (var i = 0u; i < 4u; i++) {
 sum[i] += parameters[BIAS2 + (column + i) / 4u][(column + i) % 4u];
 }
 return sum;
}
fn sample_four(workgroup: u32, local_row: u32, part: u32) {
 let row = ROWS * workgroup + local_row;
 let mu = join_slices(workgroup, part, local_row);
 let logvar = join_slices(workgroup, PARTS + part, local_row);
 let noise = noise4(row, part);
 let at = row * STATS_WIDTH + 4u * part;
 var sampled = vec4f();
 var kl = 0.0;
 for (var i = 0u; i < min(4u, L - 4u * part); i++) {
 stats[at + i] = mu[i];
 stats[at + L + i] = logvar[i];
 sampled[i] = mu[i] + exp(0.5 * logvar[i]) * noise[i];
 kl += kl_loss(mu[i], logvar[i]);
 }
 z[row * L4 + part] = sampled;
 let term = ((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row;
 terms[term] = select(0.0, kl, row < step.row_count);
}
fn decode(first_row: u32, column4: u32) {
 let left = first_row * L4;
 let right = WEIGHT3 + 4u * column4 * L4;
 var sums = mat4x4f();
 let parts = select(PARTS, min(PARTS, arrayLength(&z)), LANES == 64u);
 for (var l4 = 0u; l4 < parts; l4++) {
 let at = left + l4;
 sums += weight_block(right + l4, L4)
 * mat4x4f(z[at], z[at + L4], z[at + 2u * L4], z[at + 3u * L4]);
 }
 let bias = parameters[BIAS3 + column4];
 for (var i = 0u; i < 4u; i++) {
 y[(first_row + i) * N4 + column4] = keep_columns(activate(sums[i] + bias), column4, N);
 }
}
@compute @workgroup_size(LANES)
fn latent_forward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 for (var turn = 0u; turn < TASK_TURNS; turn++) {
 let i = LANES * turn + lane;
 if (i < SLICES * TASKS) {
 sum_slice(workgroup.x, i % TASKS, i / TASKS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (ROWS * PARTS + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < ROWS * PARTS) {
 sample_four(workgroup.x, i % ROWS, i / ROWS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (2u * N4 + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < 2u * N4) {
 decode(ROWS * workgroup.x + 4u * (i % 2u), i / 2u);
 }
 }
}
const STREAM: u32 = 3u;
fn noise4(row: u32, column4: u32) -> vec4f {
 let index = 2u * (row * ((L + 3u) / 4u) + column4);
 let key = vec2u(step.seed, STREAM);
 return vec4f(
 normal_pair(threefry2x32(key, vec2u(step.counter, index))),
 normal_pair(threefry2x32(key, vec2u(step.counter, index + 1u))),
 );
}
fn activate(value: vec4f) -> vec4f {
 return max(value, vec4f());
}
fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
 let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
 return select(vec4f(), value, column < vec4u(width));
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const SERIES_RADIUS = 1.0;
fn exp_remainder(x: f32) -> f32 {
 let series = 1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 *
 (1.0 + x / 8.0 * (1.0 + x / 9.0 * (1.0 + x / 10.0 * (1.0 + x / 11.0))))))));
 return select(exp(x) - 1.0 - x, 0.5 * x * x * series, abs(x) < SERIES_RADIUS);
}
fn kl_loss(mu: f32, logvar: f32) -> f32 {
 return 0.5 * (mu * mu + exp_remainder(logvar));
}
fn kl_gradient(mu: f32, logvar: f32) -> vec2f {
 return vec2f(mu, 0.5 * (logvar + exp_remainder(logvar)));
}
fn threefry_four_rounds(words: vec2u, rotations: vec4u) -> vec2u {
 var x = words;
 x.x += x.y;
 x.y = ((x.y << rotations.x) | (x.y >> (32u - rotations.x))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.y) | (x.y >> (32u - rotations.y))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.z) | (x.y >> (32u - rotations.z))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.w) | (x.y >> (32u - rotations.w))) ^ x.x;
 return x;
}
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
 let even = vec4u(13u, 15u, 26u, 6u);
 let odd = vec4u(17u, 29u, 16u, 24u);
 let key2 = 0x1BD11BDAu ^ key.x ^ key.y;
 var x = counter + key;
 x = threefry_four_rounds(x, even) + vec2u(key.y, key2 + 1u);
 x = threefry_four_rounds(x, odd) + vec2u(key2, key.x + 2u);
 x = threefry_four_rounds(x, even) + vec2u(key.x, key.y + 3u);
 x = threefry_four_rounds(x, odd) + vec2u(key.y, key2 + 4u);
 return threefry_four_rounds(x, even) + vec2u(key2, key.x + 5u);
}
fn normal_pair(bits: vec2u) -> vec2f {
 let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
 let radius = sqrt(max(0.0, -2.0 * log(u.x)));
 let angle = 6.283185307179586 * (u.y - 0.5);
 return radius * vec2f(cos(angle), sin(angle));
}

// ==== fc4.forward…reconstruction.backward: dense_likelihood<load=gather_u8, likelihood=bernoulli, product=direct_8x8>
// workgroups 13 x 2 x 1
// binding 0, read: h = activations[159744 .. 210944] f32
// binding 1, read: weight = model.state[340160 .. 653760] f32
// binding 2, read: bias = model.state[653760 .. 654544] f32
// binding 3, read_write: terms = reconstruction[0 .. 401408] f32
// binding 4, read_write: doutputs = gradients[0 .. 100352] f32
// binding 5, read: data = data[0 .. 47040000] u8
// binding 6, read: row_index = row_index[0 .. 60000] u32
const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;
@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>;
const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}
fn columns4() -> u32 {
 return K4;
}
fn left_start(row4: u32) -> vec4u {
 return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}
fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(h[start.x + i], h[start.y + i], h[start.z + i], h[start.w + i]);
}
fn right_start(column4: u32) -> vec4u {
 return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}
fn right_block(start: vec4u, i: u32) -> mat4x4f {
 return transpose(mat4x4f(
 weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
 ));
}
fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 let part = (step.ring_slot % RING) * PARTS + column4 / 2u;
 var sums = array<mat4x4f, 2>(left, right);
 for (var i = 0u; i < 4u; i++) {
 let row = 4u * row4 + i;
 let start = x_row(row / SAMPLES);
 var losses = vec4f();
 for (var half = 0u; half < 2u; half++) {
 let k4 = column4 + half;
 let outputs = sums[half][i] + bias[k4];
 let x = x_load(start, k4);
 let gradient = loss_weight(row) * likelihood_gradient(row, k4, outputs, x);
 doutputs[row * K4 + k4] = keep_columns(gradient, k4, K);
 losses += keep_columns(likelihood_loss(row, k4, outputs, x), k4, K);
 }
 let sum = losses.x + losses.y + losses.z + losses.w;
 terms[part * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}
@group(1) @binding(5) var<storage, read> data: array<u32>;
@group(1) @binding(6) var<storage, read> row_index: array<u32>;
fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}
fn x_load(start: u32, column4: u32) -> vec4f {
 return unpack4x8unorm(data[start + column4]);
}
fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return max(outputs, vec4f()) - outputs * x + log(1.0 + exp(-abs(outputs)));
}
fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 let small = exp(-abs(outputs));
 let sigmoid = select(small, vec4f(1.0), outputs >= vec4f()) / (1.0 + small);
 return sigmoid - x;
}
const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 for (var block = 0u; block < 2u; block++) {
 emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
 }
}
fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
 let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
 return select(vec4f(), value, column < vec4u(width));
}
const TERM: u32 = 0u;
fn loss_weight(row: u32) -> f32 {
 let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
 return select(0.0, weight, row_counts(row));
}
const SAMPLES: u32 = 1u;
fn row_counts(row: u32) -> bool {
 return row / SAMPLES < step.row_count;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc4.backward_input: dense_backward_input<activation_gradient=relu, product=direct_8x8>
// workgroups 7 x 2 x 1
// binding 0, read: dy = gradients[0 .. 100352] f32
// binding 1, read: weight = model.state[340160 .. 653760] f32
// binding 2, read_write: dx = gradients[100352 .. 151552] f32
// binding 3, read: activated = activations[159744 .. 210944] f32
const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;
@group(1) @binding(0) var<storage, read_write> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;
const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}
fn columns4() -> u32 {
 return K4;
}
fn left_start(row4: u32) -> vec4u {
 return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}
fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(dy[start.x + i], dy[start.y + i], dy[start.z + i], dy[start.w + i]);
}
fn right_start(column4: u32) -> vec4u {
 return column4 + vec4u(0u, 1u, 2u, 3u) * K4;
}
fn right_block(start: vec4u, i: u32) -> mat4x4f {
 let at = start + 4u * K4 * i;
 return mat4x4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}
fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 var sums = array<mat4x4f, 2>(left, right);
 for (var i = 0u; i < 8u; i++) {
 let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
 let value = sums[i & 1u][i >> 1u] * activation_gradient(index);
 if (ACCUMULATE) {
 dx[index] += value;
 } else {
 dx[index] = value;
 }
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}
@group(1) @binding(3) var<storage, read> activated: array<vec4f>;
fn activation_gradient(index: u32) -> vec4f {
 return select(vec4f(), vec4f(1.0), activated[index] > vec4f());
}
const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 for (var block = 0u; block < 2u; block++) {
 emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
 }
}

// ==== fc3.backward_input…fc2.backward_input: latent_backward<noise=counter, activation_gradient=relu>
// workgroups 16 x 1 x 1
// binding 0, read: dy = gradients[100352 .. 151552] f32
// binding 1, read: parameters = model.state[0 .. 339712] f32
// binding 2, read: stats = activations[151552 .. 156672] f32
// binding 3, read_write: dstats = gradients[151552 .. 156672] f32
// binding 4, read_write: dh = gradients[156672 .. 207872] f32
// binding 5, read_write: partial = partial(d(z))[0 .. 20480] f32
// binding 6, read: activated = activations[100352 .. 151552] f32
const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 78512u;
const WEIGHT3: u32 = 82528u;
@group(1) @binding(0) var<storage, read_write> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>;
const LANES: u32 = 64u;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;
fn weight_block(start: u32, width4: u32) -> mat4x4f {
 return mat4x4f(
 parameters[start], parameters[start + width4],
 parameters[start + 2u * width4], parameters[start + 3u * width4],
 );
}
fn partial_index(workgroup: u32, slice: u32, part: u32) -> u32 {
 return ((workgroup * SLICES + slice) * PARTS + part) * ROWS;
}
fn block_index(workgroup: u32, block: u32) -> u32 {
 return FIRST_BLOCK + (workgroup * BLOCKS + block) * ROWS;
}
fn sum_slice(workgroup: u32, task: u32, slice: u32) {
 let part = task / 2u;
 let row = 4u * (task % 2u);
 let left = (ROWS * workgroup + row) * N4;
 var sums = mat4x4f();
 for (var i = 0u; i < SLICE_STEPS; i++) {
 let n4 = slice * SLICE_STEPS + i;
 if (n4 >= N4) {
 break;
 }
 let at = left + n4;
 sums += weight_block(WEIGHT3 + 4u * n4 * L4 + part, L4)
 * mat4x4f(dy[at], dy[at + N4], dy[at + 2u * N4], dy[at + 3u * N4]);
 }
 let at = partial_index(workgroup, slice, part) + row;
 for (var i = 0u; i < 4u; i++) {
 partial[at + i] = sums[i];
 }
}
fn through_sample(workgroup: u32, local_row: u32, part: u32) {
 var dz = vec4f();
 for (var slice = 0u; slice < SLICES; slice++) {
 dz += partial[partial_index(workgroup, slice, part) + local_row];
 }
 let row = ROWS * workgroup + local_row;
 let noise = noise4(row, part);
 let weight = loss_weight(row);
 let at = row * STATS_WIDTH + 4u * part;
 var dmu = vec4f();
 var dlogvar = vec4f();
 for (var i = 0u; i < min(4u, L - 4u * part); i++) {
 let logvar = stats[at + L + i];
 let kl = weight * kl_gradient(stats[at + i], logvar);
 dmu[i] = dz[i] + kl.x;
 dlogvar[i] = 0.5 * dz[i] * noise[i] * exp(0.5 * logvar) + kl.y;
 dstats[at + i] = dmu[i];
 dstats[at + L + i] = dlogvar[i];
 }
 partial[block_index(workgroup, part) + local_row] = dmu;
 partial[block_index(workgroup, PARTS + part) + local_row] = dlogvar;
}
fn encode(workgroup: u32, row: u32, column4: u32) {
 var sums = mat4x4f();
 for (var block = 0u; block < BLOCKS; block++) {
 let stat = (block / PARTS) * L + 4u * (block % PARTS);
 let at = block_index(workgroup, block) + row;
 sums += weight_block(WEIGHT2 + stat * K4 + column4, K4)
 * mat4x4f(partial[at], partial[at + 1u], partial[at + 2u], partial[at + 3u]);
 }
 for (var i = 0u; i < 4u; i++) {
 let index = (ROWS * workgroup + row + i) * K4 + column4;
 dh[index] = sums[i] * activation_gradient(index);
 }
}
@compute @workgroup_size(LANES)
fn latent_backward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 for (var turn = 0u; turn < TASK_TURNS; turn++) {
 let i = LANES * turn + lane;
 if (i < SLICES * TASKS) {
 sum_slice(workgroup.x, i % TASKS, i / TASKS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (ROWS * PARTS + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < ROWS * PARTS) {
 through_sample(workgroup.x, i % ROWS, i / ROWS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (2u * K4 + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < 2u * K4) {
 encode(workgroup.x, 4u * (i % 2u), i / 2u);
 }
 }
}
const STREAM: u32 = 3u;
fn noise4(row: u32, column4: u32) -> vec4f {
 let index = 2u * (row * ((L + 3u) / 4u) + column4);
 let key = vec2u(step.seed, STREAM);
 return vec4f(
 normal_pair(threefry2x32(key, vec2u(step.counter, index))),
 normal_pair(threefry2x32(key, vec2u(step.counter, index + 1u))),
 );
}
@group(1) @binding(6) var<storage, read> activated: array<vec4f>;
fn activation_gradient(index: u32) -> vec4f {
 return select(vec4f(), vec4f(1.0), activated[index] > vec4f());
}
const TERM: u32 = 1u;
fn loss_weight(row: u32) -> f32 {
 let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
 return select(0.0, weight, row_counts(row));
}
const SAMPLES: u32 = 1u;
fn row_counts(row: u32) -> bool {
 return row / SAMPLES < step.row_count;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const SERIES_RADIUS = 1.0;
fn exp_remainder(x: f32) -> f32 {
 let series = 1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 *
 (1.0 + x / 8.0 * (1.0 + x / 9.0 * (1.0 + x / 10.0 * (1.0 + x / 11.0))))))));
 return select(exp(x) - 1.0 - x, 0.5 * x * x * series, abs(x) < SERIES_RADIUS);
}
fn kl_loss(mu: f32, logvar: f32) -> f32 {
 return 0.5 * (mu * mu + exp_remainder(logvar));
}
fn kl_gradient(mu: f32, logvar: f32) -> vec2f {
 return vec2f(mu, 0.5 * (logvar + exp_remainder(logvar)));
}
fn threefry_four_rounds(words: vec2u, rotations: vec4u) -> vec2u {
 var x = words;
 x.x += x.y;
 x.y = ((x.y << rotations.x) | (x.y >> (32u - rotations.x))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.y) | (x.y >> (32u - rotations.y))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.z) | (x.y >> (32u - rotations.z))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.w) | (x.y >> (32u - rotations.w))) ^ x.x;
 return x;
}
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
 let even = vec4u(13u, 15u, 26u, 6u);
 let odd = vec4u(17u, 29u, 16u, 24u);
 let key2 = 0x1BD11BDAu ^ key.x ^ key.y;
 var x = counter + key;
 x = threefry_four_rounds(x, even) + vec2u(key.y, key2 + 1u);
 x = threefry_four_rounds(x, odd) + vec2u(key2, key.x + 2u);
 x = threefry_four_rounds(x, even) + vec2u(key.x, key.y + 3u);
 x = threefry_four_rounds(x, odd) + vec2u(key.y, key2 + 4u);
 return threefry_four_rounds(x, even) + vec2u(key2, key.x + 5u);
}
fn normal_pair(bits: vec2u) -> vec2f {
 let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
 let radius = sqrt(max(0.0, -2.0 * log(u.x)));
 let angle = 6.283185307179586 * (u.y - 0.5);
 return radius * vec2f(cos(angle), sin(angle));
}

// ==== fc4, fc3, fc2, fc1.update: dense_backward_weight_update<input=activations, optimizer=adam, product=direct_8x8>
// workgroups 196 x 1 x 1
// binding 0, read: gradients = gradients[0 .. 207872] f32
// binding 1, read_write: state = model.state[0 .. 1963776] f32
// binding 2, read_write: health = report[0 .. 8] u32
// binding 3, read: activations = activations[0 .. 210944] f32
const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 4u;
const N: array<u32, 8> = array<u32, 8>(784u, 400u, 40u, 400u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(400u, 20u, 400u, 784u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 25088u, 37888u, 39168u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(39936u, 39168u, 25088u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(85040u, 82528u, 78512u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(163440u, 84928u, 82512u, 78400u, 0u, 0u, 0u, 0u);
@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;
struct Layer {
 n4: u32,
 k4: u32,
 dy: u32,
 x: u32,
 weight: u32,
 bias: u32,
}
var<private> layer: Layer;
var<private> halted: bool;
fn rows4() -> u32 {
 return layer.n4;
}
fn columns4() -> u32 {
 return layer.k4;
}
fn left_start(row4: u32) -> vec4u {
 return layer.dy + row4 + vec4u(0u, 1u, 2u, 3u) * layer.n4;
}
fn left_block(start: vec4u, i: u32) -> mat4x4f {
 let at = start + 4u * layer.n4 * i;
 return transpose(mat4x4f(gradients[at.x], gradients[at.y], gradients[at.z], gradients[at.w]));
}
fn right_start(column4: u32) -> vec4u {
 return input_start(layer.x, column4);
}
fn right_block(start: vec4u, i: u32) -> mat4x4f {
 return input_block(start, layer.k4, i);
}
fn update(i: u32, g: vec4f) {
 let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
 let after = optimizer_step(before, clip_value(g));
 if (!optimizer_finite(after, g)) {
 atomicMin(&health[0], step.counter);
 }
 state[i] = after.w;
 if (KEEPS_M) {
 state[P4 + i] = after.m;
 }
 if (KEEPS_V) {
 state[2u * P4 + i] = after.v;
 }
}
fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 var steps = array<mat4x4f, 2>(left, right);
 let start = layer.weight + 4u * row4 * layer.k4 + column4;
 for (var i = 0u; i < select(8u, 0u, halted); i++) {
 update(start + (i >> 1u) * layer.k4 + (i & 1u), steps[i & 1u][i >> 1u]);
 }
}
fn update_bias(row4: u32) {
 if (row4 >= rows4()) {
 return;
 }
 var sum = vec4f();
 for (var i = 0u; i < select(INNER4 / 2u, 0u, halted); i++) {
 let start = layer.dy + 8u * i * layer.n4 + row4;
 for (var row = 0u; row < 8u; row++) {
 sum += gradients[start + row * layer.n4];
 }
 }
 if (!halted) {
 update(layer.bias + row4, sum);
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight_update(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(num_workgroups) workgroups: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 var tile = workgroup.y * workgroups.x + workgroup.x;
 var number = 0u;
 var across = 1u;
 for (; number < LAYERS; number++) {
 across = ((K[number] + 7u) / 8u * 2u + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
 let down = ((N[number] + 7u) / 8u * 2u + TILE_ROWS4 - 1u) / TILE_ROWS4;
 if (tile < across * down) {
 break;
 }
 tile -= across * down;
 }
 if (number == LAYERS) {
 return;
 }
 halted = atomicLoad(&health[0]) < step.counter;
 layer = Layer(
 (N[number] + 7u) / 8u * 2u, (K[number] + 7u) / 8u * 2u,
 DY[number], X[number], WEIGHT[number], BIAS[number],
 );
 product(vec2u(tile % across, tile / across), lane);
 if (tile % across == 0u) {
 for (var i = lane; i < TILE_ROWS4; i += WORKGROUP_X * WORKGROUP_Y) {
 update_bias(tile / across * TILE_ROWS4 + i);
 }
 }
}
@group(1) @binding(3) var<storage, read> activations: array<vec4f>;
fn input_start(first: u32, column4: u32) -> vec4u {
 return vec4u(first + column4, 0u, 0u, 0u);
}
fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
 let at = start.x + 4u * k4 * i;
 return mat4x4f(
 activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
 );
}
const KEEPS_M = true;
const KEEPS_V = true;
fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
 return adam_step(before, penalized(g, before.w));
}
const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 for (var block = 0u; block < 2u; block++) {
 emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
 }
}
const CLIP_VALUE: f32 = 0.0;
struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}
fn clip_value(g: vec4f) -> vec4f {
 if (CLIP_VALUE == 0.0) {
 return g;
 }
 return clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
}
fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
 return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}
fn all_finite(values: vec4f) -> bool {
 let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
 return all(exponents != vec4u(0x7f800000u));
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const BETA1: f32 = 0.9f;
const ONE_MINUS_BETA1: f32 = 0.09999999999999998f;
const BETA2: f32 = 0.999f;
const ONE_MINUS_BETA2: f32 = 0.0010000000000000009f;
const EPSILON: f32 = 1e-8f;
fn adam_step(before: OptimizerState, g: vec4f) -> OptimizerState {
 let m = BETA1 * before.m + ONE_MINUS_BETA1 * g;
 let v = BETA2 * before.v + ONE_MINUS_BETA2 * g * g;
 let w = before.w - step_size() * m / (sqrt(v) / bias_correction2_sqrt() + EPSILON);
 return OptimizerState(w, m, v);
}
const GROUP: u32 = 0u;
fn step_size() -> f32 {
 return step.optimizers[GROUP].x;
}
fn bias_correction2_sqrt() -> f32 {
 return step.optimizers[GROUP].y;
}
fn decay() -> f32 {
 return step.optimizers[GROUP].z;
}
const WEIGHT_DECAY: f32 = 0f;
fn penalized(g: vec4f, w: vec4f) -> vec4f {
 if (WEIGHT_DECAY == 0.0) {
 return g;
 }
 return g + WEIGHT_DECAY * w;
}

// ==== reconstruction.sum: sum_terms<>
// workgroups 32 x 1 x 1
// binding 0, read: terms = reconstruction[0 .. 401408] f32
// binding 1, read_write: sums = report[128 .. 160] f32
// binding 2, read_write: health = report[0 .. 8] u32
const M: u32 = 128u;
const PARTS: u32 = 98u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;
@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);
@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 if (workgroup.x > step.ring_slot) {
 return;
 }
 var sum = 0.0;
 for (var turn = 0u; turn < (SLOT_WIDTH + 63u) / 64u; turn++) {
 let i = 64u * turn + lane;
 if (i < SLOT_WIDTH) {
 sum += terms[workgroup.x * SLOT_WIDTH + i];
 }
 }
 let total = sum64(sum, lane) / f32(SAMPLES);
 if (lane == 0u) {
 sums[workgroup.x] = total;
 if (!all_finite(vec4f(total))) {
 atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
 }
 }
}
var<workgroup> sum64_partial: array<f32, 64>;
fn sum64(value: f32, lane: u32) -> f32 {
 sum64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 sum64_partial[lane] += sum64_partial[lane + width];
 }
 }
 return sum64_partial[lane];
}
fn sum64_for_all(value: f32, lane: u32) -> f32 {
 sum64(value, lane);
 return workgroupUniformLoad(&sum64_partial[0]);
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
fn all_finite(values: vec4f) -> bool {
 let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
 return all(exponents != vec4u(0x7f800000u));
}

// ==== kl.sum: sum_terms<>
// workgroups 32 x 1 x 1
// binding 0, read: terms = kl[0 .. 20480] f32
// binding 1, read_write: sums = report[192 .. 224] f32
// binding 2, read_write: health = report[0 .. 8] u32
const M: u32 = 128u;
const PARTS: u32 = 5u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;
@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);
@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 if (workgroup.x > step.ring_slot) {
 return;
 }
 var sum = 0.0;
 for (var turn = 0u; turn < (SLOT_WIDTH + 63u) / 64u; turn++) {
 let i = 64u * turn + lane;
 if (i < SLOT_WIDTH) {
 sum += terms[workgroup.x * SLOT_WIDTH + i];
 }
 }
 let total = sum64(sum, lane) / f32(SAMPLES);
 if (lane == 0u) {
 sums[workgroup.x] = total;
 if (!all_finite(vec4f(total))) {
 atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
 }
 }
}
var<workgroup> sum64_partial: array<f32, 64>;
fn sum64(value: f32, lane: u32) -> f32 {
 sum64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 sum64_partial[lane] += sum64_partial[lane + width];
 }
 }
 return sum64_partial[lane];
}
fn sum64_for_all(value: f32, lane: u32) -> f32 {
 sum64(value, lane);
 return workgroupUniformLoad(&sum64_partial[0]);
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
fn all_finite(values: vec4f) -> bool {
 let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
 return all(exponents != vec4u(0x7f800000u));
}
