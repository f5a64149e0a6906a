import { expectTypeOf, test } from 'vitest';
import type { KernelName } from '../../src/graph/kernelName.generated.ts';
import type {
  BindingName,
  KernelSlots,
  Kernels,
  SlotBindingName,
  SlotChoice,
  SlotName,
} from '../../src/kernels/names.ts';

test('names are derived from the catalogue as literal types', () => {
  expectTypeOf<'dense_forward'>().toExtend<KernelName>();
  expectTypeOf<'dense_forwards'>().not.toExtend<KernelName>();
  expectTypeOf<KernelName>().toEqualTypeOf<keyof Kernels>();
  expectTypeOf<'load'>().toExtend<SlotName>();
  expectTypeOf<'matrix' | 'gather_u8'>().toExtend<SlotChoice<'load'>>();
  expectTypeOf<'relu'>().not.toExtend<SlotChoice<'load'>>();
  expectTypeOf<KernelSlots<'dense_forward'>>().toEqualTypeOf<'load' | 'activation' | 'product'>();
  expectTypeOf<KernelSlots<'sum_terms'>>().toBeNever();
  expectTypeOf<BindingName<'dense_forward'>>().toEqualTypeOf<'weight' | 'bias' | 'y'>();
  expectTypeOf<SlotBindingName<'load', 'gather_u8'>>().toEqualTypeOf<'data' | 'row_index'>();
  expectTypeOf<SlotBindingName<'activation', 'relu'>>().toBeNever();
});
