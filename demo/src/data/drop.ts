import type { DroppedFile } from './imageSet.ts';

/**
 * The files of a drop, including those in dropped folders, in the order of their paths. Hidden
 * files and folders, whose names begin with a dot, are left out.
 *
 * Call it while the drop event is handled: its items are not available afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  const entries: FileSystemEntry[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    if (entry) entries.push(entry);
    else {
      // Data dragged from scripts or other programs may be a file without a file system entry.
      const file = item.getAsFile();
      if (file) files.push({ path: file.name, file });
    }
  }
  for (const entry of entries) files.push(...(await filesIn(entry, entry.name)));
  return inOrder(files);
}

/**
 * The files of `<input type="file">`, with or without `webkitdirectory`, in the form of
 * `droppedFiles`.
 */
export function pickedFiles(list: FileList): DroppedFile[] {
  return inOrder(
    Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })),
  );
}

async function filesIn(entry: FileSystemEntry, path: string): Promise<DroppedFile[]> {
  if (isHidden(path)) return [];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const files: DroppedFile[] = [];
  const reader = entry.createReader();
  for (;;) {
    // Chrome returns a hundred entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return files;
    for (const child of some) files.push(...(await filesIn(child, `${path}/${child.name}`)));
  }
}

function inOrder(files: readonly DroppedFile[]): DroppedFile[] {
  const seen = files.filter(({ path }) => !isHidden(path));
  return seen.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

function isHidden(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.'));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
