/** Longest side looked at, pixels: sharp enough for a page photographed whole, within what a phone's canvas holds. */
const LONGEST_SIDE = 3000;

/** What the camera shows now; undefined before its first picture. */
export function pictureOf(video: HTMLVideoElement): ImageData | undefined {
  const { videoWidth: width, videoHeight: height } = video;
  return width > 0 && height > 0 ? drawn(video, width, height) : undefined;
}

/** A photo as it is shown, turned upright; undefined where it is no picture that this browser knows. */
export async function pictureIn(file: Blob): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const picture = drawn(bitmap, Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  bitmap.close();
  return picture;
}

function drawn(source: CanvasImageSource, width: number, height: number): ImageData | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(source, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height);
}
