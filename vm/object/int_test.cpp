#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include <cmath>

#include "tests/unit/with_runtime.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/str.h"
#include "vm/run/thread.h"

namespace pyvm {

static Value parse(Thread& t, std::string_view text) {
  Value v;
  REQUIRE(int_parse(t, text, 10, &v));
  REQUIRE(v);
  return v;
}
static std::string_view text_of(Thread& t, Value v) {
  REQUIRE(v);
  PyStr* s = int_to_str(t, v, 10);
  REQUIRE(s);
  return str_utf8(s);
}

TEST_CASE("an int leaves and enters the 49-bit form where it must") {
  with_runtime([](Thread& t) {
    Value largest = Value::from_small_int(Value::kIntMax), one = Value::from_small_int(1);
    Value beyond = int_add(t, largest, one);
    CHECK(beyond.is_heap());
    CHECK(int_sub(t, beyond, one) == largest);
    Value smallest = Value::from_small_int(Value::kIntMin);
    CHECK(int_sub(t, smallest, one).is_heap());
    CHECK(int_add(t, int_sub(t, smallest, one), one) == smallest);
    CHECK(int_neg(t, smallest).is_heap());
    CHECK(int_neg(t, int_neg(t, smallest)) == smallest);
  });
}

TEST_CASE("floor division and modulo follow the sign of the divisor") {
  with_runtime([](Thread& t) {
    const char* const kCases[][4] = {
        {"7", "-2", "-4", "-1"},
        {"-7", "2", "-4", "1"},
        {"-100000000000000000000000", "7", "-14285714285714285714286", "2"},
        {"100000000000000000000000", "-30000000000000000000001", "-4", "-20000000000000000000004"},
        {"5", "-100000000000000000000000", "-1", "-99999999999999999999995"},
    };
    for (auto& c : kCases) {
      CAPTURE(c[0]);
      Value a = parse(t, c[0]), b = parse(t, c[1]);
      CHECK(text_of(t, int_floordiv(t, a, b)) == c[2]);
      CHECK(text_of(t, int_mod(t, a, b)) == c[3]);
    }
  });
}

TEST_CASE("true division of large ints is rounded once") {
  with_runtime([](Thread& t) {
    Value a = parse(t, "9007199254740993"), two = Value::from_small_int(2);   // 2^53 + 1
    CHECK(int_truediv(t, a, Value::from_small_int(1)).as_double() == 9007199254740992.0);
    Value big = int_pow(t, two, Value::from_small_int(1100)), less = int_pow(t, two, Value::from_small_int(77));
    CHECK(int_truediv(t, big, less).as_double() == std::ldexp(1.0, 1023));
    CHECK(int_truediv(t, Value::from_small_int(1), int_pow(t, two, Value::from_small_int(1074))).as_double() == 5e-324);
    CHECK_FALSE(int_truediv(t, big, Value::from_small_int(1)));
    CHECK(error_matches(exc::OverflowError));
    error_clear();
  });
}

TEST_CASE("comparison with floats is exact") {
  with_runtime([](Thread& t) {
    Value a = parse(t, "9007199254740993");
    CHECK(int_compare_double(a, 9007199254740992.0) == 1);
    CHECK(int_compare_double(a, 9007199254740994.0) == -1);
    CHECK(int_compare_double(parse(t, "100000000000000000000000"), 1e23) == 1);   // 1e23 is 99999999999999991611392
    CHECK(int_compare_double(Value::from_small_int(3), 3.5) == -1);
    CHECK(int_compare_double(Value::from_small_int(3), NAN) == 2);
  });
}

TEST_CASE("equal numbers have equal hashes") {
  with_runtime([](Thread& t) {
    CHECK(int_hash(parse(t, "1267650600228229401496703205376")) == float_hash(std::ldexp(1.0, 100)));
    CHECK(int_hash(Value::from_small_int(-1)) == -2);
    CHECK(float_hash(-1.0) == -2);
    CHECK(float_hash(0.5) == 1152921504606846976);
  });
}

}  // namespace pyvm
