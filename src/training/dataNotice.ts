import type { Field } from '../data/field.ts';
import type { Table } from '../data/table.ts';
import type { Notice } from '../runtime/notice.ts';

/** The notice for data that can be trained on, but were probably meant otherwise. */
export async function noticeOfData(
  { fields }: Table,
  ofModel: readonly Pick<Field, 'name' | 'values' | 'domain'>[],
): Promise<Notice | undefined> {
  for (const { name, values, domain } of ofModel) {
    const field = fields.get(name);
    if (values !== undefined || !field || 'buffer' in field) continue;
    if (field.dtype === 'u8') {
      const notice = noticeOfBytes(field.name, field.data as Uint8Array, domain);
      if (notice) return notice;
    } else if (field.dtype === 'f32' && domain && (domain.least ?? domain.most) === undefined) {
      // Training goes on without a notice that cannot be loaded.
      const loaded = await import('./scaleNotice.ts').catch(() => undefined);
      const notice = loaded?.noticeOfScale(field, domain.of, domain.columns);
      if (notice) return notice;
    }
  }
  return undefined;
}

/** Bytes are shares of 255, which is not what is meant by 0 and 1, or by counts. */
function noticeOfBytes(
  name: string,
  bytes: Uint8Array,
  domain: Field['domain'],
): Notice | undefined {
  if (domain?.least === 0 && domain.most === undefined) {
    return {
      kind: 'bytes-as-counts',
      message:
        `${name}: ${domain.of} takes counts, and a byte v stands for v / 255: give counts as a ` +
        'Float32Array',
    };
  }
  if (bytes.some((value) => value > 1) || !bytes.includes(1)) return undefined;
  return {
    kind: 'bytes-of-0-and-1',
    message:
      `${name}: its bytes are all 0 or 1. A byte v stands for v / 255, so that 1 is ` +
      'almost black: multiply them by 255, or give a Float32Array of 0 and 1',
  };
}
