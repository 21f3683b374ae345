import { deflateSync } from 'node:zlib';
import { toBase64, utf8, type Bytes } from '#base/bytes.ts';

/** Documents that try to run something, or to call somebody, once they are on a screen. All of our own making. */
const TRAPS = [
  '<script>alert("script")</script>',
  '<a href="javascript:alert(1)">lien</a>',
  '<linkHtml href="javascript:alert(2)">lien</linkHtml>',
  '<img src="https://elsewhere.invalid/pixel.png" onerror="alert(3)"/>',
  '<renderMultiMedia referencedObject="x"/>',
  '<iframe src="https://elsewhere.invalid/"/>',
  '<object data="https://elsewhere.invalid/"/>',
  '<svg onload="alert(4)"><use href="https://elsewhere.invalid/#a"/></svg>',
  '<style>* { background: url(https://elsewhere.invalid/style.png) }</style>',
  '<paragraph onclick="window.ranHere = 1" style="background: url(https://elsewhere.invalid/p.png)">mot</paragraph>',
  '<form action="https://elsewhere.invalid/"><input autofocus="" onfocus="window.ranHere = 1"/></form>',
  '<linkHtml href="https://elsewhere.invalid/lettre">adresse</linkHtml>',
  '<meta http-equiv="refresh" content="0;url=https://elsewhere.invalid/"/>',
].join('');

/** A well-formed CDA with all of them in the narrative of each section, and in its title. */
export const hostileCda = (cda: string): string =>
  cda
    .replace('<?xml version="1.0" encoding="UTF-8"?>', (start) => `${start}${STYLESHEET}`)
    .replaceAll('<text>', `<text>${TRAPS}`)
    .replace(/<title>[^<]*<\/title>/, '<title>&lt;img src=x onerror=alert(5)&gt;</title>');

const STYLESHEET = '<?xml-stylesheet type="text/xsl" href="https://elsewhere.invalid/cda.xsl"?>';

/** A CDA whose unstructured content is a web page. */
export const hostileHtmlCda = (cda: string): string =>
  cdaAround(cda, 'text/html', utf8(`<html><body>${TRAPS}</body></html>`));

export const scriptedSvg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(6)</script></svg>';

/** The same, and files inside its entries: one that stands elsewhere, a picture with a script, an archive. */
export const hostileMediaCda = (cda: string): string =>
  hostileCda(cda).replace(
    '</text>',
    `</text>${[
      '<value mediaType="image/png"><reference value="https://elsewhere.invalid/x.png"/></value>',
      embedded('image/svg+xml', utf8(scriptedSvg)),
      embedded('application/zip', utf8('PK\u0003\u0004<script>window.ranHere = 1</script>')),
    ]
      .map(
        (value) =>
          `<entry><observationMedia classCode="OBS" moodCode="EVN" ID="x">${value}</observationMedia></entry>`,
      )
      .join('')}`,
  );

const embedded = (mediaType: string, bytes: Bytes): string =>
  `<value mediaType="${mediaType}" representation="B64">${toBase64(bytes)}</value>`;

/** A CDA whose unstructured content is this file, said to be of this type. */
export const cdaAround = (cda: string, mediaType: string, bytes: Bytes): string =>
  cda.replace(
    /<text [^>]*representation="B64"[^>]*>[^<]*<\/text>/,
    `<text mediaType="${mediaType}" representation="B64">${toBase64(bytes)}</text>`,
  );

/** An RTF with a program inside, a picture from elsewhere, and a field that asks for one. */
export const hostileRtf = [
  '{\\rtf1\\ansi Lettre lisible\\par',
  '{\\object\\objautlink\\objupdate{\\*\\objclass Package}{\\*\\objdata 4d5a90000300000004000000}}',
  '{\\field{\\*\\fldinst INCLUDEPICTURE "https://elsewhere.invalid/x.png"}{\\fldrslt image}}',
  '{\\field{\\*\\fldinst HYPERLINK "javascript:alert(8)"}{\\fldrslt lien}}',
  '{\\*\\template https://elsewhere.invalid/t.dotm}<script>window.ranHere = 1</script>}',
].join('');

/** A picture of a hundred kilobytes that is 900 million pixels large. */
export function pngBomb(): Bytes {
  const side = 30_000;
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      ...[pngChunk('IHDR', size), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))],
    ]),
  );
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** W3C PNG annex D. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A PDF that is a web page for whoever takes its first line for one. */
export const pdfAndPage = (): Buffer =>
  hostilePdf(`%<html><script>window.ranHere = 1</script><img src="https://elsewhere.invalid/x">\n`);

/**
 * A PDF that runs a script when it opens, another when its page is shown, links to a script, and submits to a server
 * (ISO 32000-1 §12.6.4); `comment` after its first line.
 */
export function hostilePdf(comment = ''): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction ${script('app.alert("open")')} /Names << /JavaScript << /Names [(a) ${script('app.alert("name")')}] >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Annots [5 0 R 6 0 R] /AA << /O ${script('app.alert("page")')} >> >>`,
    '<< /Length 0 >>\nstream\n\nendstream',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 300 100] /A << /S /URI /URI (javascript:alert\\(7\\)) >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 100 300 200] /A << /S /SubmitForm /F (https://elsewhere.invalid/) >> >>',
  ];
  let text = `%PDF-1.7\n${comment}`;
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const script = (code: string): string => `<< /S /JavaScript /JS (${code.replace(/[()]/g, '\\$&')}) >>`;
