import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#base/result.ts';
import { readInterfaces } from '#cards/ccid/interfaces.ts';
import { openCcid } from '#cards/ccid/open.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { parseReaderDump } from '#demo/usb/reader-dump.ts';
import { sharedFolder } from '#test/support/shared.ts';
import {
  judgeReaders,
  LEVELS,
  READERS_TABLE,
  readersTable,
  type JudgedReader,
} from '../../../../scripts/readers-table.ts';
import { createHastyTimer } from './hasty-timer.ts';

const folder = sharedFolder('cards', 'ccid-readers');
const table = sharedFolder('cards', 'ccid-readers-table.csv');

/** One line of the table that was made from the same files by other means. */
type Line = Readonly<Record<'file' | 'vid' | 'pid' | 'cls' | 'level' | 'maxmsg' | 'pin', string>>;

function readLines(path: string): ReadonlyMap<string, Line> {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const cell = (line: readonly string[], name: string): string => line[names.indexOf(name)] ?? '';
  return new Map(
    lines.map((text) => {
      const line = [...text.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map(([, value = '']) =>
        value.replaceAll('"', ''),
      );
      const value = (name: string): string => cell(line, name);
      const ids = { file: value('file'), vid: value('vid'), pid: value('pid'), cls: value('cls') };
      return [ids.file, { ...ids, level: value('level'), maxmsg: value('maxmsg'), pin: value('pin') }];
    }),
  );
}

describe.skipIf(!folder || !table)('the descriptors of real readers', () => {
  let readers: readonly JudgedReader[] = [];
  let lines: ReadonlyMap<string, Line> = new Map();
  beforeAll(async () => {
    readers = await judgeReaders(folder ?? '');
    lines = readLines(table ?? '');
  });
  const tally = (keyOf: (reader: JudgedReader) => string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const reader of readers) counts[keyOf(reader)] = (counts[keyOf(reader)] ?? 0) + 1;
    return counts;
  };

  it('are all read, but for the one file that has none', () => {
    expect(readers).toHaveLength(691);
    const missing = [...lines.keys()].filter((file) => !readers.some((reader) => reader.file === file));
    expect(missing).toEqual(['supported_readers.txt']);
  });

  it('say of each reader what the table says', () => {
    const level = { ...LEVELS, extendedApdu: 'short+extended APDU' };
    const className = { smartCard: '0B', vendor: 'FF', other: '' };
    const said = readers.map(({ file, description }) => ({
      file,
      vid: description.vendorId,
      pid: description.productId,
      cls: className[description.interfaceClass],
      level: level[description.exchangeLevel],
      maxmsg: String(description.maxMessage),
    }));
    const expected = readers.map(({ file }) => {
      const { vid, pid, cls, level, maxmsg } = lines.get(file) ?? {};
      return { file, vid, pid, cls, level, maxmsg };
    });
    expect(said).toEqual(expected);
  });

  it('come to the same numbers by level, class and keys', async () => {
    expect(tally(({ description }) => description.exchangeLevel)).toEqual({
      extendedApdu: 266,
      tpdu: 252,
      shortApdu: 167,
      character: 6,
    });
    expect(tally(({ description }) => description.interfaceClass)).toEqual({ smartCard: 667, vendor: 24 });
    let keys = 0;
    for (const { file } of readers) {
      const { device } = createFakeReader({ descriptor: dump(file) });
      await device.open();
      const [first] = unwrap(await readInterfaces(device, createHastyTimer()));
      if (first?.descriptor.pinVerify) keys++;
    }
    expect(keys).toBe([...lines.values()].filter(({ pin }) => pin === '01' || pin === '03').length);
  });

  it('leave to the browser those of the vendor’s class alone', () => {
    const protectedOnes = readers.filter(({ isProtected }) => isProtected);
    expect(protectedOnes.every(({ description }) => description.interfaceClass === 'smartCard')).toBe(true);
    expect(protectedOnes).toHaveLength(667);
  });

  it('open where nothing stands in the way, and are refused by name where something does', async () => {
    const refused: Record<string, number> = {};
    for (const { file, obstacle } of readers) {
      const timer = createHastyTimer();
      const { device } = createFakeReader({ descriptor: dump(file) });
      const opened = await openCcid(device, { timer, allowProtected: true });
      expect([file, opened.ok]).toEqual([file, obstacle === undefined]);
      if (opened.ok) await opened.value.close();
      else if (opened.error.type === 'ReaderUnsupported')
        refused[opened.error.because] = (refused[opened.error.because] ?? 0) + 1;
      timer.stop();
    }
    expect(refused).toEqual({ characterLevel: 6, noEndpoints: 8, protocol: 1 });
  });

  it('stand in the docs as they are now', () => {
    expect(readFileSync(READERS_TABLE, 'utf8')).toBe(readersTable(readers));
  });

  const dump = (file: string): ReturnType<typeof parseReaderDump> =>
    parseReaderDump(readFileSync(join(folder ?? '', file), 'latin1'));
});
