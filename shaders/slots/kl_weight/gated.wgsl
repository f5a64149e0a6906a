// kl_weight: the gate of each latent dimension for this batch, from kl_gate: 0, 1 or -1.

@group(1) @binding(0) var<storage, read> gate: array<f32>; // [L]

fn kl_weight(column: u32) -> f32 {
  return gate[column];
}
