import { renderUnicodeCompact } from 'uqr';
import type { OpenOffer } from '../core/offer.ts';
import type { Messages } from './messages.ts';

/** The link of a pairing, as a QR code and as text. */
export function offerLines(text: Messages, { link, expiresAt }: OpenOffer): string[] {
  const until = new Intl.DateTimeFormat(text.locale, { timeStyle: 'short' }).format(expiresAt);
  const [head = '', ...rest] = text.offer(link, until);
  return [head, '', renderUnicodeCompact(link, { ecc: 'L', border: 2 }), '', ...rest, ''];
}
