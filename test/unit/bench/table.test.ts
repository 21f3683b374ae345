import { figure } from '#test/bench/figure.ts';
import { renderTable, shown } from '#test/bench/table.ts';
import { describe, expect, it } from 'vitest';

const lines = renderTable([
  figure('first load', 'kB', [98.1, 98.1], { atMost: 120 }),
  figure('traced writes', '/s', [150, 140, 160], { atLeast: 200 }),
  figure('CPU 4× slower', 'ms', [1234.5]),
]).split('\n');

describe('the table', () => {
  it('says in words and signs whether a goal is met', () => {
    expect(lines[1]).toMatch(/≤ 120 +✓ met$/);
    expect(lines[2]).toMatch(/≥ 200 +✗ missed$/);
  });

  it('says nothing of a goal where there is none', () => {
    expect(lines[3]).toMatch(/ 1$/);
  });

  it('shows the range and the number of runs', () => {
    expect(lines[2]).toMatch(/150 +\/s +140 – 160 +3/);
  });

  it('ends every median in the same column, beyond ASCII too', () => {
    const ends = ['98.1', '150', '1235'].map((text, row) => {
      const line = Array.from(lines[row + 1] ?? '').join('');
      return line.indexOf(text) + text.length;
    });
    expect(new Set(ends).size).toBe(1);
  });

  it('ends in a line end, and no line ends in a blank', () => {
    expect(lines.at(-1)).toBe('');
    for (const line of lines) expect(line).toBe(line.trimEnd());
  });
});

describe('a number in the table', () => {
  it.each([
    [0.0449, '0.04'],
    [3.4, '3.40'],
    [34.24, '34.2'],
    [1342.4, '1342'],
  ])('shows %d as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
