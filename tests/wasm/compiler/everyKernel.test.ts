import { expect, test } from 'vitest';
import { assemble } from '../../../src/kernels/assemble.ts';
import type { PieceEntry } from '../../../src/kernels/catalogue.types.ts';
import { compileShader } from '../../../src/wasm/compiler/compileShader.ts';
import { wasmSupport } from '../../../src/wasm/support.ts';
import { catalogue } from '../../support/catalogue.ts';
import { tally } from '../../support/tally.ts';
import { THOROUGH } from '../../support/thorough.ts';

const slots: Readonly<Record<string, Readonly<Record<string, PieceEntry>>>> = catalogue.slots;
const targets = [false, true].flatMap((shared) =>
  [false, true].map((relaxed) => ({ shared, relaxed })),
);

/** The defaults of a kernel, and each way with one other choice. */
function choicesOf(defaults: Readonly<Record<string, string>>): Record<string, string>[] {
  const others = Object.entries(defaults).flatMap(([slot, preferred]) =>
    Object.keys(slots[slot] ?? {})
      .filter((choice) => choice !== preferred)
      .map((choice) => ({ ...defaults, [slot]: choice })),
  );
  return [{ ...defaults }, ...others];
}

const kernels = Object.entries(catalogue.kernels);

test.each(kernels)('%s becomes a valid module with every choice', (name, entry) => {
  for (const [i, choices] of choicesOf(entry.slots).entries()) {
    const chosen = Object.entries(choices).map(([slot, choice]) => ({
      slot,
      piece: slots[slot]?.[choice] as PieceEntry,
    }));
    const { code } = assemble(entry, chosen, catalogue.modules);
    // The WebAssembly device lacks all features that kernels enable.
    if (/^enable /m.test(code)) continue;
    for (const target of THOROUGH ? targets : targets.slice(i % 4, (i % 4) + 1)) {
      const { bytes } = compileShader(code, name, target);
      const known = !target.relaxed || wasmSupport().relaxed;
      if (known) expect(WebAssembly.validate(bytes), JSON.stringify(choices)).toBe(true);
      tally('kernels compiled to WebAssembly', 1);
    }
  }
});
