// `npx tsx scripts/readers-table.ts <folder of descriptor dumps>`: writes docs/readers-table.md by the driver's own judgement.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unwrap, type Result } from '../src/base/result.ts';
import { describeReader, isProtectedClass } from '../src/cards/ccid/describe.ts';
import { readInterfaces, usableEndpoints } from '../src/cards/ccid/interfaces.ts';
import { systemTimer } from '../src/base/timer.ts';
import type { CardError } from '../src/cards/errors.ts';
import type { ReaderDescription } from '../src/cards/reader-description.ts';
import { createFakeReader } from '../src/demo/usb/fake-reader.ts';
import { parseReaderDump } from '../src/demo/usb/reader-dump.ts';

export const READERS_TABLE = 'docs/readers-table.md';

/** A reader of the collection, as the driver sees it. */
export interface JudgedReader {
  readonly file: string;
  readonly description: ReaderDescription;
  readonly interfaces: number;
  /** A browser keeps it to itself. */
  readonly isProtected: boolean;
  /** Why it cannot be driven, even where it may be claimed. */
  readonly obstacle: Obstacle | undefined;
}

export type Obstacle = 'character level' | 'no bulk endpoints' | 'no protocol named';

/** Every dump of the folder that holds a class descriptor, in the order of names. */
export async function judgeReaders(folder: string): Promise<readonly JudgedReader[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const judged: JudgedReader[] = [];
  for (const file of files.sort()) {
    const text = readFileSync(join(folder, file), 'latin1');
    if (text.includes('CCID Class Descriptor')) judged.push(await judgeReader(file, text));
  }
  return judged;
}

async function judgeReader(file: string, text: string): Promise<JudgedReader> {
  const { device } = createFakeReader({ descriptor: parseReaderDump(text) });
  const isProtected = isProtectedClass(device);
  const description = unwrap(await describeReader(device));
  await device.open();
  const interfaces = unwrap(await readInterfaces(device, systemTimer));
  await device.close();
  const verdicts = interfaces.map((each) => usableEndpoints(each, true));
  const [first] = verdicts;
  const works = verdicts.some(({ ok }) => ok);
  const obstacle = works || !first ? undefined : obstacleOf(first);
  return { file, description, interfaces: interfaces.length, isProtected, obstacle };
}

function obstacleOf(verdict: Result<unknown, CardError>): Obstacle | undefined {
  if (verdict.ok || verdict.error.type !== 'ReaderUnsupported') return undefined;
  if (verdict.error.because === 'characterLevel') return 'character level';
  return verdict.error.because === 'protocol' ? 'no protocol named' : 'no bulk endpoints';
}

export const LEVELS = {
  tpdu: 'TPDU',
  shortApdu: 'short APDU',
  extendedApdu: 'extended APDU',
  character: 'character',
} as const satisfies Record<ReaderDescription['exchangeLevel'], string>;
const CLASSES = { smartCard: '0x0B', vendor: '0xFF', other: 'other' } as const;

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const heading = (...cells: readonly string[]): string =>
  `${row(...cells)}\n${row(...cells.map(() => '---'))}`;
const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;

const speaksT0 = ({ description }: JudgedReader): boolean => description.protocols.includes('T0');
const drives = ({ obstacle }: JudgedReader): boolean => obstacle === undefined;
const inBrowser = (reader: JudgedReader): boolean => drives(reader) && !reader.isProtected;

/** The page, as Markdown; `readers` in the order of their files. */
export function readersTable(readers: readonly JudgedReader[]): string {
  const french = readers.filter(({ description }) => isFrench(description));
  const vendor = readers.filter(({ description }) => description.interfaceClass === 'vendor');
  return [
    INTRODUCTION(readers),
    heading(
      'Level',
      'Class',
      'Keys',
      'Files',
      'With T=0',
      'In a page',
      'Through the bridge',
      'What does not, and why',
    ),
    ...summaryRows(readers),
    WORKS,
    '## Readers of the French carte Vitale and CPS family\n',
    'All are of class 0x0B: a page cannot claim them, the bridge can. Several interfaces are several slots.\n',
    READER_HEADING,
    ...french.map(readerRow),
    '\n## Readers of the vendor’s class\n',
    'The ones that a page may claim (WebUSB), with the driver that the bridge uses. Most are no longer sold.\n',
    READER_HEADING,
    ...vendor.map(readerRow),
    '',
  ].join('\n');
}

