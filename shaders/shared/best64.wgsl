// The candidate with the largest score of those of the 64 invocations of a workgroup; of equal ones that
// with the least number. Every invocation must call it, and every one receives the candidate.

/// A score, and the number of what has it.
struct Candidate {
  score: f32,
  number: u32,
}

var<workgroup> best64_scores: array<f32, 64>;
var<workgroup> best64_numbers: array<u32, 64>;

fn best64_for_all(own: Candidate, lane: u32) -> Candidate {
  best64_scores[lane] = own.score;
  best64_numbers[lane] = own.number;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      let score = best64_scores[lane];
      let number = best64_numbers[lane];
      let other_score = best64_scores[lane + width];
      let other_number = best64_numbers[lane + width];
      let first = (other_score == score) & (other_number < number);
      let better = (other_score > score) | first;
      best64_scores[lane] = select(score, other_score, better);
      best64_numbers[lane] = select(number, other_number, better);
    }
  }
  return Candidate(best64_score(), best64_number());
}

fn best64_score() -> f32 {
  return workgroupUniformLoad(&best64_scores[0]);
}

fn best64_number() -> u32 {
  return workgroupUniformLoad(&best64_numbers[0]);
}
