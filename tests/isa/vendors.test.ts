import { describe, expect, test } from 'vitest';
import { multiplyAddShare } from '../../scripts/isa/loops.mjs';
import type { Compiled, VendorName } from '../../scripts/isa/types.ts';
import { targetsOf, VENDORS } from '../../scripts/isa/vendors/all.mjs';

/** Excerpts of what Mesa 26.1 prints, each with a loop of two multiply-adds. */
const REPORTS: Readonly<Record<VendorName, { report: string; listing?: string }>> = {
  amd: {
    report: `Compute Shader
disasm:
BB0:
	s_load_dwordx4 s[8:11], s[4:5], null                        ; f4080202 fa000000
	buffer_load_dword v3, v3, s[12:15], 0 offen                 ; e0301000 80030303
	ds_write_b128 v6, v[8:11] offset:1024                       ; db7c0400 00000806
BB1:
	buffer_load_dwordx4 v[4:7], v3, s[12:15], 0 offen           ; e0301000 80030303
	ds_read_b64 v[46:47], v11                                   ; d9d80000 2e00000b
	s_waitcnt vmcnt(0)                                          ; bf8c3f70
	v_fmac_f32_e32 v1, v2, v3                                   ; 56020702
	v_fma_f32 v1, v2, v3, v1                                    ; d54b0001 04060702
	s_cbranch_scc1 BB1                                          ; bf85fff0
BB2:
	buffer_store_dwordx4 v[4:7], v3, s[12:15], 0 offen          ; e0781000 80030303
	s_endpgm                                                    ; bf810000

SGPRs: 108
VGPRs: 96
Spilled SGPRs: 1
Spilled VGPRs: 2
Code size: 4920
Subgroups per SIMD: 10
`,
  },
  nvidia: {
    report: `NAK IR after opt_dce:
block 0 L3 [] -> {
      r9    = ffma.ftz r4 r47 r37
} -> []

NAK IR after calc_instr_deps:
block.u 0 L3 [] -> {
      ur1     = ldc.b32 c[0x0][+0x4]                            // delay=2 wr:3
                st.shared.strong.cta.b128 [r0.x16+0x1000] r4..8 // delay=1 rd:0
} -> [1]
block 1 L5 [0, 1] -> {
      r4      = ld.global.a64.constant.b32 [r6..8], p0          // delay=2 rd:0 wr:2
      r8      = ld.shared.strong.cta.b128 [r0+0x10]             // delay=1
      r37     = ffma.ftz r4 r47 r37                             // delay=1 wt=010000
      r38     = ffma.ftz r5 r47 r38                             // delay=1
      r6 p0   = iadd3 r5 c[0x1][0x40] rZ                        // delay=1
@!p0            bra pT L5                                       // delay=1
} -> [1, 2]
block.u 2 L6 [1] -> {
                st.local.strong.cta.b128 [rZ+0x90] r4..8        // delay=2 rd:0
                st.global.a64.strong.gpu.b128 [r6..8] r4..8     // delay=2 rd:0
              exit                                              // delay=1
} -> []

Stage: compute
Instruction count: 174
Max warps/SM: 24
Spills to mem: 3
Num GPRs: 80
`,
  },
  apple: {
    report:
      'CS shader: 1451 instrs, 1169 alu, 92 ic, 11360 code size, 167 gprs, 180 uniforms, 0 scratch, 576 threads, 1 loops, 2:1 spills:fills, 49 preamble inst\n',
    listing: `shader: MESA_SHADER_COMPUTE

block0 {
   1 = ffma 2, 3, 4
}

block0 {
   local_store r80...r83, r0h, #0, xyzw, #0x0
} -> block1

block1 {
   $r0...r3 = device_load u4:u5, #2, xyzw, #0x0, slot 0
   r4...r7 = local_load r0h, #0, xyzw, #0x0
   r1 = ffma r2, r3, r1
   r5 = ffma r2, r3, r5
   r9 = iadd #16, $r64, #0x0
   stack_store r80...r83, #0, xyzw, #0x0
} -> block1 block2  from block0 block1

block2 {
   device_store r3, u70:u71, r39.abs, x, #0x0, slot 0
   stop 
}

   0: f2053300               mov      $r1, thread_index_in_threadgroup
   4: 8800                   stop

block0 {
}
`,
  },
  adreno: {
    report: `MESA: info: shader: MESA_SHADER_COMPUTE
MESA: info: Native code for unnamed CL shader (null) with blake3 6b28:
MESA: info: stl.u32 l[r5.z+2096], r17.w, 4
MESA: info: l110:
MESA: info: (sy)isam.v.base1 (u32)(x)r7.y, r6.z, s#0, t#8
MESA: info: ldl.u32 r18.z, l[r6.y+3120], 4
MESA: info: (sy)(rpt1)mad.f32 r16.x, (r)r0.z, r17.y, (r)(last)r16.x
MESA: info: mad.u24 r1.x, r2.x, r3.x, r4.x
MESA: info: br p0.x, #l110
MESA: info: stp.u32 p[r5.z], r17.w, 1
MESA: info: stib.b.untyped.1d.u32.4.imm.base1 r7.z, r5.y+4, 4
MESA: info: end
MESA: info: ; CL prog 18/1: 1057 instr, 93 nops, 964 non-nops, 105 mov, 16 cov, 1638 dwords
MESA: info: ; CL prog 18/1: 0 last-baryf, 0 last-helper, 0 half, 24 full, 20 constlen
MESA: info: ; CL prog 18/1: 8 max_waves, 0 double_threadsize
`,
  },
  intel: {
    report: `Native code for unnamed compute shader (null) (src_hash 0x4dbce7c0)
SIMD16 shader: 2516 instructions. 1 loops. 269900 cycles. 2:1 spills:fills, 92 sends. GRF registers: 128. Compacted 48048 to 40192 bytes (16%)
   START B0 (98 cycles)
send(16)        nullUD          g108UD          g89UD           0x040250fe                0x00000200
                hdc1 MsgDesc: (DC untyped surface write, Surface = 254, SIMD16, Mask = 0x0)  mlen 2 ex_mlen 8 rlen 0 { align1 1H @1 $0 };
   END B0 ->B1
   START B1 <-B0 <-B1 (78 cycles)
send(16)        g76UD           g102UD          nullUD          0x04805003                0x00000000
                hdc1 MsgDesc: (untyped surface read, Surface = 3, SIMD16, Mask = 0xe)  mlen 2 ex_mlen 0 rlen 8 { align1 1H $11 };
send(16)        g76UD           g102UD          nullUD          0x0                       0x00000000
                slm MsgDesc: ( load, a32, d32, V4, L1STATE_L3MOCS dst_len = 8, src0_len = 2, src1_len = 0 flat )  base_offset 0
mad(16)         g78<1>F         g76<8,8,1>F     g64<8,8,1>F     g30<1,1,1>F { align1 1H @1 compacted };
(+f0.0) mad(16) g79<1>F         g76<8,8,1>F     g64<8,8,1>F     g30<1,1,1>F { align1 1H @1 compacted };
mad(16)         g78<1>D         g76<8,8,1>D     g64<8,8,1>D     g30<1,1,1>D { align1 1H @1 compacted };
   END B1 ->B1 ->B2
   START B2 <-B1 (52 cycles)
send(16)        g76UD           g102UD          nullUD          0x0                       0x00000000
                hdc0 MsgDesc: (DC OWORD block write, bti 253, owords = 4, aligned = 0)  mlen 1 ex_mlen 2 rlen 0 { align1 1H $15 };
send(16)        g76UD           g102UD          nullUD          0x0                       0x00000000
                ugm MsgDesc: ( store, a32, d32, V4, L1STATE_L3MOCS dst_len = 0, src0_len = 2, src1_len = 8 bti )  BTI 3
   END B2
`,
  },
};

