import type { TypedField, TypedNote } from '#domain/care-notes/check-care-note.ts';
import { CARE_NOTE_KINDS, MAX_CARE_TEXT, type CareNoteKind } from '#domain/care-notes/template.ts';

/** A note of care as it is typed. `time`: HH:MM of the device's zone. */
export type CareDraft = { readonly kind: CareNoteKind; readonly time: string; readonly typed: TypedNote };

export const isTyped = ({ typed }: CareDraft): boolean =>
  Object.values(typed).some(({ text }) => text.trim() !== '');

/** What a lock kept of a note, if that is what it kept. */
export function parseCareDraft(kept: unknown): CareDraft | undefined {
  if (!isRecord(kept) || typeof kept.time !== 'string' || !isRecord(kept.typed)) return undefined;
  const kind = CARE_NOTE_KINDS.find((one) => one === kept.kind);
  if (!kind) return undefined;
  const typed = Object.entries(kept.typed).flatMap(([name, field]) => {
    const found = parseField(field);
    return found ? [[name, found] as const] : [];
  });
  return { kind, time: kept.time, typed: Object.fromEntries(typed) };
}

function parseField(field: unknown): TypedField | undefined {
  if (!isRecord(field) || typeof field.text !== 'string') return undefined;
  const text = field.text.slice(0, MAX_CARE_TEXT);
  return typeof field.unit === 'string' ? { text, unit: field.unit } : { text };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** HH:MM in the zone of the device. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** When HH:MM last was, ms: today, or yesterday where today it has not come yet; now where it is no time. */
export function lastTimeAt(time: string, now: number): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined || time === localTime(now)) return now;
  const date = new Date(now);
  date.setHours(Number(hours), Number(minutes), 0, 0);
  if (date.getTime() > now) date.setDate(date.getDate() - 1);
  return date.getTime();
}
