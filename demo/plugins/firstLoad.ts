import type { Rolldown } from 'vite';

/**
 * Names the chunk of all that the page imports at once: one file compresses better than many that views
 * share with it.
 * @param page end of the path of the page's module
 */
export function firstLoad(page: string): (id: string, context: Context) => string | null {
  const known = new Map<string, boolean>();
  const isFirst = (id: string, context: Context): boolean => {
    const found = known.get(id);
    if (found !== undefined) return found;
    // Ends the way round a cycle.
    known.set(id, false);
    const importers = context.getModuleInfo(id)?.importers ?? [];
    const first = id.endsWith(page) || importers.some((each) => isFirst(each, context));
    known.set(id, first);
    return first;
  };
  return (id, context) => (isFirst(id, context) ? 'page' : null);
}

type Context = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;
