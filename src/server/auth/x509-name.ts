import type * as pkijs from 'pkijs';

/** Attributes of a distinguished name that a CPS certificate uses (X.520). */
export type Name = {
  /** 2.5.4.3; PS_IdNat in a CPS. */
  readonly commonName: string | undefined;
  /** 2.5.4.4. */
  readonly surname: string | undefined;
  /** 2.5.4.42. */
  readonly givenName: string | undefined;
  /** 2.5.4.12; the profession in words. */
  readonly title: string | undefined;
  /** 2.5.4.10. */
  readonly organisation: string | undefined;
  /** For people: all attributes in their order. */
  readonly text: string;
};

const LABELS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.42': 'GN',
  '2.5.4.12': 'title',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
};

/**
 * pkijs lays out all RDNs flat, the several attributes of one RDN (as a CPS has) included. An attribute that comes
 * twice counts as absent: nobody can say which is meant.
 */
export function readName({ typesAndValues }: pkijs.RelativeDistinguishedNames): Name {
  const attributes = typesAndValues.map(({ type, value }) => ({ type, text: textOf(value) }));
  const only = (oid: string): string | undefined => {
    const [found, ...more] = attributes.filter(({ type }) => type === oid);
    return more.length === 0 ? found?.text : undefined;
  };
  return {
    commonName: only('2.5.4.3'),
    surname: only('2.5.4.4'),
    givenName: only('2.5.4.42'),
    title: only('2.5.4.12'),
    organisation: only('2.5.4.10'),
    text: attributes.map(({ type, text }) => `${LABELS[type] ?? type}=${text}`).join(', '),
  };
}

function textOf(value: pkijs.AttributeTypeAndValue['value']): string {
  const text: unknown = value.valueBlock.value;
  return typeof text === 'string' ? text : '';
}
