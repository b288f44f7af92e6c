// IEEE 754 half precision: kept in 16 bits, computed as float.
#pragma once

#include <cstdint>
#include <cstring>

namespace pyvm::np {

class Half {
 public:
  Half() = default;
  Half(float v) : bits_(from_float(v)) {}
  operator float() const { return to_float(bits_); }
  uint16_t bits() const { return bits_; }

 private:
  // Rounds to nearest, ties to even.
  static uint16_t from_float(float v) {
    uint32_t u;
    std::memcpy(&u, &v, sizeof u);
    uint32_t sign = u >> 16 & 0x8000, exponent = u >> 23 & 0xFF, fraction = u & 0x7FFFFF;
    if (exponent == 0xFF) {
      uint32_t payload = fraction ? (fraction >> 13 ? fraction >> 13 : 1) : 0;
      return static_cast<uint16_t>(sign | 0x7C00 | payload);
    }
    int e = static_cast<int>(exponent) - 112;
    if (e >= 31) return static_cast<uint16_t>(sign | 0x7C00);
    if (e <= 0 && e < -10) return static_cast<uint16_t>(sign);
    uint32_t shift = e > 0 ? 13 : static_cast<uint32_t>(14 - e);
    if (e <= 0) fraction |= 0x800000;
    uint32_t kept = fraction >> shift, rest = fraction & ((uint32_t{1} << shift) - 1), half = uint32_t{1} << (shift - 1);
    uint32_t h = (e > 0 ? static_cast<uint32_t>(e) << 10 : 0) + kept;
    if (rest > half || (rest == half && (kept & 1))) h++;   // a carry goes into the exponent, as it should
    return static_cast<uint16_t>(sign | h);
  }
  static float to_float(uint16_t h) {
    uint32_t sign = static_cast<uint32_t>(h & 0x8000) << 16, exponent = h >> 10 & 0x1F, fraction = h & 0x3FF;
    uint32_t u;
    if (exponent == 0x1F) {
      u = sign | 0x7F800000 | fraction << 13;
    } else if (exponent) {
      u = sign | (exponent + 112) << 23 | fraction << 13;
    } else {
      float v = static_cast<float>(fraction) * 0x1p-24f;
      std::memcpy(&u, &v, sizeof u);
      u |= sign;
    }
    float v;
    std::memcpy(&v, &u, sizeof v);
    return v;
  }
  uint16_t bits_;
};

}  // namespace pyvm::np
