// int: text in and out.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"

#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/str.h"

namespace pyvm {

int64_t int_max_str_digits = 4300;

static Value raise_too_many_digits(int64_t digits) {
  constexpr const char* kText = "Exceeds the limit (%lld digits) for integer string conversion";
  constexpr const char* kAdvice = "; use sys.set_int_max_str_digits() to increase the limit";
  char text[200];
  int n = std::snprintf(text, sizeof text, kText, static_cast<long long>(int_max_str_digits));
  if (digits > 0) n += std::snprintf(text + n, sizeof text - n, ": value has %lld digits", static_cast<long long>(digits));
  std::snprintf(text + n, sizeof text - n, "%s", kAdvice);
  return raise_value_error("%s", text);
}

static int digit_value(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

Value int_from_digits(Thread&, std::string_view digits, int base, bool negative) {
  size_t n = digits.size();
  bool power_of_two = (base & (base - 1)) == 0;
  if (!power_of_two && n > 640 && int_max_str_digits > 0 && static_cast<int64_t>(n) > int_max_str_digits) {
    return raise_too_many_digits(static_cast<int64_t>(n));
  }
  if (n <= 12) {   // 36^12 < 2^63
    int64_t r = 0;
    for (unsigned char c : digits) r = r * base + digit_value(c);
    return int_from_int64(negative ? -r : r);
  }
  while (n > 0 && digits[0] == '0') {
    digits.remove_prefix(1);
    n--;
  }
  if (n == 0) return Value::from_small_int(0);
  auto* raw = static_cast<unsigned char*>(std::malloc(n));
  if (!raw) return raise_memory_error();
  for (size_t i = 0; i < n; i++) raw[i] = static_cast<unsigned char>(digit_value(static_cast<unsigned char>(digits[i])));
  PyInt* r = int_allocate(static_cast<int64_t>(n / 12 + 2));   // at most 5.17 bits a digit
  if (!r || !int_check_scratch(static_cast<int64_t>(n / 12) * kGmpScratch)) {
    std::free(raw);
    return kNull;
  }
  mp_size_t limbs = mpn_set_str(reinterpret_cast<mp_limb_t*>(r->limbs), raw, n, base);
  std::free(raw);
  return int_finish(r, limbs, negative);
}

// Text of an inline int in an array of kSmallIntText bytes.
static constexpr size_t kSmallIntText = 56;
static std::string_view small_int_text(Value v, int base, char* room) {
  auto r = std::to_chars(room, room + kSmallIntText, v.small_int(), base);
  return {room, static_cast<size_t>(r.ptr - room)};
}

bool int_append_text(Thread& t, Value v, int base, TextBuffer& out) {
  if (v.is_small_int()) {
    char room[kSmallIntText];
    out.append(small_int_text(v, base, room));
    return true;
  }
  PyStr* text = int_to_str(t, v, base);
  if (text) str_append_utf8(text, out);
  return text;
}

PyStr* int_to_str(Thread&, Value v, int base) {
  if (v.is_small_int()) {
    char room[kSmallIntText];
    std::string_view text = small_int_text(v, base, room);
    if (text.size() == 1) return str_from_char(static_cast<uint8_t>(text[0]));
    PyStr* s = str_new_ascii(text.size());
    if (s) std::memcpy(s->data, text.data(), text.size());
    return s;
  }
  IntView i(v);
  if (i.n == 0) return str_from_latin1(reinterpret_cast<const uint8_t*>("0"), 1);
  int64_t bits = i.bits();
  if (base == 10 && int_max_str_digits > 0 && bits > 2125) {
    // Surely too long already; the exact count is checked below.
    if (static_cast<double>(bits - 1) * 0.30102999566398 >= static_cast<double>(int_max_str_digits) + 1) {
      (void)raise_too_many_digits(0);
      return nullptr;
    }
  }
  size_t room = static_cast<size_t>(base == 10 ? bits * 3 / 10 + bits / 300 + 4 : bits + 4);
  auto* text = static_cast<unsigned char*>(std::malloc(room));
  auto* limbs = static_cast<mp_limb_t*>(std::malloc(static_cast<size_t>(i.n + 1) * sizeof(mp_limb_t)));
  if (!text || !limbs || !int_check_scratch(i.n * kGmpScratch)) {
    std::free(text);
    std::free(limbs);
    (void)raise_memory_error();
    return nullptr;
  }
  std::memcpy(limbs, i.limbs, static_cast<size_t>(i.n) * sizeof(mp_limb_t));   // mpn_get_str destroys its input
  size_t n = mpn_get_str(text + 1, base, limbs, i.n);
  std::free(limbs);
  unsigned char* first = text + 1;
  while (n > 1 && *first == 0) first++, n--;
  for (size_t k = 0; k < n; k++) first[k] = static_cast<unsigned char>("0123456789abcdef"[first[k]]);
  PyStr* s = nullptr;
  if (base == 10 && int_max_str_digits > 0 && static_cast<int64_t>(n) > int_max_str_digits) {
    (void)raise_too_many_digits(0);
  } else {
    if (i.negative) *--first = '-', n++;
    s = str_from_latin1(first, n);
  }
  std::free(text);
  return s;
}

bool int_parse(Thread& t, std::string_view text, int base, Value* out) {
  *out = kNull;
  auto blank = [](unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!text.empty() && blank(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && blank(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool prefixed = false, leading_zero_only = false;
  int prefix_base = 0;
  if (text.size() >= 2 && text[0] == '0') {
    char c = static_cast<char>(text[1] | 0x20);
    prefix_base = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
  }
  if (base == 0) {
    if (prefix_base) base = prefix_base, prefixed = true;
    else base = 10, leading_zero_only = !text.empty() && text[0] == '0';
  } else if (prefix_base == base) {
    prefixed = true;
  }
  if (prefixed) {
    text.remove_prefix(2);
    if (!text.empty() && text[0] == '_') text.remove_prefix(1);
  }
  if (text.empty() || text.front() == '_' || text.back() == '_') return true;
  bool underscores = false, nonzero = false;
  char last = 0;
  for (char c : text) {
    if (c == '_') {
      if (last == '_') return true;
      underscores = true;
    } else {
      if (digit_value(static_cast<unsigned char>(c)) >= base) return true;
      nonzero |= c != '0';
    }
    last = c;
  }
  if (leading_zero_only && nonzero) return true;
  if (!underscores) {
    *out = int_from_digits(t, text, base, negative);
    return bool(*out);
  }
  auto* plain = static_cast<char*>(std::malloc(text.size()));
  if (!plain) {
    (void)raise_memory_error();
    return false;
  }
  size_t n = 0;
  for (char c : text) {
    if (c != '_') plain[n++] = c;
  }
  *out = int_from_digits(t, {plain, n}, base, negative);
  std::free(plain);
  return bool(*out);
}

}  // namespace pyvm
