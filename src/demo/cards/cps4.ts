import { equalBytes, hex, type Bytes } from '#base/bytes.ts';
import { pinDescription, type CpsContent, type SimulatedCps } from './cps-content.ts';
import { CPS4, CPS_ROOT_AID, cpsFiles } from './cps-files.ts';
import { createCardPin } from './cps-pin.ts';
import { createEngine, type CardAnswer, type CardCommand, type CardEngine } from './engine.ts';
import { createFileSystem } from './file-system.ts';
import { rsaPrivateKey, rsaRaw } from './rsa.ts';
import { createSecurityEnvironment } from './security-environment.ts';

const CPS4_ATR = hex('3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44');
/** The predecessor that the card still is on logical channel 0. */
const CPS2TER_AID = hex('80250000 01FF0002');
const LOGICAL_CHANNEL = 1;
const SW = {
  done: 0x9000,
  notSatisfied: 0x6982,
  conditions: 0x6985,
  wrongData: 0x6a80,
  wrongParameters: 0x6a86,
  noSuchChannel: [0x68, 0x81],
} as const;
/** MSE template for confidentiality. */
const DECIPHER_TEMPLATE = 0xb8;

/**
 * A CPS4 in contact mode, after ANS Cryptolib 5.2 (card-cps4.c): all that is new lives on logical channel 1, which the
 * SELECT of its root application opens (as on every Java Card); channel 0 stays a CPS2ter. Its authentication key
 * deciphers: the raw RSA of a whole block.
 */
export function createCps4Card(content: CpsContent): SimulatedCps {
  const chipDoc = createChipDoc(content);
  const predecessor = createPredecessor();
  let open = false;

  const onChannelOne = (command: Uint8Array): Promise<Bytes> => {
    if (selectsRoot(command)) open = true;
    return open ? chipDoc.transmit(command) : Promise.resolve(Uint8Array.from(SW.noSuchChannel));
  };

  return {
    atr: CPS4_ATR,
    triesLeft: chipDoc.triesLeft,
    reset() {
      open = false;
      chipDoc.reset();
      predecessor.reset();
    },
    transmit(command) {
      const channel = (command[0] ?? 0) & 0x03;
      return channel === LOGICAL_CHANNEL ? onChannelOne(command) : predecessor.transmit(command);
    },
  };
}

/** SELECT by name of the root application. */
function selectsRoot(command: Uint8Array): boolean {
  const name = command.subarray(5, 5 + CPS_ROOT_AID.length);
  return command[1] === 0xa4 && command[2] === 0x04 && equalBytes(name, CPS_ROOT_AID);
}

function createChipDoc(content: CpsContent): CardEngine & Pick<SimulatedCps, 'triesLeft'> {
  const key = rsaPrivateKey(content.authentication.key);
  const description = pinDescription(content);
  const pin = createCardPin(content.pin, description, content.triesLeft);
  const tree = cpsFiles({ content, pin: description, modulusLength: key.length * 8, generation: CPS4 });
  const files = createFileSystem(tree, { unlocked: pin.presented });
  const environment = createSecurityEnvironment([
    CPS4.signatureKey.reference,
    CPS4.authenticationKey.reference,
  ]);

  /** PSO DECIPHER (ISO/IEC 7816-8 §11.12) of a whole block; a CPS4 takes it without a padding indicator. */
  const decipher = ({ p1, p2, data }: CardCommand): CardAnswer => {
    if (p1 !== 0x80 || p2 !== 0x86) return { sw: SW.wrongParameters };
    const chosen = environment.get(DECIPHER_TEMPLATE)?.keyReference;
    if (chosen !== CPS4.authenticationKey.reference) return { sw: SW.conditions };
    if (!pin.presented()) return { sw: SW.notSatisfied };
    // a number of the modulus's length that begins with a zero byte is below it
    const fits = data.length === key.length && data[0] === 0x00;
    return fits ? { sw: SW.done, data: rsaRaw(key, data) } : { sw: SW.wrongData };
  };

  const engine = createEngine(
    {
      0xa4: files.select,
      0xb0: files.readBinary,
      0x20: pin.verify,
      0x22: environment.manage,
      0x2a: decipher,
    },
    { logicalChannel: LOGICAL_CHANNEL },
  );
  return {
    transmit: engine.transmit,
    triesLeft: pin.triesLeft,
    reset() {
      files.reset();
      pin.reset();
      environment.reset();
      engine.reset();
    },
  };
}

/** What is public of the CPS2ter side: its name, and that it has a master file. */
function createPredecessor(): CardEngine {
  const files = createFileSystem({ fid: 0x3f00, aid: CPS2TER_AID, files: [] });
  const engine = createEngine({ 0xa4: files.select, 0xb0: files.readBinary });
  return {
    transmit: engine.transmit,
    reset() {
      files.reset();
      engine.reset();
    },
  };
}
