import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawPng } from '#documents/write/png.ts';
import { textPdf } from '#documents/write/text-pdf.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('a PDF of lines', () => {
  test('has every object where its table says', () => {
    const text = latin1(textPdf(['Titre', 'une ligne']));
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) =>
      Number(offset),
    );
    expect(offsets.map((offset) => text.slice(offset).split('\n')[0])).toEqual(
      offsets.map((_, i) => `${i + 1} 0 obj`),
    );
  });

  test('declares the length of its streams', () => {
    const text = latin1(textPdf(['Titre (1) \\ €', 'é'.repeat(300)]));
    for (const [, length, content] of text.matchAll(/\/Length (\d+) >>\nstream\n(.*?)\nendstream/gs))
      expect(content).toHaveLength(Number(length));
    expect(text).toContain('(Titre \\(1\\) \\\\ \u0080)');
  });

  test('wraps long lines and fills pages', () => {
    const text = latin1(textPdf(['Titre', ...Array.from({ length: 200 }, () => 'mot '.repeat(60))]));
    expect(Number(/\/Count (\d+)/.exec(text)?.[1])).toBeGreaterThan(5);
  });

  test('writes what WinAnsi lacks as a question mark', () => {
    expect(latin1(textPdf(['日本']))).toContain('(??)');
  });

  test('without a line is still a PDF', () => {
    expect(latin1(textPdf([]))).toMatch(/^%PDF-1\.4[^]*%%EOF\n$/);
  });
});

describe('a drawn PNG', () => {
  test('holds the pixels that were asked for, over several blocks', () => {
    const bytes = drawPng(200, 150, (x, y) => [x, y, 7]);
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([200, 150]);
    const pixels = inflateSync(bytes.subarray(41, 41 + view.getUint32(33)));
    expect(pixels).toHaveLength(150 * 601);
    expect([...pixels.subarray(601 * 149 + 598, 601 * 150)]).toEqual([199, 149, 7]);
  });
});
