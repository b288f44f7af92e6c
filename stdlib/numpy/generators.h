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
  void forget_gauss() { has_gauss_ = false; }

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

 private:
  using u128 = unsigned __int128;
  u128 state_, increment_;
  bool has_half_ = false;
  uint32_t half_ = 0;
};

}  // namespace pyvm::np
