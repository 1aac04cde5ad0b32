// SHA-256 of libmd, which libedit brings along on Debian.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sha2.h>

/// Writes the 32 bytes of a SHA-256 (FIPS 180-4).
static inline void cdigest_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, bytes, count);
  SHA256Final(digest, &context);
}
