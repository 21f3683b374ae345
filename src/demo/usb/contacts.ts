import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { parseAtr, type AtrFacts } from '#cards/ccid/parameters/atr.ts';
import { ppsRequest } from '#cards/ccid/parameters/pps.ts';
import { parametersFor } from '#cards/ccid/parameters/set-parameters.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';
import { createCardT1, type CardT1, type T1Behaviour } from './card-t1.ts';
import { BAD } from './messages.ts';
import { wantedBy, wholeAnswer } from './whole-answer.ts';

/** How a card behaves on the wire, beside what it answers. */
export interface CardBehaviour {
  /** It answers to these only; to all where absent. */
  readonly voltages?: readonly (5 | 3 | 1.8)[];
  /** To a request of its own speed: agrees (where absent), keeps the default speed, or says nothing. */
  readonly pps?: 'agrees' | 'keepsSpeed' | 'silent';
  readonly t1?: T1Behaviour;
}

export interface ReaderAbilities {
  readonly level: 'tpdu' | 'shortApdu' | 'extendedApdu';
  /** PPS and parameters are the reader's own business. */
  readonly automaticPps: boolean;
  /** At APDU level with T=0: fetches what waits after 61xx and replays after 6Cxx, as the standard asks. */
  readonly followsUp: boolean;
}

/** A reader's idea of the card: CCID 1.10 §6.2.3. */
export interface Parameters {
  readonly protocol: 0 | 1;
  readonly data: Bytes;
}

/** A card under power, as its reader reaches it. Errors are values of bError. */
export interface PoweredCard {
  readonly atr: Bytes;
  parameters(): Parameters;
  setParameters(parameters: Parameters): void;
  /** One TPDU or one APDU, by the reader's level. */
  transfer(data: Uint8Array): Promise<Result<Bytes, number>>;
}

const DEFAULT_SPEED = 0x11;
const PPSS = 0xff;

/**
 * Powers a card: undefined where it does not answer. From here the card speaks its first protocol at the default speed
 * until PPS says otherwise (ISO/IEC 7816-3 §6.3.1); a reader that speaks another one hears nothing.
 */
export function powerCard(
  card: SimulatedCard,
  behaviour: CardBehaviour,
  abilities: ReaderAbilities,
): PoweredCard | undefined {
  card.reset();
  const { atr } = card;
  if (!atr) return undefined;
  const read = parseAtr(atr);
  const facts = read.ok ? read.value : undefined;
  const line = createLine(facts, abilities.automaticPps);
  const t1 = facts ? cardT1(card, facts, behaviour) : undefined;
  let fresh = true;

  return {
    atr,
    parameters: () => line.reader,
    setParameters: (parameters) => {
      line.setReader(parameters);
    },
    async transfer(data) {
      const first = fresh;
      fresh = false;
      if (abilities.level !== 'tpdu') return transferApdu(card, data, abilities);
      if (first && data[0] === PPSS) return negotiate(line, behaviour, data);
      if (!line.agrees()) return err(BAD.mute);
      if (line.reader.protocol === 0) return transferT0(card, data);
      return t1 ? transferT1(t1, data) : err(BAD.mute);
    },
  };
}

const cardT1 = (card: SimulatedCard, { t1 }: AtrFacts, behaviour: CardBehaviour): CardT1 =>
  createCardT1({
    detection: t1.errorDetection,
    transmit: (apdu) => wholeAnswer(card, apdu),
    ...(behaviour.t1 ? { behaviour: behaviour.t1 } : {}),
  });

/** What both ends of the wire speak. */
interface Line {
  reader: Parameters;
  setReader(parameters: Parameters): void;
  /** Undefined where no PPS is possible: specific mode, or the reader does it alone. */
  readonly offers: AtrFacts | undefined;
  setCard(protocol: 0 | 1, speed: number): void;
  agrees(): boolean;
}

function createLine(facts: AtrFacts | undefined, automatic: boolean): Line {
  const first = facts?.specificMode?.protocol ?? facts?.protocols[0] ?? 0;
  const own = facts?.ta1 ?? DEFAULT_SPEED;
  let protocol: 0 | 1 = first;
  let speed = facts?.specificMode || automatic ? own : DEFAULT_SPEED;
  const line: Line = {
    reader: automatic && facts ? asParameters(facts, first) : DEFAULT_PARAMETERS,
    offers: facts && !facts.specificMode && !automatic ? facts : undefined,
    setReader(parameters) {
      line.reader = parameters;
      const offered = facts?.protocols.includes(parameters.protocol) ?? false;
      if (automatic && offered && !facts?.specificMode) protocol = parameters.protocol;
    },
    setCard(agreed, agreedSpeed) {
      protocol = agreed;
      speed = agreedSpeed;
    },
    agrees: () => line.reader.protocol === protocol && (automatic || line.reader.data[0] === speed),
  };
  return line;
}

const DEFAULT_PARAMETERS: Parameters = { protocol: 0, data: Uint8Array.of(DEFAULT_SPEED, 0, 0, 10, 0) };

function asParameters(facts: AtrFacts, protocol: 0 | 1): Parameters {
  return { protocol, data: parametersFor(facts, protocol).data };
}

/** The card's answer to PPS (ISO/IEC 7816-3 §9.3): the request, or without its speed. It is mute to what it never offered. */
function negotiate(
  { offers, setCard }: Pick<Line, 'offers' | 'setCard'>,
  { pps = 'agrees' }: CardBehaviour,
  request: Uint8Array,
): Result<Bytes, number> {
  const protocol = offers?.protocols.find((offered) => ((request[1] ?? 0) & 0x0f) === offered);
  const speed = request[2] ?? DEFAULT_SPEED;
  const wellFormed =
    protocol !== undefined && ppsRequest(protocol, speed).every((byte, i) => byte === request[i]);
  const known = speed === DEFAULT_SPEED || speed === offers?.ta1;
  if (!wellFormed || request.length !== 4 || !known || pps === 'silent') return err(BAD.mute);
  setCard(protocol, pps === 'agrees' ? speed : DEFAULT_SPEED);
  return ok(pps === 'agrees' ? Uint8Array.from(request) : Uint8Array.of(PPSS, protocol, PPSS ^ protocol));
}

/** A T=0 command has five bytes of header, and data where P3 counts them: nothing else goes over the wire (§10.3.2). */
async function transferT0(card: SimulatedCard, tpdu: Uint8Array): Promise<Result<Bytes, number>> {
  const p3 = tpdu[4];
  const legal = tpdu.length === 5 || (p3 !== undefined && p3 > 0 && tpdu.length === 5 + p3);
  return legal ? ok(await card.transmit(tpdu)) : err(BAD.length);
}

/** NAD PCB LEN INF and one or two bytes of check: what does not add up has no end. */
async function transferT1(t1: CardT1, block: Uint8Array): Promise<Result<Bytes, number>> {
  const length = block[2];
  const check = length === undefined ? 0 : block.length - 3 - length;
  return check === 1 || check === 2 ? ok(await t1.block(block)) : err(BAD.length);
}

async function transferApdu(
  card: SimulatedCard,
  apdu: Uint8Array,
  { level, followsUp }: ReaderAbilities,
): Promise<Result<Bytes, number>> {
  if (apdu.length < 4 || (level === 'shortApdu' && wantedBy(apdu) === undefined)) return err(BAD.length);
  return ok(followsUp ? await wholeAnswer(card, apdu) : await card.transmit(apdu));
}
