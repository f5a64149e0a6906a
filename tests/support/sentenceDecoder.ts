/** The sizes of a decoder of one recurrent layer. */
interface DecoderSizes {
  readonly unit: 'gru' | 'lstm';
  readonly length: number;
  readonly vocabulary: number;
  readonly hidden: number;
}

type State = readonly number[][];

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The decoder of a saved model of sequences in float64, written from PyTorch's formulas of its units.
 * @param tensors under PyTorch's names
 */
export function sentenceDecoder(
  tensors: ReadonlyMap<string, Float32Array>,
  { unit, length, vocabulary, hidden }: DecoderSizes,
) {
  const linear = (weight: string, bias: string, x: readonly number[]): number[] => {
    const w = tensors.get(weight) ?? new Float32Array();
    return Array.from(tensors.get(bias) ?? [], (b, row) =>
      x.reduce((sum, value, column) => sum + value * (w[row * x.length + column] ?? Number.NaN), b),
    );
  };
  const table = tensors.get('decoder.0.weight') ?? new Float32Array();
  const width = table.length / vocabulary;
  const begin = (code: readonly number[]): State => {
    const all = linear('initial.weight', 'initial.bias', code);
    return unit === 'gru' ? [all] : [all.slice(0, hidden), all.slice(hidden)];
  };
  const advance = (token: number, [h = [], c = []]: State): { logits: number[]; state: State } => {
    const x = Array.from(table.subarray(token * width, (token + 1) * width));
    const given = linear('decoder.1.weight_ih_l0', 'decoder.1.bias_ih_l0', x);
    const own = linear('decoder.1.weight_hh_l0', 'decoder.1.bias_hh_l0', h);
    const gate = (part: number, i: number): number =>
      (given[part * hidden + i] ?? 0) + (own[part * hidden + i] ?? 0);
    const state: State =
      unit === 'gru'
        ? [
            h.map((value, i) => {
              const [r, z] = [sigmoid(gate(0, i)), sigmoid(gate(1, i))];
              const n = Math.tanh(
                (given[2 * hidden + i] ?? 0) + r * (own[2 * hidden + i] ?? Number.NaN),
              );
              return (1 - z) * n + z * value;
            }),
          ]
        : lstm(gate, c);
    return { logits: linear('output.weight', 'output.bias', state[0] ?? []), state };
  };
  const logSoftmax = (logits: readonly number[]): number[] => {
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return logits.map((logit) => logit - total);
  };
  const score = (code: readonly number[], tokens: readonly number[]): number => {
    let state = begin(code);
    let before = 1;
    let sum = 0;
    for (const token of tokens) {
      const step = advance(before, state);
      sum += logSoftmax(step.logits)[token] ?? Number.NaN;
      if (token === 0) break;
      ({ state } = step);
      before = token;
    }
    return sum;
  };
  return {
    /** Logits of the first token. */
    first: (code: readonly number[]): number[] => advance(1, begin(code)).logits,
    /** The likeliest token at each step, zeros after an end. */
    greedy(code: readonly number[]): number[] {
      const tokens: number[] = [];
      let state = begin(code);
      let before = 1;
      while (tokens.length < length && before !== 0) {
        const step = advance(before, state);
        before = step.logits.indexOf(Math.max(...step.logits));
        tokens.push(before);
        ({ state } = step);
      }
      return [...tokens, ...Array.from({ length: length - tokens.length }, () => 0)];
    },
    /** log p of tokens up to their end. */
    score,
    /** All sequences, each once, with their log p. */
    every(code: readonly number[]): { readonly tokens: number[]; readonly score: number }[] {
      const all = Array.from({ length: vocabulary ** length }, (_, number) =>
        Array.from(
          { length },
          (__, place) => Math.floor(number / vocabulary ** place) % vocabulary,
        ),
      );
      return all
        .filter((tokens) => {
          const end = tokens.indexOf(0);
          return end < 0 || tokens.slice(end).every((token) => token === 0);
        })
        .map((tokens) => ({ tokens, score: score(code, tokens) }));
    },
  };

  /** PyTorch's gates in turn: input, forget, cell, output. */
  function lstm(gate: (part: number, i: number) => number, c: readonly number[]): State {
    const cells = c.map(
      (value, i) => sigmoid(gate(1, i)) * value + sigmoid(gate(0, i)) * Math.tanh(gate(2, i)),
    );
    return [cells.map((cell, i) => sigmoid(gate(3, i)) * Math.tanh(cell)), cells];
  }
}
