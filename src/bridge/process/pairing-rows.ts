import type { Messages } from './messages.ts';

export type ListedPairing = {
  readonly appName: string;
  readonly pairedAt: number;
  readonly lastUsedAt: number;
  readonly accepted: boolean;
  readonly inUse: boolean;
};

/** The list of pairings for people; its numbers are those of `revoke`. */
export function pairingRows(text: Messages, pairings: readonly ListedPairing[]): string[] {
  const day = new Intl.DateTimeFormat(text.locale, { dateStyle: 'short' });
  return pairings.map(({ appName, pairedAt, lastUsedAt, accepted, inUse }, index) =>
    text.pairing({
      number: index + 1,
      appName,
      pairedOn: day.format(pairedAt),
      usedOn: day.format(lastUsedAt),
      accepted,
      inUse,
    }),
  );
}
