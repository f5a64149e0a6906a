import { readFileSync } from 'node:fs';
import { readSafetensors, type Safetensors } from '../../src/formats/safetensors.ts';

export function readFixtureFile(name: string): Safetensors {
  return readSafetensors(readFileSync(new URL(`fixtures/${name}.safetensors`, import.meta.url)));
}

/**
 * A U8, F32 or F64 tensor in float64.
 * @param script the script that writes it; the error about a missing tensor names it
 */
export function numbers(file: Safetensors, name: string, script = 'fixtures.py'): Float64Array {
  const tensor = file.tensors.get(name);
  if (!tensor) throw new Error(`the fixture lacks "${name}": run tests/parity/${script}`);
  const bytes = Uint8Array.from(tensor.data).buffer;
  switch (tensor.dtype) {
    case 'U8':
      return Float64Array.from(new Uint8Array(bytes));
    case 'F32':
      return Float64Array.from(new Float32Array(bytes));
    case 'F64':
      return new Float64Array(bytes);
    default:
      throw new Error(`"${name}" of the fixture is ${tensor.dtype}, only U8, F32 and F64 are read`);
  }
}
