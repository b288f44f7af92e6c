#include "stdlib/numpy/generators.h"

#include <cmath>
#include <cstring>

#include "stdlib/numpy/ziggurat_tables.h"

namespace pyvm::np {

// ---- MT19937

void Mt19937::seed(uint32_t s) {
  for (int i = 0; i < 624; i++) {
    key_[i] = s;
    s = 1812433253u * (s ^ (s >> 30)) + static_cast<uint32_t>(i) + 1;
  }
  position_ = 624;
  has_gauss_ = false;
}

void Mt19937::seed(const uint32_t* key, int length) {
  seed(19650218u);
  int i = 1, j = 0;
  for (int k = length > 624 ? length : 624; k; k--) {
    key_[i] = (key_[i] ^ ((key_[i - 1] ^ (key_[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    if (++i >= 624) key_[0] = key_[623], i = 1;
    if (++j >= length) j = 0;
  }
  for (int k = 623; k; k--) {
    key_[i] = (key_[i] ^ ((key_[i - 1] ^ (key_[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    if (++i >= 624) key_[0] = key_[623], i = 1;
  }
  key_[0] = 0x80000000u;
}

uint32_t Mt19937::next32() {
  if (position_ == 624) {
    auto twist = [&](int i, int next, int far) {
      uint32_t y = (key_[i] & 0x80000000u) | (key_[next] & 0x7FFFFFFFu);
      key_[i] = key_[far] ^ (y >> 1) ^ (-(y & 1) & 0x9908B0DFu);
    };
    for (int i = 0; i < 227; i++) twist(i, i + 1, i + 397);
    for (int i = 227; i < 623; i++) twist(i, i + 1, i - 227);
    twist(623, 0, 396);
    position_ = 0;
  }
  uint32_t y = key_[position_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680u;
  y ^= (y << 15) & 0xEFC60000u;
  return y ^ (y >> 18);
}

double Mt19937::gauss() {
  if (has_gauss_) {
    has_gauss_ = false;
    double kept = gauss_;
    gauss_ = 0;
    return kept;
  }
  double x1, x2, r2;
  do {
    x1 = 2.0 * next_double() - 1.0;
    x2 = 2.0 * next_double() - 1.0;
    r2 = x1 * x1 + x2 * x2;
  } while (r2 >= 1.0 || r2 == 0.0);
  double f = std::sqrt(-2.0 * std::log(r2) / r2);
  gauss_ = f * x1;
  has_gauss_ = true;
  return f * x2;
}

void Mt19937::restore(const uint32_t* key, int position, bool has_gauss, double gauss) {
  std::memcpy(key_, key, sizeof key_);
  position_ = position;
  has_gauss_ = has_gauss;
  gauss_ = gauss;
}

// ---- SeedSequence and PCG64

namespace {

constexpr uint32_t kInitA = 0x43b0d7e5, kMultA = 0x931e8875, kInitB = 0x8b51f9dd, kMultB = 0x58f38ded;
constexpr uint32_t kMixL = 0xca01f9dd, kMixR = 0x4973f715;
constexpr int kPool = 4, kShift = 16;

class SeedSequence {
 public:
  SeedSequence(const uint32_t* entropy, int words) {
    uint32_t hash = kInitA;
    auto hashmix = [&](uint32_t v) {
      v ^= hash;
      hash *= kMultA;
      v *= hash;
      return v ^ (v >> kShift);
    };
    auto mix = [](uint32_t x, uint32_t y) {
      uint32_t r = kMixL * x - kMixR * y;
      return r ^ (r >> kShift);
    };
    for (int i = 0; i < kPool; i++) pool_[i] = hashmix(i < words ? entropy[i] : 0);
    for (int from = 0; from < kPool; from++) {
      for (int to = 0; to < kPool; to++) {
        if (from != to) pool_[to] = mix(pool_[to], hashmix(pool_[from]));
      }
    }
    for (int from = kPool; from < words; from++) {
      for (int to = 0; to < kPool; to++) pool_[to] = mix(pool_[to], hashmix(entropy[from]));
    }
  }
  void generate(uint32_t* out, int words) const {
    uint32_t hash = kInitB;
    for (int i = 0; i < words; i++) {
      uint32_t v = pool_[i % kPool] ^ hash;
      hash *= kMultB;
      v *= hash;
      out[i] = v ^ (v >> kShift);
    }
  }

 private:
  uint32_t pool_[kPool];
};

using u128 = unsigned __int128;
constexpr u128 joined(uint64_t high, uint64_t low) { return static_cast<u128>(high) << 64 | low; }
constexpr u128 kMultiplier = joined(2549297995355413924ULL, 4865540595714422341ULL);

}  // namespace

void Pcg64::seed(const uint32_t* entropy, int words) {
  uint32_t raw[8];
  SeedSequence(entropy, words).generate(raw, 8);
  uint64_t v[4];
  for (int i = 0; i < 4; i++) v[i] = raw[2 * i] | static_cast<uint64_t>(raw[2 * i + 1]) << 32;
  u128 initial = joined(v[0], v[1]), increment = joined(v[2], v[3]) << 1 | 1;
  u128 state = (increment + initial) * kMultiplier + increment;
  state_high_ = static_cast<uint64_t>(state >> 64);
  state_low_ = static_cast<uint64_t>(state);
  increment_high_ = static_cast<uint64_t>(increment >> 64);
  increment_low_ = static_cast<uint64_t>(increment);
  has_half_ = false;
}

uint64_t Pcg64::next64() {
  u128 state = joined(state_high_, state_low_) * kMultiplier + joined(increment_high_, increment_low_);
  auto high = static_cast<uint64_t>(state >> 64), low = static_cast<uint64_t>(state);
  state_high_ = high;
  state_low_ = low;
  uint64_t x = high ^ low;
  unsigned rotation = static_cast<unsigned>(high >> 58);
  return x >> rotation | x << (-rotation & 63);
}

uint32_t Pcg64::next32() {
  if (has_half_) {
    has_half_ = false;
    return half_;
  }
  uint64_t v = next64();
  has_half_ = true;
  half_ = static_cast<uint32_t>(v >> 32);
  return static_cast<uint32_t>(v);
}

// ---- ziggurat

namespace {
double from_bits(uint64_t bits) {
  double d;
  std::memcpy(&d, &bits, sizeof d);
  return d;
}
}  // namespace

double Pcg64::normal() {
  constexpr double kEdge = 3.6541528853610087963519472518, kInverseEdge = 0.27366123732975827203338247596;
  const ZigguratTables& z = kNormalZiggurat;
  for (;;) {
    uint64_t r = next64();
    int layer = r & 0xFF;
    r >>= 8;
    bool negative = r & 1;
    uint64_t magnitude = r >> 1 & 0x000FFFFFFFFFFFFF;
    double x = static_cast<double>(magnitude) * from_bits(z.w[layer]);
    if (negative) x = -x;
    if (magnitude < z.k[layer]) return x;
    if (layer == 0) {
      for (;;) {
        double xx = -kInverseEdge * std::log1p(-next_double());
        double yy = -std::log1p(-next_double());
        if (yy + yy > xx * xx) return (magnitude >> 8 & 1) ? -(kEdge + xx) : kEdge + xx;
      }
    }
    double above = from_bits(z.f[layer - 1]), below = from_bits(z.f[layer]);
    if ((above - below) * next_double() + below < std::exp(-0.5 * x * x)) return x;
  }
}

double Pcg64::exponential() {
  constexpr double kEdge = 7.69711747013104972;
  const ZigguratTables& z = kExponentialZiggurat;
  for (;;) {
    uint64_t r = next64() >> 3;
    int layer = r & 0xFF;
    r >>= 8;
    double x = static_cast<double>(r) * from_bits(z.w[layer]);
    if (r < z.k[layer]) return x;
    if (layer == 0) return kEdge - std::log1p(-next_double());
    double above = from_bits(z.f[layer - 1]), below = from_bits(z.f[layer]);
    if ((above - below) * next_double() + below < std::exp(-x)) return x;
  }
}

}  // namespace pyvm::np
