import type { Bytes } from '#base/bytes.ts';

/**
 * Whether an XML document says that a PDF is inside, before it is parsed. In 16-bit text the words are not seen: the
 * answer hastens the reading, and decides nothing.
 */
export const announcesPdf = (bytes: Bytes): boolean =>
  // one unit a byte, and never an error
  new TextDecoder('latin1').decode(bytes).includes('application/pdf');
