import * as z from 'zod/mini';

type Accepts = (value: unknown) => boolean;

/**
 * The same schema, which first asks a test without results and issues in between: true of nearly all that comes, and then
 * the value is taken as it is. For what comes by the thousand: checking a page took longer than all else on the device.
 */
export const quickly = <T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T> =>
  z.union([z.custom<T>(quickAccept(schema)), schema]);

/**
 * True of values alone that the schema takes and leaves as they are: every field allowed, none unknown. False says nothing;
 * it is what kinds of schema answer that are not known here.
 */
export function quickAccept(schema: z.core.$ZodType): Accepts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const checks = (def.checks ?? []).map(acceptsCheck);
  const accepts = acceptsKind(def);
  if (checks.length === 0) return accepts;
  return (value) => accepts(value) && checks.every((check) => check(value));
}

const never: Accepts = () => false;

type Kind = z.core.$ZodTypes['_zod']['def'];

function acceptsKind(def: Kind): Accepts {
  if (def.type === 'object' && !def.catchall) return acceptsObject(def.shape);
  if (def.type === 'array') return acceptsArray(quickAccept(def.element));
  if (def.type === 'nullable') return orNull(quickAccept(def.innerType));
  if (def.type === 'optional') return quickAccept(def.innerType);
  if (def.type === 'union' && 'discriminator' in def)
    return acceptsOneOf(String(def.discriminator), def.options);
  return acceptsScalar(def);
}

function acceptsScalar(def: Kind): Accepts {
  if (def.type === 'string' && !('format' in def)) return (value) => typeof value === 'string';
  if (def.type === 'number' && !('format' in def)) return Number.isFinite;
  if (def.type === 'number' && 'format' in def && def.format === 'safeint') return Number.isSafeInteger;
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'enum') return among(Object.values(def.entries));
  if (def.type === 'literal') return among(def.values);
  if (def.type === 'custom') return (value) => Boolean(def.fn(value));
  return never;
}

function acceptsCheck(check: z.core.$ZodCheck<never>): Accepts {
  const { def } = (check as z.core.$ZodChecks | z.core.$ZodCheckRegex | z.core.$ZodCustom)._zod;
  if (def.check === 'min_length') return (value) => lengthOf(value) >= def.minimum;
  if (def.check === 'max_length') return (value) => lengthOf(value) <= def.maximum;
  if (def.check === 'greater_than') return above(Number(def.value), def.inclusive);
  if (def.check === 'less_than') return below(Number(def.value), def.inclusive);
  if (def.check === 'string_format' && def.format === 'regex' && def.pattern) return matches(def.pattern);
  if (def.check === 'custom') return (value) => Boolean(def.fn(value));
  return never;
}

const above =
  (bound: number, inclusive: boolean): Accepts =>
  (value) =>
    inclusive ? numberOf(value) >= bound : numberOf(value) > bound;

const below =
  (bound: number, inclusive: boolean): Accepts =>
  (value) =>
    inclusive ? numberOf(value) <= bound : numberOf(value) < bound;

/** `exactOptional`: absent, or there with a value; one that is there and undefined goes to the schema. */
function acceptsObject(shape: Readonly<Record<string, z.core.$ZodType>>): Accepts {
  const fields = Object.entries(shape).map(([name, field]) => {
    return { name, accepts: quickAccept(field), mayLack: field._zod.def.type === 'optional' };
  });
  return (value) => {
    if (!isRecord(value)) return false;
    let unknown = 0;
    for (const _ in value) unknown++;
    for (const { name, accepts, mayLack } of fields) {
      const field = value[name];
      if (field === undefined ? !mayLack : !accepts(field)) return false;
      if (field !== undefined) unknown--;
    }
    return unknown === 0;
  };
}

/** The discriminating field, a literal in each option, lets no value be that of two. */
function acceptsOneOf(discriminator: string, options: readonly z.core.$ZodType[]): Accepts {
  const byKind = new Map<unknown, Accepts>();
  for (const option of options)
    for (const kind of option._zod.propValues?.[discriminator] ?? []) byKind.set(kind, quickAccept(option));
  return (value) => isRecord(value) && (byKind.get(value[discriminator])?.(value) ?? false);
}

const acceptsArray =
  (accepts: Accepts): Accepts =>
  (value) =>
    Array.isArray(value) && value.every(accepts);

const among = (values: readonly unknown[]): Accepts => {
  const all = new Set(values);
  return (value) => all.has(value);
};

const orNull =
  (accepts: Accepts): Accepts =>
  (value) =>
    value === null || accepts(value);

/** A global or sticky expression would remember where it stopped. */
const matches = (pattern: RegExp): Accepts =>
  pattern.global || pattern.sticky ? never : (value) => typeof value === 'string' && pattern.test(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : NaN;
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : NaN);
