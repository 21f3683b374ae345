import { develop, type Development } from '#documents/picture/develop.ts';
import { findCorners } from '#documents/picture/find-corners.ts';
import type { Corners, Picture } from '#documents/picture/picture.ts';

/** One question, one answer, in order. */
export type PictureQuestion =
  | { readonly ask: 'corners'; readonly picture: Picture }
  | {
      readonly ask: 'develop';
      readonly picture: Picture;
      readonly development: Development;
      readonly longest: number;
    };
export type PictureAnswer =
  | { readonly ask: 'corners'; readonly corners: Corners }
  | { readonly ask: 'develop'; readonly picture: Picture };

self.addEventListener('message', ({ data }: MessageEvent<PictureQuestion>) => {
  const answer = answerTo(data);
  postMessage(answer, { transfer: answer.ask === 'develop' ? [answer.picture.data.buffer] : [] });
});

function answerTo(question: PictureQuestion): PictureAnswer {
  if (question.ask === 'corners') return { ask: 'corners', corners: findCorners(question.picture) };
  const { picture, development, longest } = question;
  return { ask: 'develop', picture: develop(picture, development, longest) };
}
