// Sums over the classes of a categorical variable. The kernel binds `logits`.

const CLASSES: u32 = 10u;

struct ClassSums {
  largest: f32, // of the logits
  sum: f32,     // Σ exp(logit - largest)
  mean: f32,    // Σ p (logit - largest), p = softmax(logits)
}

/// The variable whose logits begin at an index.
fn sum_of_classes(first: u32) -> ClassSums {
  var largest = logits[first];
  for (var i = 1u; i < CLASSES; i++) {
    largest = max(largest, logits[first + i]);
  }
  var sum = 0.0;
  var weighted = 0.0;
  for (var i = 0u; i < CLASSES; i++) {
    let below = logits[first + i] - largest;
    let value = exp(below);
    sum += value;
    weighted += value * below;
  }
  return ClassSums(largest, sum, weighted / sum);
}
