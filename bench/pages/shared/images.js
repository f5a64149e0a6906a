/** The training images of all pages: rows of 784 bytes. */
export async function loadImages() {
  const response = await fetch('/images.bin');
  return new Uint8Array(await response.arrayBuffer());
}
