import { hex } from '#base/bytes.ts';
import { pinDescription, type CpsContent } from './cps-content.ts';
import { CPS3, cpsFiles } from './cps-files.ts';
import { createEngine } from './engine.ts';
import { createFileSystem } from './file-system.ts';
import { rsaPrivateKey } from './rsa.ts';
import type { SimulatedCard } from './simulated-card.ts';

const CONTACTLESS_ATR = hex('3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E');
const SW = { notFound: 0x6a88 } as const;
/** 3F00/0001 and all that is in it is shown in contact mode alone. */
const KEY_DIRECTORY = 0x0001;

/**
 * A CPS3 held near a reader without contact: it says who made it and its number, and has no PIN there, so that nobody
 * signs in with it.
 */
export function createContactlessCps3Card(content: CpsContent): SimulatedCard {
  const tree = cpsFiles({
    content,
    pin: pinDescription(content),
    modulusLength: rsaPrivateKey(content.authentication.key).length * 8,
    generation: CPS3,
  });
  const files = createFileSystem(tree, { visible: ({ fid }) => fid !== KEY_DIRECTORY });
  const engine = createEngine({
    0xa4: files.select,
    0xb0: files.readBinary,
    0x20: () => ({ sw: SW.notFound }),
  });
  return {
    atr: CONTACTLESS_ATR,
    transmit: engine.transmit,
    reset() {
      files.reset();
      engine.reset();
    },
  };
}
