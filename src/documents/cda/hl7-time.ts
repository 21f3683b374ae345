/** TS of HL7 v3: YYYY[MM[DD[HH[MM[SS[.U…]]]]]][±ZZzz]. */
const TS = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\.\d{1,9})?([+-]\d{4})?$/;

/**
 * ISO 8601 with the precision and the zone as written: 20210401134745+0100 → 2021-04-01T13:47:45+01:00. An hour without
 * minutes becomes the full hour; a zone behind a date alone is left out. Undefined where it is no time.
 */
export function isoFromHl7(ts: string): string | undefined {
  const parts = TS.exec(ts.trim());
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  if (!within(month, 1, 12) || !within(day, 1, 31) || !within(hour, 0, 23)) return undefined;
  if (!within(minute, 0, 59) || !within(second, 0, 60)) return undefined;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (hour === undefined) return date;
  const seconds = second === undefined ? '' : `:${second}${fraction ?? ''}`;
  return `${date}T${hour}:${minute ?? '00'}${seconds}${isoZone(zone)}`;
}

const isoZone = (zone: string | undefined): string => (zone ? `${zone.slice(0, 3)}:${zone.slice(3)}` : '');

const within = (part: string | undefined, low: number, high: number): boolean =>
  part === undefined || (Number(part) >= low && Number(part) <= high);
