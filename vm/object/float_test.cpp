#include "vm/object/float.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>

namespace pyvm {
namespace {

bool same(double a, double b) { return std::memcmp(&a, &b, 8) == 0; }

TEST_CASE("the square of a float is what pow gives, to the bit") {
  std::mt19937_64 random(7);
  int differs_from_product = 0, wrong = 0;
  for (int i = 0; i < 2000000; i++) {
    uint64_t bits = random();
    if (i % 4) bits = (bits & 0x800FFFFFFFFFFFFF) | (uint64_t{1023 - 30} + bits % 61) << 52;   // of usual size
    double x;
    std::memcpy(&x, &bits, 8);
    double expected = float_square_slow(x);
    wrong += !same(float_square(x), expected) && !std::isnan(expected);
    differs_from_product += x * x != expected && !std::isnan(expected);
  }
  CHECK(wrong == 0);
  CHECK(differs_from_product > 0);   // or the C library rounds better than this code assumes
}

TEST_CASE("squares of special floats") {
  for (double x : {0.0, -0.0, 1.0, -1.0, 0.5, 3.0, 1e-200, 1e200, 5e-324, 1.7976931348623157e308, 0x1p-30, 0x1.fffffffffffffp0,
                   0x1.6a09e667f3bcdp0, double(INFINITY)}) {
    CHECK(same(float_square(x), float_square_slow(x)));
  }
  CHECK(std::isnan(float_square(NAN)));
}

}  // namespace
}  // namespace pyvm
