import { trustedScriptUrl } from '#app/trusted-types.ts';
import { LONGEST_PAGE_SIDE, type Development } from '#documents/picture/develop.ts';
import { WHOLE, type Corners, type Picture } from '#documents/picture/picture.ts';
import type { PictureAnswer, PictureQuestion } from './picture-worker.ts';
import workerUrl from './picture-worker.ts?worker&url';

/** Pixel work off the page's own thread. */
export interface Darkroom {
  /** Whole picture where nothing is plain, or where no thread is to be had. */
  corners(picture: Picture): Promise<Corners>;
  /** Undefined where the thread failed: out of memory, or not to be had. */
  develop(picture: Picture, development: Development, longest?: number): Promise<Picture | undefined>;
  close(): void;
}

/** Pictures that were asked about are copied to the thread, those that come back are handed over. */
export function openDarkroom(): Darkroom {
  const thread = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'pictures' });
  let before: Promise<unknown> = Promise.resolve();

  function ask(question: PictureQuestion): Promise<PictureAnswer | undefined> {
    const answer = before.then(() => answered(thread, question));
    before = answer;
    return answer;
  }
  return {
    async corners(picture) {
      const answer = await ask({ ask: 'corners', picture: plain(picture) });
      return answer?.ask === 'corners' ? answer.corners : WHOLE;
    },
    async develop(picture, development, longest = LONGEST_PAGE_SIDE) {
      const { corners, mode, turns } = development;
      const answer = await ask({
        ask: 'develop',
        picture: plain(picture),
        development: { corners, mode, turns },
        longest,
      });
      return answer?.ask === 'develop' ? answer.picture : undefined;
    },
    close: () => thread.terminate(),
  };
}

const answered = (thread: Worker, question: PictureQuestion): Promise<PictureAnswer | undefined> =>
  new Promise((resolve) => {
    thread.addEventListener('message', ({ data }: MessageEvent<PictureAnswer>) => resolve(data), {
      once: true,
    });
    thread.addEventListener('error', () => resolve(undefined), { once: true });
    thread.postMessage(question);
  });

const plain = ({ width, height, data }: Picture): Picture => ({ width, height, data });
