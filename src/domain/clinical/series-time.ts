const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * The instant of an ISO 8601 date as precise as it was written, in ms since 1970; undefined where it is none. Without a
 * zone it is the reader's own, so that a day stays that day; a year or a month alone is its beginning.
 */
export function instantOf(iso: string): number | undefined {
  const found = ISO.exec(iso.trim());
  if (!found) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone] =
    found;
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number);
  if (y === undefined || m === undefined || d === undefined) return undefined;
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return undefined;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const ms = Number(fraction.padEnd(3, '0'));
  if (zone !== undefined) return Date.UTC(y, m - 1, d, h, min, s, ms) - offsetMs(zone);
  const local = new Date(y, m - 1, d, h, min, s, ms);
  // two-digit years are those of the first century, not of the twentieth
  if (y < 100) local.setFullYear(y);
  return local.getTime();
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
