/**
 * A picture as a PNG, with each pixel enlarged to `factor` by `factor` pixels.
 * @throws Error if the browser cannot hold or encode a picture of this size
 */
export async function enlargedPng(picture: ImageData, factor: number): Promise<Blob> {
  const small = canvasOf(picture.width, picture.height);
  small.context.putImageData(picture, 0, 0);
  const large = canvasOf(picture.width * factor, picture.height * factor);
  large.context.imageSmoothingEnabled = false;
  large.context.drawImage(small.canvas, 0, 0, large.canvas.width, large.canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => large.canvas.toBlob(resolve));
  if (blob) return blob;
  const { width, height } = large.canvas;
  throw new Error(
    `This browser cannot make a picture of ${width} × ${height} pixels: choose a smaller enlargement`,
  );
}

function canvasOf(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no canvas to draw on');
  return { canvas, context };
}
