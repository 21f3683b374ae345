import type { Result } from '#base/result.ts';
import type { ServiceInformation } from '#wire/information.ts';
import type { AppError } from './port.ts';

/** What the operator tells of this instance: whom to call, which software works with it. Nothing of a person. */
export interface InformationDesk {
  /** As this device received it last; undefined where it never did. */
  kept(): KeptInformation | undefined;
  /** Asks the server, and keeps the answer. Needs the network, and no session. */
  refresh(): Promise<Result<KeptInformation, AppError>>;
  /** Asks only where what is kept is a day old: who is without a network tomorrow knows whom to call. False: not had. */
  keepYoung(): Promise<boolean>;
}

/** `information` is null where the operator keeps none. `receivedAt`: ms by the device's clock. */
export type KeptInformation = { information: ServiceInformation | null; receivedAt: number };

/** Of localStorage: texts by name. */
export type Notes = Pick<Storage, 'getItem' | 'setItem'>;
