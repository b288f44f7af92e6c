// Ints as GMP sees them: magnitude in limbs + sign, borrowed from a Value without copying.
#pragma once

#include <gmp.h>

#include "vm/object/int.h"

namespace pyvm {

static_assert(sizeof(mp_limb_t) == 8);

// Borrowed magnitude and sign of an int, bool or int-subclass Value. Lives on the stack; `n` is 0 for zero.
struct IntView {
  const mp_limb_t* limbs;
  int64_t n;
  bool negative;
  mp_limb_t small;

  explicit IntView(Value v) {
    if (v.is_small_int()) {
      set(v.small_int());
    } else if (v.is_bool()) {
      set(v.is_true());
    } else {
      PyInt* i = v.as<PyInt>();
      limbs = reinterpret_cast<const mp_limb_t*>(i->limbs);
      negative = i->size < 0;
      n = negative ? -i->size : i->size;
    }
  }
  explicit IntView(int64_t i) { set(i); }
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;

  // Number of bits of the magnitude.
  int64_t bits() const { return n == 0 ? 0 : n * 64 - __builtin_clzll(limbs[n - 1]); }
  bool is_zero() const { return n == 0; }
  // A read-only mpz of the same limbs; valid as long as the view.
  mpz_srcptr mpz(mpz_t room) const { return mpz_roinit_n(room, limbs, negative ? -n : n); }

 private:
  void set(int64_t i) {
    negative = i < 0;
    small = negative ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
    n = small != 0;
    limbs = &small;
  }
};

// A stack mpz that is cleared at the end of its scope.
struct Mpz {
  mpz_t z;
  Mpz() { mpz_init(z); }
  ~Mpz() { mpz_clear(z); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  operator mpz_ptr() { return z; }   // NOLINT: implicit on purpose
};

// An int with room for n limbs, to be given to int_finish(). Null: MemoryError pending.
PyInt* int_allocate(int64_t n);
// Limbs that GMP's algorithms may need for one limb of the operands or the result.
inline constexpr int64_t kGmpScratch = 6;
// GMP ends the process when it finds no memory for its temporaries. True if it will find `limbs` limbs, else MemoryError.
bool int_check_scratch(int64_t limbs);
// Strips leading zero limbs and gives the Value (inline when it fits). `limbs` counts what was written.
Value int_finish(PyInt* i, int64_t limbs, bool negative);
Value int_from_limbs(const mp_limb_t* limbs, int64_t n, bool negative);
Value int_from_mpz(mpz_srcptr z);

// Instances of int subclasses: `type` is int or a subclass, value any int.
Value int_new_of(PyType* type, Value value);

// More limbs than that is a MemoryError (2 GiB).
inline constexpr int64_t kMaxIntLimbs = int64_t{1} << 28;

}  // namespace pyvm
