/** Where something stands on a page: fractions of its width and height, from the top left corner. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** A run of text drawn at once: `start` to `end` in the text of its page, UTF-16 units. */
type Piece = { readonly start: number; readonly end: number; readonly box: Box; readonly upright: boolean };

export type PageText = { readonly text: string; readonly pieces: readonly Piece[] };

/** What pdf.js says of a run; `transform` as of ISO 32000-1 §8.3.3, lengths in the page's own units. */
export type TextRun = {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
};

/** Size of the page on the screen, and where a point of it comes to stand there. */
export type PageFrame = {
  readonly width: number;
  readonly height: number;
  /** pdf.js types it so: two numbers. */
  convertToViewportPoint(x: number, y: number): readonly unknown[];
};

/** Of the height of letters, under and over the base line. */
const UNDER = 0.25;
const OVER = 0.9;

/** The text of a page as it is read, and where each of its runs stands. */
export function pageText(runs: Iterable<TextRun>, frame: PageFrame): PageText {
  let text = '';
  const pieces: Piece[] = [];
  for (const run of runs) {
    if (run.str !== '') pieces.push(pieceOf(run, text.length, frame));
    text += run.str + (run.hasEOL ? '\n' : '');
  }
  return { text, pieces };
}

function pieceOf(run: TextRun, start: number, frame: PageFrame): Piece {
  const [a, b, , , x, y] = run.transform.map(numberOf);
  const along = direction(a, b);
  const corners = [0, run.width].flatMap((far) =>
    [-UNDER * run.height, OVER * run.height].map((up) =>
      frame
        .convertToViewportPoint(
          (x ?? 0) + far * along.x - up * along.y,
          (y ?? 0) + far * along.y + up * along.x,
        )
        .map(numberOf),
    ),
  );
  const box = around(corners, frame);
  return { start, end: start + run.str.length, box, upright: box.width >= box.height };
}

function direction(a = 1, b = 0): { x: number; y: number } {
  const length = Math.hypot(a, b) || 1;
  return { x: a / length, y: b / length };
}

function around(corners: readonly (readonly number[])[], { width, height }: PageFrame): Box {
  const across = corners.map(([x]) => within(x, width));
  const down = corners.map(([, y]) => within(y, height));
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return { left, top, width: Math.max(...across) - left, height: Math.max(...down) - top };
}

const within = (at = 0, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, at / whole)) : 0);

const numberOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;

/** The places on the page of a stretch of its text: one box for each run, cut in proportion to its characters. */
export function boxesOf({ pieces }: PageText, start: number, end: number): Box[] {
  return pieces
    .filter((piece) => piece.start < end && piece.end > start)
    .map((piece) => cut(piece, start, end));
}

function cut(piece: Piece, start: number, end: number): Box {
  if (!piece.upright) return piece.box;
  const length = piece.end - piece.start;
  const from = (Math.max(start, piece.start) - piece.start) / length;
  const to = (Math.min(end, piece.end) - piece.start) / length;
  const { left, width } = piece.box;
  return { ...piece.box, left: left + width * from, width: width * (to - from) };
}
