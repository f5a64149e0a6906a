// beam_tokens: a step of a beam search over sequences, which keeps the BEAMS likeliest continuations of each.
//
//   the candidates of a row are (beam, k) with scores[beam] + log softmax(logits[beam])[k]; a beam after its
//   end, token 0, has one candidate, the end again at no cost; in the first step only the first beam has any
//   best[row·BEAMS + j] = the score of the j-th likeliest; parents = its beam, as a row; next = its token;
//   chosen = the tokens of its beam, with its own at place `at`. Of equal ones the first is the likelier.
//   at [1], logits [M*BEAMS, VOCABULARY], scores, best, parents and next [M*BEAMS, 1], tokens and chosen
//   [M*BEAMS, K]
//
// Launch: one workgroup of 64 per row.
// Numerics: no exponent is above 0.

// #import shared/best64
// #import shared/max64
// #import shared/sum64

const M: u32 = 32u;
const BEAMS: u32 = 4u;
const K: u32 = 32u;
const VOCABULARY: u32 = 4000u;

@group(1) @binding(0) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(1) var<storage, read> logits: array<f32>; // [M*BEAMS, VOCABULARY]
@group(1) @binding(2) var<storage, read> scores: array<f32>; // [M*BEAMS, 1]
@group(1) @binding(3) var<storage, read> tokens: array<f32>; // [M*BEAMS, K]
@group(1) @binding(4) var<storage, read_write> best: array<f32>; // [M*BEAMS, 1]
@group(1) @binding(5) var<storage, read_write> parents: array<f32>; // [M*BEAMS, 1]
@group(1) @binding(6) var<storage, read_write> next: array<f32>; // [M*BEAMS, 1]
@group(1) @binding(7) var<storage, read_write> chosen: array<f32>; // [M*BEAMS, K]

const WIDTH = (VOCABULARY + 7u) / 8u * 8u;
const STRIDE = (K + 7u) / 8u * 8u;
/// The score of candidates that do not exist, and one above any score.
const NEVER = -1e30;
const ALWAYS = 1e30;

/// What a candidate of each beam adds to its logit.
var<workgroup> bases: array<f32, BEAMS>;

@compute @workgroup_size(64)
fn beam_tokens(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let place = at[0];
  for (var beam = 0u; beam < BEAMS; beam++) {
    let source = row * BEAMS + beam;
    var largest = NEVER;
    for (var k = lane; k < VOCABULARY; k += 64u) {
      largest = max(largest, logits[source * WIDTH + k]);
    }
    largest = max64_for_all(largest, lane);
    var sum = 0.0;
    for (var k = lane; k < VOCABULARY; k += 64u) {
      sum += exp(logits[source * WIDTH + k] - largest);
    }
    sum = sum64_for_all(sum, lane);
    if (lane == 0u) {
      bases[beam] = scores[8u * source] - (largest + log(sum));
    }
  }
  workgroupBarrier();

  var last_score = ALWAYS;
  var last_index = 0u;
  for (var j = 0u; j < BEAMS; j++) {
    var score = 2.0 * NEVER;
    var index = BEAMS * VOCABULARY;
    for (var beam = 0u; beam < BEAMS; beam++) {
      let source = row * BEAMS + beam;
      let over = (place > 0u) & (tokens[source * STRIDE + max(place, 1u) - 1u] == 0.0);
      let missing = (place == 0u) & (beam > 0u);
      for (var k = lane; k < VOCABULARY; k += 64u) {
        let own = beam * VOCABULARY + k;
        let grown = select(bases[beam] + logits[source * WIDTH + k], NEVER, missing);
        let ended = select(NEVER, scores[8u * source], k == 0u);
        let candidate = select(grown, ended, over);
        let later = (candidate < last_score) | ((candidate == last_score) & (own > last_index));
        let better = later & (candidate > score);
        score = select(score, candidate, better);
        index = select(index, own, better);
      }
    }
    let likeliest = best64_for_all(Candidate(score, index), lane);
    last_score = likeliest.score;
    last_index = likeliest.number;
    let parent = row * BEAMS + last_index / VOCABULARY;
    let token = f32(last_index % VOCABULARY);
    let target_row = row * BEAMS + j;
    for (var column = lane; column < STRIDE; column += 64u) {
      let kept = select(tokens[parent * STRIDE + column], 0.0, place == 0u);
      chosen[target_row * STRIDE + column] = select(kept, token, column == place);
    }
    if (lane < 8u) {
      best[8u * target_row + lane] = select(0.0, last_score, lane == 0u);
      parents[8u * target_row + lane] = select(0.0, f32(parent), lane == 0u);
      next[8u * target_row + lane] = select(0.0, token, lane == 0u);
    }
  }
}
