/**
 * The discrete Fourier transform in place, X_k = Σ_n x_n e^(-2πi kn / N), by the radix-2 algorithm of Cooley
 * & Tukey, "An algorithm for the machine calculation of complex Fourier series", 1965. Exchange the two parts
 * for the inverse transform times N.
 * @param re real parts, `[N]`; N is a power of two
 * @param im imaginary parts, `[N]`
 */
export function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  reverseBits(re, im);
  // Each factor by itself, since products of them would lose precision.
  const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [a, b] = [start + k, start + k + half];
        const [c, s] = [cos[k * stride] as number, sin[k * stride] as number];
        const [x, y] = [re[b] as number, im[b] as number];
        const [turnedRe, turnedIm] = [c * x + s * y, c * y - s * x];
        const [ownRe, ownIm] = [re[a] as number, im[a] as number];
        re[a] = ownRe + turnedRe;
        im[a] = ownIm + turnedIm;
        re[b] = ownRe - turnedRe;
        im[b] = ownIm - turnedIm;
      }
    }
  }
}

/** Brings values into the order of their reversed indices, in which the algorithm takes them. */
function reverseBits(re: Float64Array, im: Float64Array): void {
  let reversed = 0;
  for (let i = 0; i < re.length; i++) {
    if (i < reversed) {
      for (const part of [re, im]) {
        const kept = part[i] as number;
        part[i] = part[reversed] as number;
        part[reversed] = kept;
      }
    }
    let bit = re.length >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed |= bit;
  }
}
