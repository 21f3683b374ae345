import type { OpenPdf } from '../pdf-document.ts';
import { findIn } from './find-in.ts';
import { boxesOf, type Box, type PageText } from './page-text.ts';

/** Pages are counted from 1. */
export type PdfHit = { readonly page: number; readonly boxes: readonly Box[] };
export type PdfMark = { readonly box: Box; readonly current: boolean };

export type PdfFindState = ReturnType<typeof createPdfFind>;

/** The search inside one open PDF. Its pages are read once, with the first word that is looked for. */
export function createPdfFind(pdf: Pick<OpenPdf, 'pages' | 'words'>, onreach: (hit: PdfHit) => void) {
  let typed = $state('');
  let hits = $state.raw<readonly PdfHit[]>([]);
  let at = $state(0);
  let reading = $state(false);
  /** False where all pages are pictures. */
  let hasText = $state(true);
  let turn = 0;
  const pages: (Promise<PageText> | undefined)[] = [];

  function wordsOf(page: number): Promise<PageText> {
    const known = pages[page] ?? pdf.words(page).catch(() => ({ text: '', pieces: [] }));
    pages[page] = known;
    return known;
  }

  async function ask(wanted: string): Promise<void> {
    const mine = ++turn;
    typed = wanted;
    hits = [];
    at = 0;
    reading = wanted.trim() !== '';
    if (!reading) return;
    let some = false;
    for (let page = 1; page <= pdf.pages; page++) {
      const words = await wordsOf(page);
      if (mine !== turn) return;
      some ||= words.text.trim() !== '';
      add(findIn(words.text, wanted).map(({ start, end }) => ({ page, boxes: boxesOf(words, start, end) })));
    }
    hasText = some;
    reading = false;
  }

  function add(found: readonly PdfHit[]): void {
    const [first] = found;
    if (!first) return;
    const isFirst = hits.length === 0;
    hits = [...hits, ...found];
    if (isFirst) onreach(first);
  }

  function step(by: number): void {
    if (hits.length === 0) return;
    at = (at + by + hits.length) % hits.length;
    const hit = hits[at];
    if (hit) onreach(hit);
  }

  return {
    get typed() {
      return typed;
    },
    /** From 0. */
    get at() {
      return at;
    },
    get count() {
      return hits.length;
    },
    get reading() {
      return reading;
    },
    get hasText() {
      return hasText;
    },
    ask,
    next: () => step(1),
    previous: () => step(-1),
    /** What is to be marked on a page. */
    marks: (page: number): PdfMark[] =>
      hits.flatMap((hit, number) =>
        hit.page === page ? hit.boxes.map((box) => ({ box, current: number === at })) : [],
      ),
  };
}
