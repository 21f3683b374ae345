import type { ListedDevice } from '#app/port.ts';
import type { Formats } from '../messages/format.ts';
import type { Texts } from '../messages/fr.ts';

export type DeviceMark = { tone: 'neutral' | 'accent' | 'waiting' | 'problem'; text: string };
export type DeviceFacts = { detail: string; marks: readonly DeviceMark[]; mayWipe: boolean };

const TONES: Readonly<Record<ListedDevice['state'], DeviceMark['tone']>> = {
  active: 'neutral',
  expired: 'neutral',
  revoked: 'neutral',
  wipeAsked: 'waiting',
  wiped: 'problem',
};

/** A device as its row shows it: when it came and was last seen, or where its wipe stands. */
export function deviceFacts(device: ListedDevice, t: Texts['devices'], format: Formats): DeviceFacts {
  const { state, thisOne, isNew, wipeAskedAt, wipedAt } = device;
  const wipe =
    wipedAt !== null
      ? [t.wipedAt(format.dateTime(wipedAt))]
      : wipeAskedAt !== null
        ? [t.wipeAskedAt(format.dateTime(wipeAskedAt))]
        : [];
  const seen = t.seen(format.dateTime(device.lastSeenAt));
  return {
    detail: [t.registered(format.date(device.registeredAt)), seen, ...wipe].join(' · '),
    marks: [
      ...(thisOne ? [{ tone: 'accent', text: t.thisOne } as const] : []),
      ...(isNew ? [{ tone: 'waiting', text: t.isNew } as const] : []),
      { tone: TONES[state], text: t.states[state] },
    ],
    // the one that asks locks its vault or erases its own data by other means
    mayWipe: !thisOne && state !== 'wipeAsked' && state !== 'wiped',
  };
}
