/**
 * Why a message of the other side was not accepted. `malformed`: too short or too long to be one. `refusedKey`: a public
 * key that makes the shared secret all zero (a point of low order). `notAuthentic`: altered, or sealed with other keys.
 */
export type NoiseError = { type: 'malformed' } | { type: 'refusedKey' } | { type: 'notAuthentic' };
