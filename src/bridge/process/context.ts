import type { Messages } from './messages.ts';
import type { BridgeProduct } from './product.ts';

/** What the program has in hand; the world comes in through it. */
export interface Context {
  readonly product: BridgeProduct;
  readonly text: Messages;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** One line on standard output. */
  readonly out: (line: string) => void;
  /** One line on standard error. */
  readonly say: (line: string) => void;
}
