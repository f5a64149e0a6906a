// choose_tokens: the next token of each sequence, drawn under softmax(logits / temperature) of the likeliest.
//
//   settings [M, 4] = temperature, count, share, known. Kept are the `count` largest logits (all for 0), and of
//   those the fewest, the largest first, whose probabilities sum to `share` (all for 0); equal logits stay together.
//   Tokens 1 to RESERVED, which have no text of their own, are left out where `known` is above 0.
//   One draw of the row and place (slot uniform) decides; at temperature 0 the first of the largest is taken.
//   tokens[row, at] = next[row] = the token; 0, the end, where the token before is the end
//   at [1], logits [M, VOCABULARY], tokens [M, K], next [M, 1]
//
// Launch: one workgroup of 64 per row.
// Numerics: weights are relative to the largest. Logits are compared by their bits, so that a threshold is
// found in 32 turns.
// Sources: Fan, Lewis & Dauphin, "Hierarchical neural story generation", 2018 (count); Holtzman et al.,
// "The curious case of neural text degeneration", 2020 (share).

// #import shared/max64
// #import shared/sum64
// #slot uniform: counter

const M: u32 = 32u;
const K: u32 = 32u; // tokens of a sequence, and draws of a row
const VOCABULARY: u32 = 4000u;
const RESERVED: u32 = 2u;

@group(1) @binding(0) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(1) var<storage, read> settings: array<f32>; // [M, 4]
@group(1) @binding(2) var<storage, read> logits: array<f32>; // [M, VOCABULARY]
@group(1) @binding(3) var<storage, read_write> tokens: array<f32>; // [M, K]
@group(1) @binding(4) var<storage, read_write> next: array<f32>; // [M, 1]

const WIDTH = (VOCABULARY + 7u) / 8u * 8u;
const STRIDE = (K + 7u) / 8u * 8u;
/// Neighbouring columns of an invocation, where their order counts.
const RUN = (VOCABULARY + 63u) / 64u;
const LOWEST = -3.4028234e38;

var<workgroup> masses: array<f32, 64>;

/// A number that is larger for a larger logit.
fn key_of(logit: f32) -> u32 {
  let bits = bitcast<u32>(logit);
  return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
}

/// The weight of a logit; at temperature 0 that of the largest is 1.
fn weight_of(logit: f32, largest: f32, temperature: f32) -> f32 {
  let weight = exp((logit - largest) / max(temperature, 1e-6));
  return select(weight, select(0.0, 1.0, logit == largest), temperature == 0.0);
}

/// Logit `k` of the row whose first is at `first`.
fn logit_of(first: u32, k: u32, known: bool) -> f32 {
  return select(logits[first + k], LOWEST, known & (k - 1u < RESERVED));
}

@compute @workgroup_size(64)
fn choose_tokens(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let first = row * WIDTH;
  let temperature = settings[8u * row];
  let count = settings[8u * row + 1u];
  let share = settings[8u * row + 2u];
  let known = settings[8u * row + 3u] > 0.0;
  var largest = LOWEST;
  for (var k = lane; k < VOCABULARY; k += 64u) {
    largest = max(largest, logit_of(first, k, known));
  }
  largest = max64_for_all(largest, lane);

  // The largest key that so many logits reach.
  var least = 0u;
  let counted = select(0u, 32u, count > 0.0);
  for (var turn = 0u; turn < counted; turn++) {
    let tried = least | (0x80000000u >> turn);
    var reached = 0.0;
    for (var k = lane; k < VOCABULARY; k += 64u) {
      reached += select(0.0, 1.0, key_of(logit_of(first, k, known)) >= tried);
    }
    reached = sum64_for_all(reached, lane);
    least = select(least, tried, reached >= min(count, f32(VOCABULARY)));
  }
  // The largest key above it whose logits have the share. The first turn measures all that is kept so far.
  let weighed = select(0u, 33u, (share > 0.0) & (share < 1.0));
  var threshold = 0u;
  var wanted = 0.0;
  for (var turn = 0u; turn < weighed; turn++) {
    let tried = select(threshold | (0x80000000u >> ((turn + 31u) % 32u)), 0u, turn == 0u);
    var mass = 0.0;
    for (var k = lane; k < VOCABULARY; k += 64u) {
      let logit = logit_of(first, k, known);
      let kept = key_of(logit) >= max(tried, least);
      mass += select(0.0, weight_of(logit, largest, temperature), kept);
    }
    mass = sum64_for_all(mass, lane);
    wanted = select(wanted, share * mass, turn == 0u);
    threshold = select(threshold, tried, mass >= wanted);
  }
  threshold = max(threshold, least);

  let begin = lane * RUN;
  let end = min(begin + RUN, VOCABULARY);
  var own = 0.0;
  for (var k = begin; k < end; k++) {
    let logit = logit_of(first, k, known);
    own += select(0.0, weight_of(logit, largest, temperature), key_of(logit) >= threshold);
  }
  masses[lane] = own;
  workgroupBarrier();
  var before = 0.0;
  for (var other = 0u; other < lane; other++) {
    before += masses[other];
  }
  var total = before;
  for (var other = lane; other < 64u; other++) {
    total += masses[other];
  }
  // Each invocation adds in the same order, so all have the same total.
  let place = at[0];
  let draws = uniform_noise4(row, place / 4u);
  let own_draw = vec4u(0u, 1u, 2u, 3u) == vec4u(place % 4u);
  let drawn = dot(draws, select(vec4f(), vec4f(1.0), own_draw));
  let draw = select(drawn, 0.0, temperature == 0.0);
  let mark = draw * total;
  let possible = (own > 0.0) & (before <= mark);
  let chosen_lane = max64_for_all(select(-1.0, f32(lane), possible), lane);
  var token = -1.0;
  if (f32(lane) == chosen_lane) {
    for (var k = begin; k < end; k++) {
      let logit = logit_of(first, k, known);
      let weight = select(0.0, weight_of(logit, largest, temperature), key_of(logit) >= threshold);
      token = select(token, f32(k), (weight > 0.0) & (before <= mark));
      before += weight;
    }
  }
  token = max64_for_all(token, lane);
  let start = row * STRIDE;
  let over = (place > 0u) & (tokens[start + max(place, 1u) - 1u] == 0.0);
  token = select(token, 0.0, over);
  workgroupBarrier();
  for (var column = lane; column < STRIDE; column += 64u) {
    let kept = select(tokens[start + column], 0.0, place == 0u);
    tokens[start + column] = select(kept, token, column == place);
  }
  if (lane < 8u) {
    next[8u * row + lane] = select(0.0, token, lane == 0u);
  }
}
