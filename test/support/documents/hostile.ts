import { toBase64, utf8 } from '#base/bytes.ts';

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
  cda.replace(
    /<text [^>]*representation="B64"[^>]*>[^<]*<\/text>/,
    `<text mediaType="text/html" representation="B64">${toBase64(utf8(`<html><body>${TRAPS}</body></html>`))}</text>`,
  );

export const scriptedSvg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(6)</script></svg>';

/**
 * A PDF that runs a script when it opens, another when its page is shown, links to a script, and submits to a server
 * (ISO 32000-1 §12.6.4).
 */
export function hostilePdf(): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction ${script('app.alert("open")')} /Names << /JavaScript << /Names [(a) ${script('app.alert("name")')}] >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Annots [5 0 R 6 0 R] /AA << /O ${script('app.alert("page")')} >> >>`,
    '<< /Length 0 >>\nstream\n\nendstream',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 300 100] /A << /S /URI /URI (javascript:alert\\(7\\)) >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 100 300 200] /A << /S /SubmitForm /F (https://elsewhere.invalid/) >> >>',
  ];
  let text = '%PDF-1.7\n';
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
