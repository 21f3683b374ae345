/**
 * Organisation (O) in the subject of every authority that the demonstration makes: a production instance refuses to
 * trust a certificate that carries it.
 */
export const DEMO_AUTHORITY_ORGANISATION = 'RELAIS DEMONSTRATION';