const INTRODUCTION = (
  readers: readonly JudgedReader[],
): string => `# What the driver makes of ${readers.length} readers

Written by \`scripts/readers-table.ts\` from the descriptors of real readers that the libccid project collects: nothing
here was tried on the readers themselves. It says what their own descriptors allow the driver of \`src/cards/ccid\` to
do. The readings of carte Vitale and CPS need T=0, which ${count(readers, speaksT0)} of them name. A file is counted by
its first interface.
`;

const WORKS = `
- **In a page**: browsers keep class 0x0B to themselves (WebUSB, protected interface classes). Such a reader is recognised
  before anything is tried (\`ReaderProtected\`), and works through the bridge.
- **Short and extended APDU**: the reader speaks T=0 or T=1 with the card; longer messages are chained at extended level.
- **TPDU**: the driver speaks T=0 and T=1 itself, and does PPS and the parameters where the reader leaves them to us.
- **Keys**: VERIFY is typed on the reader (\`PC_to_RDR_Secure\`), except at TPDU level with a card that speaks T=1.
- **Character level** is refused by name: every byte would have to be timed by the computer.
- **No bulk endpoints**: tokens that speak over control requests alone (ICCD), which the driver does not.
- **No protocol named**: its descriptor names neither T=0 nor T=1, and at TPDU level nothing else tells.
`;

function summaryRows(readers: readonly JudgedReader[]): readonly string[] {
  const keys = new Set(readers.map(groupOf));
  const rank = Object.keys(LEVELS).flatMap((level) =>
    ['smartCard', 'vendor', 'other'].flatMap((each) => [`${level} ${each} true`, `${level} ${each} false`]),
  );
  return rank
    .filter((key) => keys.has(key))
    .map((key) => summaryRow(readers.filter((each) => groupOf(each) === key)));
}

const groupOf = ({ description }: JudgedReader): string =>
  `${description.exchangeLevel} ${description.interfaceClass} ${description.pinPad}`;

function summaryRow(group: readonly JudgedReader[]): string {
  const [first] = group;
  if (!first) return '';
  const { exchangeLevel, interfaceClass, pinPad } = first.description;
  return row(
    LEVELS[exchangeLevel],
    CLASSES[interfaceClass],
    pinPad ? 'yes' : 'no',
    group.length,
    count(group, speaksT0),
    count(group, inBrowser),
    count(group, drives),
    obstacles(group),
  );
}

function obstacles(group: readonly JudgedReader[]): string {
  const reasons = new Set(group.flatMap(({ obstacle }) => (obstacle ? [obstacle] : [])));
  return [...reasons]
    .map((reason) => `${count(group, (each) => each.obstacle === reason)}: ${reason}`)
    .join(', ');
}

const READER_HEADING = heading(
  'Reader',
  'USB',
  'Level',
  'Protocols',
  'Slots',
  'Keys',
  'In a page',
  'Through the bridge',
);

function readerRow(reader: JudgedReader): string {
  const { description } = reader;
  return row(
    nameOf(description),
    `${description.vendorId}:${description.productId}`,
    LEVELS[description.exchangeLevel],
    description.protocols.join(', ') || 'none',
    description.slots,
    description.pinPad ? 'yes' : 'no',
    inBrowser(reader) ? 'yes' : 'no',
    reader.obstacle ? `no: ${reader.obstacle}` : 'yes',
  );
}

const nameOf = ({ manufacturer = '', product = '' }: ReaderDescription): string =>
  `${manufacturer} ${product}`.trim().replaceAll('|', '/');

/** Kapelse, and Xiring, whose readers became Ingenico's: the makers of the SESAM-Vitale readers in the collection. */
const isFrench = ({ manufacturer }: ReaderDescription): boolean =>
  /kapelse|xiring|ingenico/i.test(manufacturer ?? '');

const [, script, folder] = process.argv;
if (script && folder && import.meta.url === pathToFileURL(script).href)
  writeFileSync(READERS_TABLE, readersTable(await judgeReaders(folder)));
