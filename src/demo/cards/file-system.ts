import { concat, equalBytes, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { CardAnswer, CardCommand } from './engine.ts';

/** A transparent elementary file. */
export interface ElementaryFile {
  readonly fid: number;
  /** Short identifier, 1 to 30. */
  readonly sfi?: number;
  readonly content: Bytes;
  /** Read only after the PIN was presented. */
  readonly guarded?: true;
}

/** A directory; the master file is one too. */
export interface DedicatedFile {
  readonly fid: number;
  /** Application identifier. */
  readonly aid?: Bytes;
  readonly files: readonly CardFile[];
}

export type CardFile = ElementaryFile | DedicatedFile;

export interface FileSystem {
  readonly reset: () => void;
  readonly select: (command: CardCommand) => CardAnswer;
  readonly readBinary: (command: CardCommand) => CardAnswer;
  readonly current: () => DedicatedFile;
}

export interface FileSystemOptions {
  /** False hides a file, as a card does that must be woken first. */
  readonly visible?: (file: CardFile) => boolean;
  /** True once the PIN was presented; guarded files are closed for good where absent. */
  readonly unlocked?: () => boolean;
  /** How a read over the end is answered: the exact length (T=0), or the bytes with a warning. */
  readonly endOfFile?: '6Cxx' | '6282';
}

const SW = {
  done: 0x9000,
  endOfFile: 0x6282,
  wrongLength: 0x6700,
  notSatisfied: 0x6982,
  noFileSelected: 0x6986,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  outside: 0x6b00,
} as const;

const MASTER_FILE = 0x3f00;

export const isDirectory = (file: CardFile): file is DedicatedFile => 'files' in file;

/** SELECT and READ BINARY over a tree of files (ISO/IEC 7816-4 §7.1.1, §7.2.3). */
export function createFileSystem(
  root: DedicatedFile,
  { visible = () => true, unlocked = () => false, endOfFile = '6Cxx' }: FileSystemOptions = {},
): FileSystem {
  let directory = root;
  let selected: ElementaryFile | undefined;

  const child = (of: DedicatedFile, fid: number): CardFile | undefined =>
    of.files.find((file) => file.fid === fid && visible(file));

  const walk = (from: DedicatedFile, path: Bytes): readonly CardFile[] | undefined => {
    const steps: CardFile[] = [];
    let at: CardFile = from;
    for (let i = 0; i + 1 < path.length; i += 2) {
      const fid = ((path[i] ?? 0) << 8) | (path[i + 1] ?? 0);
      const next: CardFile | undefined =
        i === 0 && fid === MASTER_FILE ? root : isDirectory(at) ? child(at, fid) : undefined;
      if (!next) return undefined;
      steps.push(next);
      at = next;
    }
    return path.length % 2 === 0 ? steps : undefined;
  };

  const byFid = (data: Bytes): readonly CardFile[] | undefined => {
    if (data.length === 0) return [root];
    const parent = parentOf(root, directory);
    return (data.length === 2 ? walk(directory, data) : undefined) ?? (parent && walk(parent, data));
  };

  const byName = (name: Bytes): readonly CardFile[] | undefined => {
    const found = directoriesOf(root).find(
      (file) =>
        file.aid && name.length >= 5 && startsWith(file.aid, name) && (file === root || visible(file)),
    );
    return found && [found];
  };

  const locate = ({ p1, data }: CardCommand): readonly CardFile[] | undefined => {
    const one = data.length === 2 ? walk(directory, data) : undefined;
    if (p1 === 0x00) return byFid(data);
    if (p1 === 0x01) return one?.filter(isDirectory);
    // OpenSC reaches the master file of a real CPS in this form too
    if (p1 === 0x02) return one?.filter((file) => file === root || !isDirectory(file));
    if (p1 === 0x03) return [parentOf(root, directory) ?? root];
    if (p1 === 0x04) return byName(data);
    return walk(p1 === 0x08 ? root : directory, data);
  };

  return {
    reset() {
      directory = root;
      selected = undefined;
    },
    current: () => directory,
    select(command) {
      if (![0, 1, 2, 3, 4, 8, 9].includes(command.p1)) return { sw: SW.wrongParameters };
      const path = locate(command);
      const target = path?.at(-1);
      if (!path || !target) return { sw: SW.notFound };
      directory = path.filter(isDirectory).at(-1) ?? directory;
      selected = isDirectory(target) ? undefined : target;
      return controlInformation(target, command.p2);
    },
    readBinary({ p1, p2, le }) {
      if (le === undefined) return { sw: SW.wrongLength };
      const short = (p1 & 0x80) !== 0;
      if (short) {
        const found = directory.files.find(
          (file) => 'sfi' in file && file.sfi === (p1 & 0x1f) && visible(file),
        );
        if (!found || isDirectory(found)) return { sw: SW.notFound };
        selected = found;
      }
      if (!selected) return { sw: SW.noFileSelected };
      if (selected.guarded && !unlocked()) return { sw: SW.notSatisfied };
      return readPart(selected.content, short ? p2 : (p1 << 8) | p2, le, endOfFile);
    },
  };
}

function readPart(content: Bytes, offset: number, le: number, endOfFile: '6Cxx' | '6282'): CardAnswer {
  const left = content.length - offset;
  if (left <= 0) return { sw: SW.outside };
  if (le <= left) return { sw: SW.done, data: content.slice(offset, offset + le) };
  return endOfFile === '6Cxx' ? { sw: 0x6c00 | left } : { sw: SW.endOfFile, data: content.slice(offset) };
}

/** FCI (P2 00), FCP (04) or nothing (0C), in the form of the CPS3 trace: 62 { 80 size, 82, 83, 84, 88, A1, 8A }. */
function controlInformation(file: CardFile, p2: number): CardAnswer {
  if ((p2 & 0x0c) === 0x0c) return { sw: SW.done };
  const fcp = tlv(0x62, isDirectory(file) ? directoryParameters(file) : fileParameters(file));
  return { sw: SW.done, data: (p2 & 0x0c) === 0x04 ? fcp : tlv(0x6f, fcp) };
}

const twoBytes = (value: number): Bytes => Uint8Array.of(value >> 8, value & 0xff);
/** Access rules of the trace, in compact form: update guarded (45), read free (00), or guarded too. */
const accessRules = (read: number): Bytes =>
  tlv(
    0xa1,
    tlv(0x8c, Uint8Array.of(0x7b, 0x45, 0xff, 0xff, 0xff, 0x45, read)),
    tlv(0x9c, Uint8Array.of(0x7b, 0xff, 0xff, 0xff, 0xff, 0xff, read)),
  );
const FREE = accessRules(0x00);
const GUARDED = accessRules(0x45);
const ACTIVATED = tlv(0x8a, Uint8Array.of(0x05));

function fileParameters({ fid, sfi, content, guarded }: ElementaryFile): Bytes {
  return concat(
    tlv(0x80, twoBytes(content.length)),
    tlv(0x82, Uint8Array.of(0x01)),
    tlv(0x83, twoBytes(fid)),
    tlv(0x88, sfi === undefined ? new Uint8Array() : Uint8Array.of(sfi << 3)),
    guarded ? GUARDED : FREE,
    ACTIVATED,
  );
}

function directoryParameters({ fid, aid }: DedicatedFile): Bytes {
  return concat(
    tlv(0x82, Uint8Array.of(0x38)),
    tlv(0x83, twoBytes(fid)),
    aid ? tlv(0x84, aid) : new Uint8Array(),
    FREE,
    ACTIVATED,
  );
}

const startsWith = (whole: Bytes, start: Bytes): boolean =>
  equalBytes(whole.subarray(0, start.length), start);

const directoriesOf = (root: DedicatedFile): readonly DedicatedFile[] => [
  root,
  ...root.files.filter(isDirectory).flatMap(directoriesOf),
];

const parentOf = (root: DedicatedFile, of: DedicatedFile): DedicatedFile | undefined =>
  directoriesOf(root).find((directory) => directory.files.includes(of));
