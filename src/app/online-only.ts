import { err, type Result } from '#base/result.ts';
import type { AppContext } from './context.ts';
import type { AppError } from './port.ts';

/** At a shared workstation nothing may wait: what cannot be sent now is not written. Elsewhere the act as it is. */
export const onlineOnly =
  <Given extends unknown[], T>(
    { view }: Pick<AppContext, 'view'>,
    act: (...given: Given) => Promise<Result<T, AppError>>,
  ): ((...given: Given) => Promise<Result<T, AppError>>) =>
  (...given) =>
    view.passing && !view.online ? Promise.resolve(err({ type: 'PassingOffline' })) : act(...given);
