// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Idempotency keys.

/// Returns a UUID of version 4 (RFC 9562, section 5.4) from random bits.
pub(crate) fn uuid(high: u64, low: u64) -> String {
    let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}
