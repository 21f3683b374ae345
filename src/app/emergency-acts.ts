import { err, type Result } from '#base/result.ts';
import type * as emergency from './emergency.ts';
import { loadLate } from './load-late.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

type Acts = Pick<Relais, 'openEmergency' | 'resumeEmergency' | 'endEmergency' | 'myEmergencies'>;
type Part = typeof emergency;

/** The acts of an emergency, whose part of the program comes with the first of them. */
export function emergencyActs(deps: emergency.EmergencyDeps): Acts {
  async function withPart<T>(
    act: (part: Part) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const part = await loadLate(() => import('./emergency.ts'));
    return part.ok ? act(part.value) : err(appErrorOf(part.error));
  }
  return {
    openEmergency: (input) => withPart((part) => part.openEmergency(deps, input)),
    resumeEmergency: (access) => withPart((part) => part.resumeEmergency(deps, access)),
    endEmergency: () => withPart((part) => part.endEmergency(deps)),
    myEmergencies: () => withPart((part) => part.myEmergencies(deps)),
  };
}
