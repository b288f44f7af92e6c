// Builtin functions on numbers and characters.
#include "stdlib/builtins/builtins.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/object/str_builder.h"

namespace pyvm {

static Value builtin_abs(Thread& t, Value* args) {
  Value v = args[0];
  if (v.is_double()) return Value::from_double(__builtin_fabs(v.as_double()));
  if (is_exact_int(v)) return int_sign(v) < 0 ? int_neg(t, v) : v;
  Value method = type_lookup(type_of(v), names::d_abs);
  if (!method) return raise_type_error("bad operand type for abs(): '%.200s'", type_name(v));
  Value call[2] = {v};
  return call_special(t, method, call, 1);
}

template <int Base>
static Value builtin_to_base(Thread& t, Value* args) {
  Value v = object_as_int(t, args[0]);
  PyStr* digits = v ? int_to_str(t, v, Base) : nullptr;
  if (!digits) return kNull;
  std::string_view text = str_utf8(digits);
  StrBuilder out;
  if (text[0] == '-') {
    out.append('-');
    text.remove_prefix(1);
  }
  out.append_ascii(Base == 2 ? "0b" : Base == 8 ? "0o" : "0x");
  out.append_ascii(text);
  return text_value(out.finish());
}

static Value builtin_divmod(Thread& t, Value* args) { return object_binary(t, BinaryOp::kDivmod, args[0], args[1]); }
static Value builtin_pow(Thread& t, Value* args) { return object_pow(t, args[0], args[1], args[2]); }

static Value builtin_round(Thread& t, Value* args) {
  if (is_exact_int(args[0]) && args[1].is_none()) return args[0];
  Value method = type_lookup(type_of(args[0]), names::d_round);
  if (!method) return raise_type_error("type %.100s doesn't define __round__ method", type_name(args[0]));
  Value call[3] = {args[0], args[1]};
  return call_special(t, method, call, args[1].is_none() ? 1 : 2);
}

static Value builtin_chr(Thread& t, Value* args) {
  Value v = object_as_int(t, args[0]);
  int64_t c;
  if (!v) return kNull;
  if (!int_to_int64(v, &c) || c > INT32_MAX || c < INT32_MIN) {
    return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  }
  if (c < 0 || c > 0x10FFFF) return raise_value_error("chr() arg not in range(0x110000)");
  return text_value(str_from_char(static_cast<uint32_t>(c)));
}

static Value builtin_ord(Thread&, Value* args) {
  int64_t n;
  if (is_str(args[0])) {
    PyStr* s = as_str(args[0]);
    if (s->length == 1) return Value::from_small_int(s->at(0));
    n = static_cast<int64_t>(s->length);
  } else if (is_bytes(args[0]) || is_bytearray(args[0])) {
    const uint8_t* data = is_bytes(args[0]) ? as_bytes(args[0])->data : as_bytearray(args[0])->data();
    n = is_bytes(args[0]) ? as_bytes(args[0])->length : as_bytearray(args[0])->length;
    if (n == 1) return Value::from_small_int(data[0]);
  } else {
    return raise_type_error("ord() expected string of length 1, but %.200s found", type_name(args[0]));
  }
  return raise_type_error("ord() expected a character, but string of length %lld found", static_cast<long long>(n));
}

// Adds ints and floats without boxing as long as that is exact; the rest by the + operator.
static Value builtin_sum(Thread& t, Value* args) {
  Value total = args[1];
  if (is_str(total)) return raise_type_error("sum() can't sum strings [use ''.join(seq) instead]");
  if (is_bytes(total)) return raise_type_error("sum() can't sum bytes [use b''.join(seq) instead]");
  if (is_bytearray(total)) return raise_type_error("sum() can't sum bytearray [use b''.join(seq) instead]");
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return total;
    if (!item) return kNull;
    if (total.is_small_int() && item.is_small_int()) total = int_from_int64(total.small_int() + item.small_int());
    else if (total.is_double() && item.is_double()) total = Value::from_double(total.as_double() + item.as_double());
    else total = object_binary(t, BinaryOp::kAdd, total, item);
    if (!total) return kNull;
  }
}

const NativeDef kBuiltinNumbers[] = {
    {"abs(x, /)", builtin_abs, kEffectAll, "Return the absolute value of the argument."},
    {"bin(number, /)", builtin_to_base<2>, kEffectAll,
     "Return the binary representation of an integer.\n\n>>> bin(2796202)\n'0b1010101010101010101010'"},
    {"oct(number, /)", builtin_to_base<8>, kEffectAll,
     "Return the octal representation of an integer.\n\n>>> oct(342391)\n'0o1234567'"},
    {"hex(number, /)", builtin_to_base<16>, kEffectAll,
     "Return the hexadecimal representation of an integer.\n\n>>> hex(12648430)\n'0xc0ffee'"},
    {"divmod(x, y, /)", builtin_divmod, kEffectAll, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"pow(base, exp, mod=None)", builtin_pow, kEffectAll,
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to "
     "use a more efficient algorithm when\ninvoked using the three argument form."},
    {"round(number, ndigits=None)", builtin_round, kEffectAll,
     "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  "
     "Otherwise\nthe return value has the same type as the number.  ndigits may be negative."},
    {"chr(i, /)", builtin_chr, kEffectAll,
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"ord(c, /)", builtin_ord, kEffectMayRaise, "Return the Unicode code point for a one-character string."},
    {"sum(iterable, /, start=0)", builtin_sum, kEffectAll,
     "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start "
     "value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types."},
    {}};

}  // namespace pyvm
