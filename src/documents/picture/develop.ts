import { enhancePaper, enhancePhoto } from './enhance.ts';
import type { Corners, Picture } from './picture.ts';
import { straighten, turned } from './straighten.ts';

export const PICTURE_MODES = ['paper', 'photo', 'original'] as const;
/** `paper`: ink on white. `photo`: colours and contrast of a wound. `original`: as it was taken. */
export type PictureMode = (typeof PICTURE_MODES)[number];

/** What is done to one picture; `turns`: quarter turns clockwise. */
export type Development = {
  readonly corners: Corners;
  readonly mode: PictureMode;
  readonly turns: number;
};

/** Longest side of a page that is kept, pixels: A4 at about 215 dpi. */
export const LONGEST_PAGE_SIDE = 2500;

/** Cropped, straightened, turned and enhanced. */
export function develop(
  picture: Picture,
  { corners, mode, turns }: Development,
  longest = LONGEST_PAGE_SIDE,
): Picture {
  const page = turned(straighten(picture, corners, longest), turns);
  switch (mode) {
    case 'paper':
      return enhancePaper(page);
    case 'photo':
      return enhancePhoto(page);
    case 'original':
      return page;
  }
}
