/** The same object without the members that are undefined. */
export function stated<T extends Record<string, unknown>>(
  parts: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in parts) {
    const value = parts[key];
    if (isStated(value)) kept[key] = value;
  }
  return kept;
}

const isStated = <T>(value: T): value is Exclude<T, undefined> => value !== undefined;
