import { isoDate } from '#app/iso-date.ts';
import { instantOf } from '#domain/clinical/series-time.ts';
import { documentDate } from '#ui/dossier/document-words.ts';
import { localDay } from '#ui/dossier/draft-faults.ts';
import { common } from '#ui/messages/fr/common.ts';
import { formatsFor } from '#ui/messages/format.ts';
import { dateFormats, precisionOf } from '#ui/results/date-words.ts';
import { afterEach, describe, expect, it } from 'vitest';

/** From 14 hours ahead to 11 behind, and one whose summer time began at midnight, so that a day had no 0 o'clock. */
const ZONES = [
  'Pacific/Kiritimati',
  'Indian/Reunion',
  'Europe/Paris',
  'America/Cayenne',
  'America/Sao_Paulo',
  'Pacific/Pago_Pago',
];
const here = process.env.TZ;

/** What the device says in a zone: formats take the zone in which they are made. */
function inZone(zone: string) {
  process.env.TZ = zone;
  const noon = new Date(2026, 10, 23, 12).getTime();
  return { format: formatsFor('fr', common.units, () => noon), at: (...parts: Parts) => new Date(...parts) };
}
type Parts = [year: number, month: number, day: number, hour: number, minute: number];

describe.each(ZONES)('a device in %s', (zone) => {
  afterEach(() => {
    if (here === undefined) delete process.env.TZ;
    else process.env.TZ = here;
  });

  it('writes birth dates as they are written', () => {
    const { format } = inZone(zone);
    expect(format.birthDate('1936-06-21')).toBe('21/06/1936');
    expect(format.birthDate('2018-11-04')).toBe('04/11/2018');
    expect(format.birthDate('1953-00-00')).toBe('00/00/1953');
  });

  it('makes a person one year older on the day itself, by the calendar of the device', () => {
    process.env.TZ = zone;
    const ageAt = (at: Date): string | undefined =>
      formatsFor('fr', common.units, () => at.getTime()).age('1936-06-21');
    expect(ageAt(new Date(2026, 5, 20, 23, 59))).toBe('89 ans');
    expect(ageAt(new Date(2026, 5, 21, 0, 1))).toBe('90 ans');
  });

  it('writes the date of a document as its author did, with a time and another zone too', () => {
    const { format } = inZone(zone);
    const of = (iso: string): string => documentDate({ format }, iso);
    expect(of('2018-11-04')).toBe('4 novembre 2018');
    expect(of('2026-01-01T00:30:00+01:00')).toBe('1 janvier 2026');
    expect(of('2026-12-31T23:59:00Z')).toBe('31 décembre 2026');
  });

  it('shows the day of a vaccination and of a measure as the day that stands in the document', () => {
    process.env.TZ = zone;
    const words = dateFormats('fr');
    const of = (iso: string): string => words(instantOf(iso) ?? Number.NaN, precisionOf(iso));
    expect(of('2018-11-04')).toBe('4 nov. 2018');
    expect(of('2026-01-01')).toBe('1 janv. 2026');
    expect(of('2026-01')).toBe('janv. 2026');
    expect(of('2026')).toBe('2026');
  });

  it('dates what is written now by the calendar of the device, from the first minute of a day to the last', () => {
    const { at } = inZone(zone);
    for (const [hour, minute] of [
      [0, 1],
      [23, 59],
    ] as const) {
      const now = at(2026, 10, 23, hour, minute);
      expect(isoDate(now)).toBe('2026-11-23');
      expect(localDay(now.getTime())).toBe('2026-11-23');
    }
  });
});
