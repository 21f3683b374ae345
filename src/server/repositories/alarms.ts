import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { alarm } from '#server/schema/directory.ts';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';

/** What an operator should look at. */
export const ALARM_KINDS = [
  /** Searches of emergencies beyond what a professional, a device or an organisation may make. */
  'emergencySearchesOfProfessional',
  'emergencySearchesOfDevice',
  'emergencySearchesOfOrganisation',
  /** One professional opened many dossiers. */
  'dossiersOpened',
  /** One professional opened so many that no more are let through. */
  'dossiersRefused',
  /** One dossier had many readers. */
  'dossierReaders',
  /** One professional fetched so many contents that no more are let through. */
  'contentsRefused',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export type AlarmRow = typeof alarm.$inferSelect;
export type NewAlarm = {
  at: number;
  kind: AlarmKind;
  psIdNat?: PsIdNat;
  dossierId?: DossierId;
  /** How many, in how long a time (ms). */
  count: number;
  windowMs: number;
};

/** The same thing is told once an hour. */
const SAME_MS = 3_600_000;

/** Writes an alarm unless the same one stands since less than an hour; false where it does. */
export async function insertAlarm(tx: Transaction, raised: NewAlarm): Promise<boolean> {
  if (await alarmStands(tx, raised)) return false;
  await tx.insert(alarm).values(raised);
  return true;
}

/** Whether the same alarm was raised within the hour. */
export async function alarmStands(db: Reader, { at, kind, psIdNat, dossierId }: NewAlarm): Promise<boolean> {
  const rows = await db
    .select({ id: alarm.id })
    .from(alarm)
    .where(
      and(
        eq(alarm.kind, kind),
        gt(alarm.at, at - SAME_MS),
        psIdNat === undefined ? isNull(alarm.psIdNat) : eq(alarm.psIdNat, psIdNat),
        dossierId === undefined ? isNull(alarm.dossierId) : eq(alarm.dossierId, dossierId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Newest first; `unseen`: those that the operator has not marked as seen. */
export function listAlarms(
  db: Reader,
  { unseen = false, limit = 1000 }: { unseen?: boolean; limit?: number } = {},
): Promise<AlarmRow[]> {
  return db
    .select()
    .from(alarm)
    .where(unseen ? isNull(alarm.seenAt) : undefined)
    .orderBy(desc(alarm.at), desc(alarm.id))
    .limit(limit);
}

/** Marks all that stand as seen; tells how many. */
export async function markAlarmsSeen(tx: Transaction, now: number): Promise<number> {
  const marked = await tx
    .update(alarm)
    .set({ seenAt: now })
    .where(isNull(alarm.seenAt))
    .returning({ id: alarm.id });
  return marked.length;
}
