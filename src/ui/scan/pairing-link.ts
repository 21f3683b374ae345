/**
 * The secret of a pairing link that a bridge of this very server shows as QR code (`https://<origin>/pair#…`); undefined
 * for any other text. It goes on as the fragment that it is: into no address, and no log.
 */
export function pairingSecret(text: string, origin: string): string | undefined {
  const link = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!link || link.origin !== origin || link.pathname !== '/pair' || link.search !== '') return undefined;
  return link.hash.slice(1) || undefined;
}
