import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { parseInterfaceBytes, type InterfaceByte } from './interface-bytes.ts';

/** What an answer to reset says about the transmission (ISO/IEC 7816-3 §8.2, §8.3). */
export interface AtrFacts {
  readonly convention: 'direct' | 'inverse';
  /** In the order offered; [0] where the card names none, empty where it names others only. */
  readonly protocols: readonly (0 | 1)[];
  /** Fi and Di as the card coded them; undefined where absent or reserved. */
  readonly ta1: number | undefined;
  /** TA2: this protocol is spoken at once, and there is no PPS. */
  readonly specificMode: { readonly protocol: 0 | 1 } | undefined;
  /** Clock rate conversion and baud rate adjustment (tables 7 and 8); 372 and 1 where TA1 says nothing. */
  readonly fi: number;
  readonly di: number;
  readonly t0: {
    /** TC2, waiting time integer. */
    readonly wi: number;
    /** TC1, extra guard time in etu; 255 stands for the least. It counts for T=1 too. */
    readonly guardTime: number;
  };
  readonly t1: {
    /** Longest block that the card takes, bytes. */
    readonly ifsc: number;
    readonly bwi: number;
    readonly cwi: number;
    readonly errorDetection: 'lrc' | 'crc';
  };
  readonly historical: Bytes;
}

const CONVENTIONS = new Map<number | undefined, AtrFacts['convention']>([
  [0x3b, 'direct'],
  [0x3f, 'inverse'],
]);
/** TS and at most 32 characters (§8.2.1). */
const MAX_LENGTH = 33;

/** ISO/IEC 7816-3 table 7; 0 where reserved. */
const FI = [372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0];
/** ISO/IEC 7816-3 table 8; 0 where reserved. */
const DI = [0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0];

const DEFAULTS = { wi: 10, ifsc: 32, bwi: 4, cwi: 13 } as const;
/** §11.4.3: beyond it, reserved. */
const MAX_BWI = 9;

/**
 * Reads an answer to reset (ISO/IEC 7816-3 §8): TS, T0, interface bytes, historical bytes, and TCK, which must be right
 * where any protocol but T=0 is named. Malformed for anything cut short, too long, with leftovers or a wrong TCK.
 */
export function parseAtr(atr: Uint8Array): Result<AtrFacts, CardError> {
  const convention = CONVENTIONS.get(atr[0]);
  const interfaceBytes = atr.length <= MAX_LENGTH ? parseInterfaceBytes(atr) : undefined;
  if (!convention || !interfaceBytes) return malformed;
  const { bytes, protocols, historicalAt, historicalLength } = interfaceBytes;
  const end = historicalAt + historicalLength;
  const hasTck = protocols.some((protocol) => protocol !== 0);
  if (atr.length !== end + (hasTck ? 1 : 0)) return malformed;
  if (hasTck && checksum(atr.subarray(1)) !== 0) return malformed;
  return ok({
    convention,
    protocols: offered(protocols),
    ...speed(bytes),
    specificMode: specificMode(bytes),
    t0: { wi: at(bytes, 'C', 2) || DEFAULTS.wi, guardTime: at(bytes, 'C', 1) ?? 0 },
    t1: blockParameters(bytes),
    historical: Uint8Array.from(atr.subarray(historicalAt, end)),
  });
}

const malformed = err<CardError>({ type: 'Malformed', what: 'ATR' });

const checksum = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

const isSpoken = (protocol: number): protocol is 0 | 1 => protocol === 0 || protocol === 1;

/** No TD1: T=0 (§8.2.3). T=15 is no protocol, it qualifies global bytes. */
const offered = (named: readonly number[]): readonly (0 | 1)[] =>
  named.length === 0 ? [0] : [...new Set(named.filter(isSpoken))];

const at = (bytes: readonly InterfaceByte[], letter: InterfaceByte['letter'], index: number) =>
  bytes.find((byte) => byte.letter === letter && byte.index === index)?.value;

/** Fi and Di go together: where one is reserved, TA1 says nothing that could be used. */
function speed(bytes: readonly InterfaceByte[]): Pick<AtrFacts, 'ta1' | 'fi' | 'di'> {
  const ta1 = at(bytes, 'A', 1);
  const fi = FI[(ta1 ?? 0x11) >> 4];
  const di = DI[(ta1 ?? 0x11) & 0x0f];
  return fi && di ? { ta1, fi, di } : { ta1: undefined, fi: 372, di: 1 };
}

function specificMode(bytes: readonly InterfaceByte[]): AtrFacts['specificMode'] {
  const ta2 = at(bytes, 'A', 2);
  const protocol = (ta2 ?? 0x0f) & 0x0f;
  return isSpoken(protocol) ? { protocol } : undefined;
}

/** §11.4.2 to §11.4.4: the first TA, TB and TC for T=1 with an index above 2. */
function blockParameters(bytes: readonly InterfaceByte[]): AtrFacts['t1'] {
  const first = (letter: InterfaceByte['letter']): number | undefined =>
    bytes.find((byte) => byte.letter === letter && byte.index > 2 && byte.protocol === 1)?.value;
  const ifsc = first('A') ?? DEFAULTS.ifsc;
  const waiting = first('B') ?? (DEFAULTS.bwi << 4) | DEFAULTS.cwi;
  return {
    ifsc: ifsc === 0x00 || ifsc === 0xff ? DEFAULTS.ifsc : ifsc, // both reserved
    bwi: waiting >> 4 > MAX_BWI ? DEFAULTS.bwi : waiting >> 4,
    cwi: waiting & 0x0f,
    errorDetection: ((first('C') ?? 0) & 1) === 1 ? 'crc' : 'lrc',
  };
}
