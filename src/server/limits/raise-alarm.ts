import { log } from '#base/log.ts';
import type { Database, Transaction } from '#server/database.server.ts';
import { alarmStands, insertAlarm, type NewAlarm } from '#server/repositories/alarms.ts';

/** Writes an alarm for the operator, once an hour for the same thing; the log names nobody. */
export async function raiseAlarm({ directory }: { directory: Database }, raised: NewAlarm): Promise<void> {
  // who goes on asking is refused at no cost to the one writer
  if (await alarmStands(directory.db, raised)) return;
  await directory.write((tx) => raiseAlarmIn(tx, raised));
}

/** The same, in a transaction that is open anyway. */
export async function raiseAlarmIn(tx: Transaction, raised: NewAlarm): Promise<void> {
  if (await insertAlarm(tx, raised)) log('warning', 'alarm', { kind: raised.kind });
}
