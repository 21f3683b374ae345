/**
 * Number of the agreement between app and server. Raised with every change of a schema in this room (a test holds
 * their digest); a server refuses another number by name, so that an old app keeps its outbox and asks for its update.
 */
export const WIRE_VERSION = 4;
/** Request header that carries it. */
export const WIRE_HEADER = 'relais-wire';
