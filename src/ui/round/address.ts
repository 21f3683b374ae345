import type { PostalAddress } from '#domain/dossier/holder-data.ts';

/** On one line, as it is said to somebody who drives. */
export const addressLine = ({ lines, postalCode, city, country }: PostalAddress): string =>
  [...lines, `${postalCode} ${city}`, country ?? '']
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');

/** Opens the device's own maps, whichever they are (RFC 5870); nothing is asked of anybody before it is pressed. */
export const geoHref = (address: PostalAddress): string =>
  `geo:0,0?q=${encodeURIComponent(addressLine(address))}`;
