import { concat, utf8, type Bytes } from '#base/bytes.ts';

/** A4 in points, with margins of 2 cm. */
const PAGE = { width: 595, height: 842, margin: 57, size: 11, leading: 15 };
const LINES_PER_PAGE = Math.floor((PAGE.height - 2 * PAGE.margin) / PAGE.leading);
/** Average width of Helvetica is half its size: a line of this length stays within the margins. */
const CHARACTERS_PER_LINE = Math.floor((PAGE.width - 2 * PAGE.margin) / (PAGE.size * 0.5));

/** Characters of WinAnsiEncoding (ISO 32000-1 annex D) outside Latin-1 that French texts use. */
const WIN_ANSI: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  Œ: 0x8c,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  œ: 0x9c,
  Ÿ: 0x9f,
};

/**
 * A PDF 1.4 of plain lines in Helvetica, A4, wrapped and paginated; the first line is its title and set in bold. No
 * font is embedded: characters outside WinAnsiEncoding become question marks.
 */
export function textPdf(lines: readonly string[]): Bytes {
  const [title = '', ...rest] = lines;
  const pages = paginate([...wrap(title), ...(rest.length > 0 ? ['', ...rest.flatMap(wrap)] : [])]);
  return assemble(
    pages.map((page, i) => contentStream(page, i === 0 ? wrap(title).length : 0)),
    title,
  );
}

function wrap(line: string): string[] {
  const rows = [''];
  for (const word of line.split(' ').flatMap(chop)) {
    const last = rows.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > CHARACTERS_PER_LINE) rows.push(word);
    else rows[rows.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return rows;
}

const chop = (word: string): string[] =>
  word.length <= CHARACTERS_PER_LINE
    ? [word]
    : (word.match(new RegExp(`.{1,${CHARACTERS_PER_LINE}}`, 'gs')) ?? []);

function paginate(rows: readonly string[]): string[][] {
  const pages: string[][] = [];
  for (let at = 0; at < rows.length; at += LINES_PER_PAGE) pages.push(rows.slice(at, at + LINES_PER_PAGE));
  return pages;
}

/** Operators of one page (ISO 32000-1 §9.4): begin text, leading, position, then each row on its own line. */
function contentStream(rows: readonly string[], boldRows: number): Bytes {
  const start = `BT ${PAGE.leading} TL ${PAGE.margin} ${PAGE.height - PAGE.margin} Td\n`;
  const shown = rows.flatMap((row, i) => [
    utf8(`/${i < boldRows ? 'F2' : 'F1'} ${PAGE.size} Tf (`),
    literal(row),
    utf8(') Tj T*\n'),
  ]);
  return concat(utf8(start), ...shown, utf8('ET'));
}

/** A literal string (§7.3.4.2): parentheses and backslashes escaped. */
function literal(text: string): Bytes {
  const bytes = [...text].flatMap((char) => {
    const byte = winAnsi(char);
    return byte === 0x28 || byte === 0x29 || byte === 0x5c ? [0x5c, byte] : [byte];
  });
  return Uint8Array.from(bytes);
}

function winAnsi(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  return WIN_ANSI[char] ?? 0x3f;
}

/** Objects 1 catalogue, 2 page tree, 3-4 fonts, 5 information, then a page and its content for each page. */
function assemble(contents: readonly Bytes[], title: string): Bytes {
  const kids = contents.map((_, i) => `${6 + 2 * i} 0 R`).join(' ');
  const objects: Bytes[] = [
    utf8('<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>'),
    utf8(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`),
    font('Helvetica'),
    font('Helvetica-Bold'),
    concat(utf8('<< /Producer (Relais) /Title ('), literal(title), utf8(') >>')),
    ...contents.flatMap((content, i) => [page(7 + 2 * i), stream(content)]),
  ];
  return withCrossReferences(objects);
}

const font = (name: string): Bytes =>
  utf8(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);

const page = (content: number): Bytes =>
  utf8(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${content} 0 R ` +
      '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
  );

const stream = (content: Bytes): Bytes =>
  concat(utf8(`<< /Length ${content.length} >>\nstream\n`), content, utf8('\nendstream'));

/** §7.5: header, body, cross-reference table with the offset of each object, trailer. */
function withCrossReferences(objects: readonly Bytes[]): Bytes {
  // the second line holds bytes over 127, so that transfer programs see a binary file
  const parts: Bytes[] = [utf8('%PDF-1.4\n'), Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a)];
  const offsets: number[] = [];
  let at = parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, i) => {
    const whole = concat(utf8(`${i + 1} 0 obj\n`), object, utf8('\nendobj\n'));
    offsets.push(at);
    parts.push(whole);
    at += whole.length;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  return concat(...parts, utf8(table + trailer));
}
