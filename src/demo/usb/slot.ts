import { concat, type Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';
import {
  powerCard,
  type CardBehaviour,
  type Parameters,
  type PoweredCard,
  type ReaderAbilities,
} from './contacts.ts';
import type { SmartCardClass } from './fake-descriptor.ts';
import type { Fault } from './fault.ts';
import {
  BAD,
  COMMAND,
  done,
  failed,
  ICC,
  type IccStatus,
  type ReaderCommand,
  type ReaderReply,
} from './messages.ts';
import { enterPin, type TypePin } from './pin-entry.ts';

/** One slot of the reader: a card or none, its power, its parameters. */
export interface FakeSlot {
  insert(card: SimulatedCard, behaviour: CardBehaviour): void;
  remove(): void;
  present(): boolean;
  icc(): IccStatus;
  /** Carries out one command; the caller sees to it that one runs at a time. */
  run(command: ReaderCommand): Promise<ReaderReply>;
}

const FEATURE = { automaticVoltage: 0x08, negotiates: 0x40, sendsPps: 0x80 } as const;
const LEVEL = { tpdu: 0x10000, shortApdu: 0x20000, extendedApdu: 0x40000 } as const;
const VOLTAGES = [5, 3, 1.8] as const;
/** Bytes of abProtocolDataStructure for T=0 and T=1. */
const PARAMETER_LENGTHS = [5, 7] as const;
const HEADER = 10;
/** wLevelParameter and bChainParameter. */
const CHAIN = { whole: 0x00, begins: 0x01, ends: 0x02, continues: 0x03, nothingYet: 0x10 } as const;

export function abilitiesOf({ features }: SmartCardClass, followsUp: boolean): ReaderAbilities {
  const level =
    features & LEVEL.extendedApdu ? 'extendedApdu' : features & LEVEL.shortApdu ? 'shortApdu' : 'tpdu';
  return { level, followsUp, automaticPps: (features & (FEATURE.negotiates | FEATURE.sendsPps)) !== 0 };
}

export function createSlot(deps: {
  readonly ccid: SmartCardClass;
  readonly followsUp: boolean;
  readonly typePin: TypePin;
  readonly fault: () => Fault | undefined;
}): FakeSlot {
  const { ccid, typePin, fault } = deps;
  const abilities = abilitiesOf(ccid, deps.followsUp);
  const chunk = Math.max(1, ccid.maxMessage - HEADER);
  let inserted: { readonly card: SimulatedCard; readonly behaviour: CardBehaviour } | undefined;
  let powered: PoweredCard | undefined;
  let incoming: Bytes = new Uint8Array();
  let outgoing: Bytes | undefined;

  return {
    insert(card, behaviour) {
      inserted = { card, behaviour };
    },
    remove() {
      inserted?.card.reset();
      inserted = undefined;
      powered = undefined;
      forgetChains();
    },
    present: () => inserted !== undefined,
    icc,
    run,
  };

  function icc(): IccStatus {
    if (!inserted) return ICC.absent;
    return powered ? ICC.active : ICC.inactive;
  }

  async function run(command: ReaderCommand): Promise<ReaderReply> {
    switch (command.type) {
      case COMMAND.getSlotStatus:
        return done();
      case COMMAND.iccPowerOn:
        return powerOn(command.parameters[0]);
      case COMMAND.iccPowerOff:
        return powerOff();
      case COMMAND.xfrBlock:
        return transferBlock(command);
      case COMMAND.secure:
        return secure(command.data);
      case COMMAND.getParameters:
      case COMMAND.resetParameters:
        return powered ? parameters(powered.parameters()) : failed(BAD.mute);
      case COMMAND.setParameters:
        return setParameters(command.parameters[0], command.data);
      default:
        return failed(BAD.notSupported);
    }
  }

  function forgetChains(): void {
    incoming = new Uint8Array();
    outgoing = undefined;
  }

  function powerOn(select: number): ReaderReply {
    const choice = VOLTAGES[select - 1];
    const automatic = select === 0 && (ccid.features & FEATURE.automaticVoltage) !== 0;
    const able = choice !== undefined && (ccid.voltageSupport & (1 << (select - 1))) !== 0;
    if (!automatic && !able) return failed(BAD.powerSelect);
    if (fault()?.type === 'hardwareError') return failed(BAD.hardware);
    powered = undefined;
    forgetChains();
    if (
      inserted &&
      accepts(inserted.behaviour, automatic ? undefined : choice) &&
      fault()?.type !== 'cardMute'
    )
      powered = powerCard(inserted.card, inserted.behaviour, abilities);
    return powered ? done(powered.atr) : failed(BAD.mute);
  }

  function powerOff(): ReaderReply {
    inserted?.card.reset();
    powered = undefined;
    return done();
  }

  function setParameters(protocol: number, data: Bytes): ReaderReply {
    if (!powered) return failed(BAD.mute);
    if ((protocol !== 0 && protocol !== 1) || (ccid.protocols & (1 << protocol)) === 0)
      return failed(BAD.protocol);
    if (data.length !== PARAMETER_LENGTHS[protocol]) return failed(BAD.length);
    powered.setParameters({ protocol, data });
    return parameters(powered.parameters());
  }

  async function transferBlock({ parameters: [, low, high], data }: ReaderCommand): Promise<ReaderReply> {
    const level = low | (high << 8);
    if (abilities.level !== 'extendedApdu') return finish(await reach(data));
    if (level === CHAIN.nothingYet) return nextChunk();
    incoming = level === CHAIN.whole || level === CHAIN.begins ? data : concat(incoming, data);
    if (level === CHAIN.begins || level === CHAIN.continues) return done(new Uint8Array(), CHAIN.nothingYet);
    const command = incoming;
    forgetChains();
    return finish(await reach(command));
  }

  async function secure(structure: Bytes): Promise<ReaderReply> {
    if ((ccid.pinSupport & 1) === 0) return failed(BAD.notSupported);
    if (!powered) return failed(BAD.mute);
    const command = await enterPin(structure, typePin);
    return command.ok ? finish(await reach(command.value)) : failed(command.error);
  }

  async function reach(data: Uint8Array): Promise<Result<Bytes, number>> {
    const kind = fault()?.type;
    if (kind === 'hardwareError') return { ok: false, error: BAD.hardware };
    if (!powered || kind === 'cardMute') return { ok: false, error: BAD.mute };
    const held = powered;
    const answer = await held.transfer(data);
    return powered === held ? answer : { ok: false, error: BAD.mute }; // pulled out meanwhile
  }

  function finish(answer: Result<Bytes, number>): ReaderReply {
    if (!answer.ok) return failed(answer.error);
    if (abilities.level !== 'extendedApdu' || answer.value.length <= chunk) return done(answer.value);
    outgoing = answer.value.slice(chunk);
    return done(answer.value.slice(0, chunk), CHAIN.begins);
  }

  function nextChunk(): ReaderReply {
    if (!outgoing) return failed(BAD.length);
    const data = outgoing.slice(0, chunk);
    outgoing = outgoing.length > chunk ? outgoing.slice(chunk) : undefined;
    return done(data, outgoing ? CHAIN.continues : CHAIN.ends);
  }
}

const accepts = ({ voltages }: CardBehaviour, volts: 5 | 3 | 1.8 | undefined): boolean =>
  volts === undefined || (voltages?.includes(volts) ?? true);

const parameters = ({ protocol, data }: Parameters): ReaderReply => done(data, protocol);
