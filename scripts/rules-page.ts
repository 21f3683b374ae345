// `npx tsx scripts/rules-page.ts`: writes docs/rules.md from the tables that the tests run over.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { BookEntry } from '../test/rules/book.ts';
import { EXPECTED_VERDICTS, type Chapter } from '../test/rules/expected-verdicts.ts';
import { RULE_BOOK } from '../test/rules/rule-book.ts';
import { TRANSACTION_BOOK } from '../test/rules/transaction-book.ts';
import { actsInWords, conditionsInWords, verdictInWords } from '../test/rules/words.ts';

export const RULES_PAGE = 'docs/rules.md';

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
const heading = (...cells: readonly string[]): string =>
  `${row(...cells)}\n${row(...cells.map(() => '---'))}`;
const count = (entries: readonly BookEntry[], status: BookEntry['status']): number =>
  entries.filter((entry) => entry.status === status).length;

/** The page, as Markdown. */
export const rulesPage = (): string =>
  [
    INTRODUCTION,
    '## Verdicts\n',
    VERDICTS,
    ...EXPECTED_VERDICTS.flatMap(chapterOf),
    '## The entitlement matrix\n',
    MATRIX,
    '## Rules\n',
    `${count(RULE_BOOK, 'implemented')} of ${RULE_BOOK.length} rules are implemented.\n`,
    ...bookOf('Rule', RULE_BOOK),
    '## Transactions\n',
    `${count(TRANSACTION_BOOK, 'implemented')} of ${TRANSACTION_BOOK.length} transactions have their like here.\n`,
    ...bookOf('Transaction', TRANSACTION_BOOK),
  ].join('\n');

const INTRODUCTION = `# Rules of access

Who may do what to a dossier, by which text, and which rules of the DMP are not implemented. Written by
\`scripts/rules-page.ts\` from the tables of \`test/rules\`, which the tests compare with the code; do not edit it by hand.

References are those of the public sources in which the rules were found: articles of the Code de la santé publique
(L and R), requirements of the DMP (EX), transactions (TD), the FHIR guide of the DMP (IG), one decision of the Conseil
d’État (CE). The official integration guide of the DMP was not available.
`;

const VERDICTS = `In each table the first row that fits gives the verdict, and the tables are read from the first to the last: what a
later one says holds where no earlier row did. From the second table on, a professional asks. Break-glass and the
centre 15 are ways of access that a professional opens one by one, for a time. The server decides, again at each act, in
the transaction that leaves the trace; the app asks the same question to grey out a button.
`;

const MATRIX = `Which profession reads which type of document is data. The matrix shipped with Relais is **ours**: the official one
(annex of the order of 26 October 2023) was not available. It holds the facts published about the official one, and is
cautious where they are silent. An operator loads another with \`relais matrix import\`; the version in force stands in
each trace. A profession that a matrix leaves out reads nothing. The matrix limits reading, not adding. Social professions
and those without a card of a health professional have no access.
`;

const chapterOf = ({ title, rows }: Chapter): readonly string[] => [
  `### ${title}\n`,
  heading('Act', 'Where', 'Verdict', 'Rule'),
  ...rows.map(({ where, then }) =>
    row(actsInWords(where), conditionsInWords(where) || '—', verdictInWords(then), then.rule),
  ),
  '',
];

const bookOf = (what: string, entries: readonly BookEntry[]): readonly string[] => [
  heading(what, 'Reference', 'Here'),
  ...entries.map((entry) => row(sentence(entry.says), entry.reference, hereOf(entry))),
  '',
];

const sentence = (says: string): string => (says.endsWith('?') ? says : `${says}.`);

function hereOf(entry: BookEntry): string {
  if (entry.status === 'notImplemented') return `**Not implemented.** ${entry.because}`;
  const files = entry.where.map((path) => `\`${path}\``).join(', ');
  return entry.but === undefined ? files : `${files}. ${entry.but}`;
}

const [, script] = process.argv;
if (script && import.meta.url === pathToFileURL(script).href) writeFileSync(RULES_PAGE, rulesPage());
