/**
 * Readers that speak CCID behind a vendor class (0xFF), which a page may claim: USB vendor and product. From the
 * descriptors that the CCID driver of Linux collects (ccid.apdu.fr, readers/). Their class tells a chooser nothing, so
 * it has to name them one by one.
 */
export const VENDOR_CLASS_READERS: readonly (readonly [vendorId: number, productId: number])[] = [
  [0x046a, 0x003e], // Cherry GmbH SmartTerminal ST-2xxx
  [0x04e6, 0x5111], // SCM Microsystems Inc. SCR331-DI USB Smart Card Reader
  [0x04e6, 0x511a], // NTT Communications Corp. SCR3310-NTTCom USB SmartCard Reader
  [0x04e6, 0x5120], // SCM Microsystems Inc. SCR331-DI USB Smart Card Reader
  [0x04e6, 0x5121], // SCM Microsystems Inc. SDI010 Smart Card Reader
  [0x04e6, 0x512b], // SCM Microsystems Inc. SDI011 Contactless Reader
  [0x04e6, 0x512c], // SCM Microsystems Inc. SDI011 Contactless Reader
  [0x04e6, 0x5291], // SCM Microsystems Inc. SCL010 Contactless Reader
  [0x04e6, 0x5292], // SCM Microsystems Inc. SCL01x Contactless Reader
  [0x04e6, 0xe003], // SCM Microsystems Inc. SPRx32 USB Smart Card Reader
  [0x076b, 0x532a], // OMNIKEY Smart Card Reader USB
  [0x076b, 0x5340], // HID OMNIKEY Smart Card Reader USB
  [0x08e6, 0x1359], // Gemplus Token GEM USB COMBI-M
  [0x08e6, 0x2202], // Gemplus Gem e-Seal Pro USB Token
  [0x08e6, 0xace0], // Gemplus Token GEM USB COMBI
  [0x0973, 0x0003], // SchlumbergerSema SchlumbergerSema Cyberflex Access
  [0x09be, 0x0002], // MYSMART MySMART PAD V2.0
  [0x0c4b, 0x0300], // Reiner-SCT cyberJack pinpad(a)
  [0x0c4b, 0x0500], // REINER SCT cyberJack RFID standard
  [0x1a74, 0x6354], // OCS ID-One Cosmo Card USB Smart Chip Device
  [0x1a74, 0x6356], // OCS ID-One Cosmo Card USB Smart Chip Device
  [0x1db2, 0x0600], // DUALi DE-ABCM6
  [0x1db2, 0x0604], // DUALi Inc. DRAGON BT
  [0x413c, 0x2100], // Gemplus Dell USB Smartcard Keyboard
];
