// Hash of text and bytes: SipHash-1-3 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", with 1 and 3 rounds), keyed
// as CPython keys it, so that PYTHONHASHSEED gives the same hashes in both.
#include <sys/random.h>

#include <cstdlib>
#include <cstring>

#include "vm/object/str.h"

namespace pyvm {

static uint64_t secret[2];
static bool secret_ready = false;
static bool randomized = true;

bool hash_secret_init(const char* seed) {
  secret_ready = true;
  randomized = true;
  if (!seed || !*seed || !std::strcmp(seed, "random")) {
    if (getrandom(secret, sizeof secret, 0) != sizeof secret) secret[0] = reinterpret_cast<uint64_t>(&seed);
    return true;
  }
  uint64_t value = 0;
  for (const char* p = seed; *p; p++) {
    if (*p < '0' || *p > '9') return false;
    value = value * 10 + static_cast<uint64_t>(*p - '0');
    if (value > 0xFFFFFFFF) return false;
  }
  secret[0] = secret[1] = 0;
  randomized = value != 0;
  if (!randomized) return true;
  uint32_t x = static_cast<uint32_t>(value);
  uint8_t bytes[16];
  for (uint8_t& b : bytes) {
    x = x * 214013 + 2531011;
    b = static_cast<uint8_t>(x >> 16);
  }
  std::memcpy(secret, bytes, 16);
  return true;
}

bool hash_is_randomized() {
  if (!secret_ready) hash_secret_init(std::getenv("PYTHONHASHSEED"));
  return randomized;
}

static inline uint64_t rotate(uint64_t x, int n) { return x << n | x >> (64 - n); }

namespace {
struct SipState {
  uint64_t v0, v1, v2, v3;
  void round() {
    v0 += v1;
    v2 += v3;
    v1 = rotate(v1, 13) ^ v0;
    v3 = rotate(v3, 16) ^ v2;
    v0 = rotate(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = rotate(v1, 17) ^ v2;
    v3 = rotate(v3, 21) ^ v0;
    v2 = rotate(v2, 32);
  }
};
}  // namespace

uint64_t siphash13(const uint64_t key[2], const void* data, size_t n) {
  SipState s{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d, key[0] ^ 0x6c7967656e657261,
             key[1] ^ 0x7465646279746573};
  auto* p = static_cast<const uint8_t*>(data);
  uint64_t last = static_cast<uint64_t>(n) << 56;
  size_t left = n;
  for (; left >= 8; left -= 8, p += 8) {
    uint64_t m;
    std::memcpy(&m, p, 8);
    s.v3 ^= m;
    s.round();
    s.v0 ^= m;
  }
  uint64_t tail = 0;
  std::memcpy(&tail, p, left);
  last |= tail;
  s.v3 ^= last;
  s.round();
  s.v0 ^= last;
  s.v2 ^= 0xFF;
  s.round();
  s.round();
  s.round();
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

int64_t hash_raw(const void* data, size_t n) {
  if (n == 0) return 0;
  if (!secret_ready) hash_secret_init(std::getenv("PYTHONHASHSEED"));
  auto hash = static_cast<int64_t>(siphash13(secret, data, n));
  return hash == -1 ? -2 : hash;
}

int64_t str_hash(PyStr* s) {
  if (s->hash == -1) s->hash = hash_raw(s->data, s->length * static_cast<size_t>(s->width()));
  return s->hash;
}

}  // namespace pyvm
