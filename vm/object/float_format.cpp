#include "vm/object/float_format.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/base/check.h"
#include "vm/base/text.h"

namespace pyvm {

namespace {

// Room for a formatted double, on the stack where it fits.
struct Room {
  explicit Room(size_t size) : data(size <= sizeof small ? small : static_cast<char*>(std::malloc(size))), size(size) {
    PYVM_CHECK(data != nullptr);
  }
  ~Room() {
    if (data != small) std::free(data);
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  char small[512];
  char* data;
  size_t size;
};

// Digits d1 d2 ... of a number 0.d1d2... * 10^point.
struct Digits {
  char* first;
  int count;
  int point;
};

// Takes "d.ddde+xx" apart in place.
Digits take_apart(char* text, char* end) {
  char* e = end;
  while (*--e != 'e') {
  }
  int exponent = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
  if (text[1] == '.') {
    std::memmove(text + 1, text + 2, static_cast<size_t>(e - text) - 2);
    e--;
  }
  return {text, static_cast<int>(e - text), exponent + 1};
}

void append_zeros(TextBuffer& out, int n) {
  for (; n > 0; n--) out.append('0');
}

void append_exponent(TextBuffer& out, int exponent, bool upper) {
  char digits[8];
  auto r = std::to_chars(digits, digits + sizeof digits, std::abs(exponent));
  out.append(upper ? 'E' : 'e');
  out.append(exponent < 0 ? '-' : '+');
  if (r.ptr - digits < 2) out.append('0');
  out.append({digits, static_cast<size_t>(r.ptr - digits)});
}

void append_scientific(TextBuffer& out, const Digits& d, bool upper, bool alternate) {
  out.append(d.first[0]);
  if (d.count > 1 || alternate) out.append('.');
  out.append({d.first + 1, static_cast<size_t>(d.count - 1)});
  append_exponent(out, d.point - 1, upper);
}

void append_positional(TextBuffer& out, const Digits& d, unsigned flags) {
  if (d.point <= 0) {
    out.append("0.");
    append_zeros(out, -d.point);
    out.append({d.first, static_cast<size_t>(d.count)});
  } else if (d.point >= d.count) {
    out.append({d.first, static_cast<size_t>(d.count)});
    append_zeros(out, d.point - d.count);
    if (flags & (kFloatAlternate | kFloatAddDotZero)) out.append('.');
    if (flags & kFloatAddDotZero && !(flags & kFloatAlternate && d.point > d.count)) out.append('0');
  } else {
    out.append({d.first, static_cast<size_t>(d.point)});
    out.append('.');
    out.append({d.first + d.point, static_cast<size_t>(d.count - d.point)});
  }
}

void append_shortest(TextBuffer& out, double d, bool upper, unsigned flags) {
  char text[40];
  auto r = std::to_chars(text, text + sizeof text, d, std::chars_format::scientific);
  Digits digits = take_apart(text, r.ptr);
  if (digits.point <= -4 || digits.point > 16) {
    append_scientific(out, digits, upper, flags & kFloatAlternate);
  } else {
    append_positional(out, digits, flags);
  }
}

void append_general(TextBuffer& out, double d, int precision, bool upper, unsigned flags) {
  if (precision == 0) precision = 1;
  // No double has more than 767 significant digits; what follows are zeros.
  int exact = precision > 800 ? 800 : precision;
  Room room(static_cast<size_t>(exact) + 32);
  auto r = std::to_chars(room.data, room.data + room.size, d, std::chars_format::scientific, exact - 1);
  Digits digits = take_apart(room.data, r.ptr);
  int zeros = flags & kFloatAlternate ? precision - exact : 0;
  if (!(flags & kFloatAlternate)) {
    while (digits.count > 1 && digits.first[digits.count - 1] == '0') digits.count--;
  }
  if (digits.point <= -4 || digits.point > precision - (flags & kFloatAddDotZero ? 1 : 0)) {
    append_scientific(out, digits, upper, flags & kFloatAlternate);
    return;
  }
  append_positional(out, digits, flags);
  append_zeros(out, zeros);
}

void append_fixed(TextBuffer& out, double d, int precision, bool alternate) {
  int exact = precision > 1100 ? 1100 : precision;   // the smallest double ends at the 1074th place
  Room room(static_cast<size_t>(exact) + 330);
  auto r = std::to_chars(room.data, room.data + room.size, d, std::chars_format::fixed, exact);
  out.append({room.data, static_cast<size_t>(r.ptr - room.data)});
  append_zeros(out, precision - exact);
  if (precision == 0 && alternate) out.append('.');
}

void append_exponential(TextBuffer& out, double d, int precision, bool upper, bool alternate) {
  int exact = precision > 800 ? 800 : precision;
  Room room(static_cast<size_t>(exact) + 32);
  auto r = std::to_chars(room.data, room.data + room.size, d, std::chars_format::scientific, exact);
  Digits digits = take_apart(room.data, r.ptr);
  out.append(digits.first[0]);
  if (digits.count > 1 || alternate) out.append('.');
  out.append({digits.first + 1, static_cast<size_t>(digits.count - 1)});
  append_zeros(out, precision - exact);
  append_exponent(out, digits.point - 1, upper);
}

bool is_zero_text(std::string_view text) {
  for (char c : text) {
    if (c >= '1' && c <= '9') return false;
    if (c == 'e' || c == 'E') break;
  }
  return true;
}

}  // namespace

void float_format(double d, char code, int precision, unsigned flags, TextBuffer& out) {
  bool upper = code >= 'A' && code <= 'Z';
  if (std::isnan(d)) {
    out.append(upper ? "NAN" : "nan");
    return;
  }
  size_t start = out.size();
  bool negative = std::signbit(d);
  if (negative) out.append('-');
  d = std::fabs(d);
  if (std::isinf(d)) {
    out.append(upper ? "INF" : "inf");
    return;
  }
  switch (code | 32) {
    case 'r': append_shortest(out, d, upper, flags); break;
    case 'e': append_exponential(out, d, precision, upper, flags & kFloatAlternate); break;
    case 'f': append_fixed(out, d, precision, flags & kFloatAlternate); break;
    default: append_general(out, d, precision, upper, flags); break;
  }
  if (negative && (flags & kFloatNoNegativeZero) && is_zero_text(out.view().substr(start))) {
    TextBuffer copy;
    copy.append(out.view().substr(start + 1));
    out.truncate(start);
    out.append(copy.view());
  }
}

}  // namespace pyvm
