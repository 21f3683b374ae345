import { escapeHtml } from '#server/export/html.ts';
import { readMe } from '#server/export/read-me.ts';
import { csvLine } from '#server/export/traces-csv.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('text in the page', () => {
  it('never opens a tag, an attribute or an entity of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(escaped).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a line of the list of traces', () => {
  it.each([
    ['=1+1', `"'=1+1"\r\n`],
    ['+33', `"'+33"\r\n`],
    ['@SUM(A1)', `"'@SUM(A1)"\r\n`],
    ['-2', `"'-2"\r\n`],
    ['a;b"c', `"a;b""c"\r\n`],
    ['deux\r\nlignes', `"deux\r\nlignes"\r\n`],
  ])('holds «%s» as text and never as a formula', (text, line) => {
    expect(csvLine([text])).toBe(line);
  });
});

describe('the note beside the archive', () => {
  it('says for whom and how many, and ends its lines for every system', () => {
    const text = readMe({ madeFor: 'representative', at: 0, documents: [] });
    expect(text).toContain('un représentant légal');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});
