import type { Field } from '../data/field.ts';
import type { HostRows, Table } from '../data/table.ts';
import type { Notice } from '../runtime/notice.ts';

/** The notice for data that can be trained on, but were probably meant otherwise. */
export async function noticeOfData(
  { fields }: Table,
  ofModel: readonly Pick<Field, 'name' | 'values' | 'domain'>[],
): Promise<Notice | undefined> {
  for (const { name, values, domain } of ofModel) {
    const field = fields.get(name);
    if (values !== undefined || !field || 'buffer' in field) continue;
    if (!isDoubtful(field, domain)) continue;
    // Training goes on without a notice that cannot be loaded.
    const loaded = await import('./dataNotices.ts').catch(() => undefined);
    const notice = loaded?.noticeOf(field, domain);
    if (notice) return notice;
  }
  return undefined;
}

/** False for values of which there is nothing to tell, without a look at many of them. */
function isDoubtful({ dtype, data }: HostRows, domain: Field['domain']): boolean {
  if (dtype === 'f32') return domain !== undefined && (domain.least ?? domain.most) === undefined;
  if (dtype !== 'u8') return false;
  const counts = domain?.least === 0 && domain.most === undefined;
  return counts || !(data as Uint8Array).some((value) => value > 1);
}
