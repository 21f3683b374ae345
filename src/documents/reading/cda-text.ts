import type { Bytes } from '#base/bytes.ts';
import { MAX_READ_TEXT } from '#domain/clinical/reading.ts';
import { extractNonXmlBody } from '../cda/body.ts';
import type { CdaBody, CdaSection } from '../cda/document.ts';
import { sectionsText } from '../cda/sections-text.ts';
import { keptText } from '../text/kept-text.ts';
import { fileText, UNREAD, type FileText } from './file-text.ts';

/** The searchable text of a CDA: the content of an N1; of an N3 its narrative, then what is attached to it. */
export async function cdaText(body: CdaBody): Promise<FileText> {
  if (body.level === 'N3') return sectionedText(body.sections);
  const content = extractNonXmlBody(body);
  return content.ok ? fileText(content.value.bytes) : UNREAD;
}

/** Attached files are read while there is room; one that has no text or cannot be read leaves the whole incomplete. */
async function sectionedText(sections: readonly CdaSection[]): Promise<FileText> {
  let text = sectionsText(sections);
  let whole = true;
  for (const bytes of attachedIn(sections)) {
    if (text.length > MAX_READ_TEXT) break;
    const attached = await fileText(bytes);
    whole &&= attached.state === 'whole';
    if (attached.text !== '') text = `${text}\n${attached.text}`;
  }
  const kept = keptText(text);
  return { text: kept.text, state: kept.cut || !whole ? 'cut' : 'whole' };
}

/** 55108-5: a copy of this very document, whose words are there already. */
const COPY = '55108-5';

function* attachedIn(sections: readonly CdaSection[]): Generator<Bytes> {
  for (const { code, media, sections: inside } of sections) {
    for (const { mediaType, bytes } of code?.code === COPY ? [] : media) {
      const content = mediaType.startsWith('image/') ? undefined : bytes();
      if (content) yield content;
    }
    yield* attachedIn(inside);
  }
}
