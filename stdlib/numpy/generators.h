// Bit generators. Sources: M. Matsumoto, T. Nishimura, "Mersenne Twister" (1998); M. O'Neill, "PCG" (2014, XSL-RR
// 128/64); seeding of PCG64 by NumPy's SeedSequence (after O'Neill's randutils seed_seq).
#pragma once

#include <cstdint>

namespace pyvm::np {

class Mt19937 {
 public:
  void seed(uint32_t s);
  void seed(const uint32_t* key, int length);
  uint32_t next32();
  uint64_t next64() {
    uint64_t high = next32();
    return high << 32 | next32();
  }
  double next_double() {
    uint32_t a = next32() >> 5, b = next32() >> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }
  double gauss();   // legacy polar method, keeps the second value
  // The state as get_state() shows it.
  const uint32_t* key() const { return key_; }
  int position() const { return position_; }
  bool has_gauss() const { return has_gauss_; }
  double kept_gauss() const { return gauss_; }
  void restore(const uint32_t* key, int position, bool has_gauss, double gauss);

 private:
  uint32_t key_[624];
  int position_ = 624;
  bool has_gauss_ = false;
  double gauss_ = 0;
};

class Pcg64 {
 public:
  void seed(const uint32_t* entropy, int words);
  uint64_t next64();
  uint32_t next32();
  double next_double() { return static_cast<double>(next64() >> 11) * (1.0 / 9007199254740992.0); }
  float next_float() { return static_cast<float>(next32() >> 8) * (1.0f / 16777216.0f); }
  double normal();        // by the ziggurat
  double exponential();

 private:
  // 128-bit numbers in halves: objects of the heap are aligned to 8 bytes only.
  uint64_t state_high_, state_low_, increment_high_, increment_low_;
  bool has_half_ = false;
  uint32_t half_ = 0;
};

}  // namespace pyvm::np
