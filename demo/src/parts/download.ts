/** Offers a file as a download. @param name file name with its ending */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, and the browser holds the bytes.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
