/** Public key of a device; members in the order of RFC 7638 §3.2, so that its JSON is what the thumbprint hashes. */
export type PublicJwk = { crv: 'P-256'; kty: 'EC'; x: string; y: string };
