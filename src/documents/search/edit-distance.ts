/**
 * Whether two words are at most `most` edits apart: a letter added, left out, changed, or two neighbours swapped (optimal
 * string alignment). Only the band of the table that can matter is reckoned.
 */
export function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, last, beforeLast, most);
    if (Math.min(...row) > most) return false;
    [beforeLast, last] = [last, row];
  }
  return (last[b.length] ?? most + 1) <= most;
}

function nextRow(
  a: string,
  b: string,
  i: number,
  last: number[],
  beforeLast: number[],
  most: number,
): number[] {
  const far = most + 1;
  const row = new Array<number>(b.length + 1).fill(far);
  row[0] = i;
  const end = Math.min(b.length, i + most);
  for (let j = Math.max(1, i - most); j <= end; j += 1) {
    const same = a[i - 1] === b[j - 1];
    let cost = Math.min((last[j - 1] ?? far) + (same ? 0 : 1), (last[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      cost = Math.min(cost, (beforeLast[j - 2] ?? far) + 1);
    row[j] = cost;
  }
  return row;
}
