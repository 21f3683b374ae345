import {
  MAX_CARE_TEXT,
  type CareField,
  type CareTemplate,
  type CareUnit,
  type CareValue,
} from './template.ts';

/** What stands in one field of the form; `unit` is a UCUM unit of the field, its first where absent. */
export type TypedField = { readonly text: string; readonly unit?: string };
export type TypedNote = Readonly<Record<string, TypedField>>;

export type CareFault = 'missing' | 'notANumber' | 'nothing';

/** `warnings`: values outside the usual bounds of their unit; they are kept all the same. */
export type CheckedNote = {
  readonly values: ReadonlyMap<string, CareValue>;
  readonly faults: ReadonlyMap<string, CareFault>;
  readonly warnings: ReadonlyMap<string, CareUnit>;
};

/** What a typed note says, what is wrong with it, and what is unusual. Empty fields say nothing. */
export function checkCareNote(template: CareTemplate, typed: TypedNote): CheckedNote {
  const read = template.fields.map((field) => ({ field, ...readField(field, typed[field.name]) }));
  const values = new Map(read.flatMap(({ field, value }) => (value ? [[field.name, value] as const] : [])));
  const faults = new Map(read.flatMap(({ field, fault }) => (fault ? [[field.name, fault] as const] : [])));
  const [first] = template.fields;
  if (faults.size === 0 && values.size === 0 && first) faults.set(first.name, 'nothing');
  return { values, faults, warnings: warningsOf(values) };
}

function readField(
  field: CareField,
  typed: TypedField | undefined,
): { readonly value?: CareValue; readonly fault?: CareFault } {
  const text = typed?.text.trim() ?? '';
  if (text === '') return field.required ? { fault: 'missing' } : {};
  switch (field.type) {
    case 'number': {
      const value = parseAmount(text);
      return value === undefined
        ? { fault: 'notANumber' }
        : { value: { type: 'number', value, unit: unitOf(field.units, typed?.unit) } };
    }
    case 'choice': {
      const option = field.options.find((one) => one.value === text);
      return option ? { value: { type: 'choice', option } } : { fault: 'missing' };
    }
    case 'text':
      return { value: { type: 'text', text: text.slice(0, MAX_CARE_TEXT) } };
  }
}

const unitOf = (units: readonly [CareUnit, ...CareUnit[]], ucum: string | undefined): CareUnit =>
  units.find((unit) => unit.ucum === ucum) ?? units[0];

/** A positive decimal number as people type it: a comma or a point, at most three decimals. */
export function parseAmount(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,6}([.,]\d{1,3})?$/.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

function warningsOf(values: ReadonlyMap<string, CareValue>): Map<string, CareUnit> {
  return new Map(
    [...values].flatMap(([name, value]) => {
      if (value.type !== 'number' || !value.unit.usual) return [];
      const { low, high } = value.unit.usual;
      return value.value < low || value.value > high ? [[name, value.unit] as const] : [];
    }),
  );
}
