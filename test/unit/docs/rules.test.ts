import { citationsOf, type BookEntry } from '#test/rules/book.ts';
import { RULE_BOOK } from '#test/rules/rule-book.ts';
import { TRANSACTION_BOOK } from '#test/rules/transaction-book.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { RULES_PAGE, rulesPage } from '../../../scripts/rules-page.ts';

const implemented = [...RULE_BOOK, ...TRANSACTION_BOOK].flatMap((entry) =>
  entry.status === 'implemented' ? [entry] : [],
);
const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const citesAny = (path: string, citations: readonly string[]): boolean =>
  citations.length === 0 || citations.some((citation) => textOf(path).includes(citation));

describe('the book of rules', () => {
  it('names only files that are there', () => {
    const named = implemented.flatMap(({ id, where }) => where.map((path) => `${id}: ${path}`));
    expect(named.filter((line) => !existsSync(line.slice(line.indexOf(': ') + 2)))).toEqual([]);
  });

  it('names files that cite the text that they carry out', () => {
    const silent = implemented.flatMap((entry) =>
      entry.where
        .filter((path) => !citesAny(path, citationsOf(entry)))
        .map((path) => `${path} does not cite ${entry.reference} (${entry.id})`),
    );
    expect(silent).toEqual([]);
  });

  it('names for each part of a reference a file that cites it', () => {
    const uncited = implemented.flatMap((entry) =>
      citationsOf(entry).filter((citation) => !entry.where.some((path) => citesAny(path, [citation]))),
    );
    expect(uncited).toEqual([]);
  });

  it('says why of all that is not done', () => {
    for (const entry of [...RULE_BOOK, ...TRANSACTION_BOOK])
      if (entry.status === 'notImplemented') expect(entry.because).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('names each rule once', () => {
    const ids = [...RULE_BOOK, ...TRANSACTION_BOOK].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const facts = sharedFolder('domain');

describe.skipIf(!facts)('the book of rules, against the rules found', () => {
  const read = (file: string): unknown =>
    facts ? JSON.parse(readFileSync(`${facts}/${file}`, 'utf8')) : undefined;

  it('has every rule, under its own reference', () => {
    const rules = z.array(z.object({ id: z.string(), reference: z.string() })).parse(read('dmp-rules.json'));
    expect(RULE_BOOK.map(idAndReference)).toEqual(rules);
  });

  it('has every transaction', () => {
    const list = z.object({ transactions: z.array(z.object({ id: z.string() })) });
    const { transactions } = list.parse(read('dmp-transactions.json'));
    expect(TRANSACTION_BOOK.map(({ id }) => id)).toEqual(transactions.map(({ id }) => id));
  });
});

const idAndReference = ({ id, reference }: BookEntry) => ({ id, reference });

describe(RULES_PAGE, () => {
  it('is what `scripts/rules-page.ts` writes', () => {
    expect(textOf(RULES_PAGE)).toBe(rulesPage());
  });
});
