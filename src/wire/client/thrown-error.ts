import { isWireError, type WireError } from '../errors.ts';

/** The error that our server put in a tRPC answer, however deep the client wrapped it. */
export function wireErrorIn(thrown: unknown): WireError | undefined {
  const data = property(thrown, 'data') ?? property(property(thrown, 'shape'), 'data');
  const relais = property(data, 'relais');
  return isWireError(relais) ? relais : undefined;
}

/** A field of something that was thrown, whatever it is. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return found;
}
