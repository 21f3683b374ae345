import { unreachable } from '#base/result.ts';
import type { ConfigProblem } from './config.ts';
import type { InstanceError } from './instance.ts';

export type StartError =
  { type: 'Config'; problems: readonly ConfigProblem[] } | InstanceError | { type: 'NoTrustAnchor' };

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
