import { unreachable } from '#base/result.ts';
import type { ConfigProblem } from './config.ts';
import type { OpenError } from './server.server.ts';

export type StartError =
  | { type: 'Config'; problems: readonly ConfigProblem[] }
  | OpenError
  | { type: 'NoTrustAnchor' }
  | { type: 'PortTaken'; port: number };

/** A start that cannot be, as the operator reads it: every part that is missing, a line each. */
export function startProblems(error: StartError): string[] {
  switch (error.type) {
    case 'Config':
      return error.problems.map(({ variable, problem, hint }) => `${variable} is ${problem}: ${hint}`);
    case 'OtherKind':
      return [`this data belongs to a ${error.found} instance; a ${error.wanted} start is refused`];
    case 'NoTrustAnchor':
      return [
        'no trust anchor: nobody could sign in. Add the authorities of the CPS with `relais trust add FILE`',
      ];
    case 'WrongKey':
      return ['RELAIS_KEY_FILE does not open the databases of RELAIS_DATA: it is the key of other data'];
    case 'RestoreUnfinished':
      return ['a restore into RELAIS_DATA was cut off: run the same `relais restore` again, which ends it'];
    case 'RestoreUnderWay':
      return ['a restore into RELAIS_DATA is under way: start again when it has ended'];
    case 'PortTaken':
      return [`port ${error.port} is taken by another program: choose another with PORT`];
    default:
      return unreachable(error);
  }
}

/** Thrown at start only; the process entry prints `problems` and ends. */
export class StartFailure extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export const startFailure = (error: StartError): StartFailure => new StartFailure(startProblems(error));
