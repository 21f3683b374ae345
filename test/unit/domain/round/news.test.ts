import { expect, test } from 'vitest';
import type { PsIdNat } from '#base/brand.ts';
import { isNews } from '#domain/round/news.ts';

const me = '899700001011' as PsIdNat;
const other = '899700003033' as PsIdNat;
const document = (submittedAt: number, psIdNat: PsIdNat) => ({
  submittedAt,
  depositor: { psIdNat, name: 'X', profession: '10' },
});

test('new is what another sent since the last visit; at the first visit nothing is', () => {
  expect(isNews(document(11, other), { lastVisitAt: 10, me })).toBe(true);
  expect(isNews(document(10, other), { lastVisitAt: 10, me })).toBe(false);
  expect(isNews(document(11, me), { lastVisitAt: 10, me })).toBe(false);
  expect(isNews(document(11, other), { lastVisitAt: undefined, me })).toBe(false);
});