const moved = ({ blocks }: Compiled) =>
  blocks
    .flatMap(({ instructions }) => instructions)
    .filter(({ bytes, work }) => bytes > 0 || work === 'spill')
    .map(({ work, bytes, times }) => `${times} ${work} ${bytes}`);

describe('reports of compilers', () => {
  const parsed = (vendor: VendorName) => {
    const { report, listing = '' } = REPORTS[vendor];
    return VENDORS[vendor].parse(report, listing);
  };

  test.each([
    ['amd', { registers: 96, spills: 3, inFlight: '10 waves/SIMD', codeBytes: 4920 }],
    ['nvidia', { registers: 80, spills: 3, inFlight: '24 warps/SM', codeBytes: 2784 }],
    ['apple', { registers: 84, spills: 3, inFlight: '576 threads/core', codeBytes: 11360 }],
    ['adreno', { registers: 96, spills: 1, inFlight: '8 waves', codeBytes: 6552 }],
    ['intel', { registers: 128, spills: 3, inFlight: 'SIMD16', codeBytes: 40192 }],
  ] as const)('%s: figures', (vendor, figures) => {
    expect(parsed(vendor)).toMatchObject(figures);
  });

  test.each([
    ['amd', ['load 4', 'sharedStore 16', 'load 16', 'sharedLoad 8', 'store 16']],
    ['nvidia', ['sharedStore 16', 'load 4', 'sharedLoad 16', 'spill 16', 'store 16']],
    ['apple', ['sharedStore 16', 'load 16', 'sharedLoad 16', 'spill 16', 'store 4']],
    ['adreno', ['sharedStore 16', 'load 16', 'sharedLoad 16', 'spill 4', 'store 16']],
    ['intel', ['sharedStore 16', 'load 4', 'sharedLoad 16', 'spill 0', 'store 16']],
  ] as const)('%s: what instructions move', (vendor, expected) => {
    expect(moved(parsed(vendor))).toEqual(expected.map((each) => `1 ${each}`));
  });

  test.each([
    ['amd', 2 / 6],
    ['nvidia', 2 / 6],
    ['apple', 2 / 6],
    ['adreno', 2 / 6],
    ['intel', 2 / 5],
  ] as const)('%s: the share of multiply-adds in the loop', (vendor, share) => {
    expect(multiplyAddShare(parsed(vendor).blocks)).toBeCloseTo(share);
  });

  test.each(Object.keys(VENDORS) as VendorName[])(
    '%s: a report without figures is refused',
    (vendor) => {
      expect(() => VENDORS[vendor].parse('nothing', '')).toThrow(/version of Mesa/);
    },
  );
});

test('chips stand for their vendors, and a vendor for its first chip', () => {
  expect(targetsOf(['amd', 'nvidia'], ['navi10', 'navi31', 'dg2'])).toEqual([
    { vendor: 'amd', chip: 'navi10' },
    { vendor: 'amd', chip: 'navi31' },
    { vendor: 'intel', chip: 'dg2' },
    { vendor: 'nvidia', chip: 'ga102' },
  ]);
});
