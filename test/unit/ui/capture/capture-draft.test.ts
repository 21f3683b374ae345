import { describe, expect, test } from 'vitest';
import { WHOLE } from '#documents/picture/picture.ts';
import { captureDraftOf, takeCaptureDraft } from '#ui/capture/capture-draft.ts';
import type { CapturedPage } from '#ui/capture/captured-pages.ts';

const page = (id: number): CapturedPage => ({
  id,
  source: new Uint8Array([id]),
  corners: WHOLE,
  mode: 'photo',
  turns: 1,
});

describe('photographed pages that were kept', () => {
  test('come back as they were, in their order', async () => {
    const pages = [page(2), page(1)];
    const kept: unknown = JSON.parse(JSON.stringify(captureDraftOf(pages)));
    expect(await takeCaptureDraft(kept, async (id) => new Uint8Array([id]))).toEqual(pages);
  });

  test('without its picture a page is not there, nor is anything else that was kept', async () => {
    const kept = captureDraftOf([page(1), page(2)]);
    expect(await takeCaptureDraft(kept, async (id) => (id === 1 ? undefined : new Uint8Array([id])))).toEqual(
      [page(2)],
    );
    for (const other of [undefined, null, 'x', {}, { pages: 3 }, { pages: [{ id: 1, turns: 0, mode: 'x' }] }])
      expect(await takeCaptureDraft(other, async () => new Uint8Array([1]))).toEqual([]);
  });

  test('no pages are nothing to keep', () => {
    expect(captureDraftOf([])).toBeUndefined();
  });
});
