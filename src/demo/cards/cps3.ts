import { equalBytes, hex } from '#base/bytes.ts';
import { pinDescription, type CpsContent, type SimulatedCps } from './cps-content.ts';
import { CPS3, CPS_ROOT_AID, cpsFiles } from './cps-files.ts';
import { createCardPin } from './cps-pin.ts';
import { createSecurityObjects } from './cps3-objects.ts';
import { createEngine, type CardAnswer, type CardCommand } from './engine.ts';
import { createFileSystem } from './file-system.ts';
import { padType1, rsaPrivateKey, rsaRaw } from './rsa.ts';
import { createSecurityEnvironment } from './security-environment.ts';

const CPS3_ATR = hex('3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00');
const SW = { notSatisfied: 0x6982, conditions: 0x6985, wrongData: 0x6a80, done: 0x9000 } as const;
/** MSE: RSA with PKCS#1 v1.5 padding, client/server authentication. */
const CLIENT_SERVER = 0x02;
const AUTHENTICATION_TEMPLATE = 0xa4;

/**
 * A CPS3 in contact mode: files, PIN, and INTERNAL AUTHENTICATE with its own RSA key. It wakes up as its predecessor
 * (CPS2ter) and shows all its files only after its root application was selected.
 */
export function createCps3Card(content: CpsContent): SimulatedCps {
  const key = rsaPrivateKey(content.authentication.key);
  const description = pinDescription(content);
  const pin = createCardPin(content.pin, description, content.triesLeft);
  let awake = false;
  const files = createFileSystem(
    cpsFiles({ content, pin: description, modulusLength: key.length * 8, generation: CPS3 }),
    { visible: ({ fid }) => awake || fid === 0x2f00 || fid === 0x2f01, unlocked: pin.presented },
  );
  const environment = createSecurityEnvironment([
    CPS3.signatureKey.reference,
    CPS3.authenticationKey.reference,
  ]);
  const objects = createSecurityObjects({ pin, description, modulusLength: key.length * 8, files });

  const select = (command: CardCommand): CardAnswer => {
    if (command.p1 === 0x04 && equalBytes(command.data, CPS_ROOT_AID)) awake = true;
    return files.select(command);
  };

  const internalAuthenticate = ({ data }: CardCommand): CardAnswer => {
    const set = environment.get(AUTHENTICATION_TEMPLATE);
    if (set?.keyReference !== CPS3.authenticationKey.reference || set.algorithm !== CLIENT_SERVER) {
      return { sw: SW.conditions };
    }
    if (!pin.presented()) return { sw: SW.notSatisfied };
    // at most 40 % of the modulus, so that the padding stays long (ISO/IEC 7816-8)
    if (data.length === 0 || data.length > key.length * 0.4) return { sw: SW.wrongData };
    return { sw: SW.done, data: rsaRaw(key, padType1(data, key.length)) };
  };

  const engine = createEngine({
    0xa4: select,
    0xb0: files.readBinary,
    0x20: pin.verify,
    0x22: environment.manage,
    0x88: internalAuthenticate,
    0xcb: objects.getData,
  });

  return {
    atr: CPS3_ATR,
    triesLeft: pin.triesLeft,
    reset() {
      awake = false;
      files.reset();
      pin.reset();
      environment.reset();
      engine.reset();
    },
    transmit: engine.transmit,
  };
}
