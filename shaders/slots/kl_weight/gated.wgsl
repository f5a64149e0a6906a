// kl_weight: what kl_gate decided for each latent dimension of this batch: 0, 1 or -1.

@group(1) @binding(0) var<storage, read> gate: array<f32>; // [L]

fn kl_weight(column: u32) -> f32 {
  return gate[column];
}
