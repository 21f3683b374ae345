import { newPicture, type Corners, type Picture } from '#documents/picture/picture.ts';

/** A drawn picture: a colour for each pixel. */
export function drawn(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number],
): Picture {
  const picture = newPicture(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) picture.data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  return picture;
}

export const pixel = ({ width, data }: Picture, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
];

/** Whether a point lies inside corners that run clockwise, both in the same measure. */
export function isInside(corners: Corners, x: number, y: number): boolean {
  return corners.every((point, i) => {
    const next = corners[(i + 1) % 4] ?? point;
    return (next.x - point.x) * (y - point.y) - (next.y - point.y) * (x - point.x) >= 0;
  });
}
