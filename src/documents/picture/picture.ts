/** Pixels by rows, 4 bytes each: red, green, blue, opacity. An ImageData is one. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
};

export type Point = { readonly x: number; readonly y: number };

/** Of a page in a picture: top left, top right, bottom right, bottom left as it is read; parts of width and height. */
export type Corners = readonly [Point, Point, Point, Point];

export const WHOLE: Corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

export const newPicture = (width: number, height: number): Picture => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4),
});

/** Rec. 601 luma of a pixel, 0-255. */
export const lumaAt = ({ data }: Picture, pixel: number): number =>
  (299 * (data[pixel * 4] ?? 0) + 587 * (data[pixel * 4 + 1] ?? 0) + 114 * (data[pixel * 4 + 2] ?? 0)) / 1000;
