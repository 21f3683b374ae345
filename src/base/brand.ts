declare const brand: unique symbol;

/** A string that was checked to be one kind of thing, and cannot be passed as another. */
export type Brand<Text extends string> = string & { readonly [brand]: Text };

/** Identifier of one dossier: a random UUID, meaningless outside this instance. */
export type DossierId = Brand<'DossierId'>;
/** Identifier of one version of a document: a random UUID (XDS entryUUID). */
export type DocumentId = Brand<'DocumentId'>;
/** National identifier of a professional: type digit + number, 8 + RPPS for most (OID 1.2.250.1.71.4.2.1). */
export type PsIdNat = Brand<'PsIdNat'>;
/** Thumbprint of a device's public key (RFC 7638, SHA-256, base64url): names the device. */
export type DeviceId = Brand<'DeviceId'>;
/** 22 digits (OID 1.2.250.1.213.1.4.2). */
export type InsC = Brand<'InsC'>;
/** 13 characters + 2 digits of key, checked. */
export type Nir = Brand<'Nir'>;
/** SHA-256 in lower-case hex: names a content. */
export type ContentHash = Brand<'ContentHash'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isDossierId = (text: string): text is DossierId => UUID.test(text);
export const isDocumentId = (text: string): text is DocumentId => UUID.test(text);
export const isPsIdNat = (text: string): text is PsIdNat => /^[0-9][0-9A-Z/]{5,40}$/.test(text);
export const isDeviceId = (text: string): text is DeviceId => /^[A-Za-z0-9_-]{43}$/.test(text);
export const isContentHash = (text: string): text is ContentHash => /^[0-9a-f]{64}$/.test(text);
