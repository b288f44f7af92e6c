#include "stdlib/numpy/float_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "stdlib/numpy/half.h"

namespace pyvm::np {

namespace {

// 0.DIGITS * 10^point
struct Digits {
  std::string digits;
  int point;
};

Digits parse(const char* text, const char* end) {
  Digits d;
  const char* p = text;
  for (; p < end && *p != 'e'; p++) {
    if (*p >= '0' && *p <= '9') d.digits += *p;
  }
  d.point = std::atoi(p + 1) + 1;
  while (d.digits.size() > 1 && d.digits.back() == '0') d.digits.pop_back();
  if (d.digits == "0") d.point = 1;
  return d;
}

// v >= 0
Digits shortest(double v, int bytes) {
  char text[64];
  if (bytes >= 4) {
    char* end = text + sizeof text - 1;
    end = (bytes == 8 ? std::to_chars(text, end, v, std::chars_format::scientific)
                      : std::to_chars(text, end, static_cast<float>(v), std::chars_format::scientific)).ptr;
    *end = 0;
    return parse(text, end);
  }
  for (int n = 0; n < 6; n++) {
    int length = std::snprintf(text, sizeof text, "%.*e", n, v);
    if (Half(std::strtof(text, nullptr)).bits() == Half(static_cast<float>(v)).bits() || n == 5) return parse(text, text + length);
  }
  return {};
}

// Exactly `count` digits after the leading one.
Digits exact_significant(double v, int count) {
  char text[1200];
  int length = std::snprintf(text, sizeof text, "%.*e", count > 1100 ? 1100 : count, v);
  return parse(text, text + length);
}
// Rounded to `count` digits after the point.
Digits exact_fraction(double v, int count) {
  char text[1600];
  int length = std::snprintf(text, sizeof text, "%.*f", count > 1100 ? 1100 : count, v);
  Digits d;
  std::string s(text, static_cast<size_t>(length));
  size_t point = s.find('.');
  d.point = static_cast<int>(point == std::string::npos ? s.size() : point);
  for (char c : s) {
    if (c != '.') d.digits += c;
  }
  size_t zeros = 0;
  while (zeros + 1 < d.digits.size() && d.digits[zeros] == '0') zeros++;
  d.digits.erase(0, zeros);
  d.point -= static_cast<int>(zeros);
  while (d.digits.size() > 1 && d.digits.back() == '0') d.digits.pop_back();
  if (d.digits == "0") d.point = 1;
  return d;
}

std::string pad(std::string s, size_t before, int wanted) {
  if (wanted > static_cast<int>(before)) s.insert(0, static_cast<size_t>(wanted) - before, ' ');
  return s;
}

void trim_fraction(std::string& fraction, const FloatText& o, bool* point) {
  size_t least = o.min_digits > 0 ? static_cast<size_t>(o.min_digits) : 0;
  if (o.trim != 'k') {
    while (fraction.size() > least && !fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (o.trim == '0' && fraction.empty()) fraction = "0";
    if (o.trim == '-' && fraction.empty()) *point = false;
  }
}

}  // namespace

std::string positional_text(double v, int bytes, const FloatText& o) {
  double m = std::fabs(v);
  Digits d;
  if (o.unique) {
    d = shortest(m, bytes);
    int fraction = static_cast<int>(d.digits.size()) - d.point;
    if (o.precision >= 0 && o.fractional && fraction > o.precision) d = exact_fraction(m, o.precision);
    if (o.precision > 0 && !o.fractional && static_cast<int>(d.digits.size()) > o.precision) d = exact_significant(m, o.precision - 1);
  } else if (o.fractional) {
    d = exact_fraction(m, o.precision >= 0 ? o.precision : 1100);
  } else {
    d = exact_significant(m, o.precision > 0 ? o.precision - 1 : 0);
  }
  std::string whole, fraction;
  int n = static_cast<int>(d.digits.size());
  for (int i = 0; i < d.point; i++) whole += i < n ? d.digits[static_cast<size_t>(i)] : '0';
  if (whole.empty()) whole = "0";
  for (int i = d.point; i < 0 && i < n; i++) fraction += '0';
  if (d.digits != "0") {
    for (int i = d.point < 0 ? 0 : d.point; i < n; i++) fraction += d.digits[static_cast<size_t>(i)];
  } else {
    fraction.clear();
  }
  if (o.trim == 'k' && o.precision >= 0 && o.fractional && !o.unique) {
    fraction.resize(static_cast<size_t>(o.precision), '0');
  }
  if (o.min_digits > static_cast<int>(fraction.size())) fraction.resize(static_cast<size_t>(o.min_digits), '0');
  bool point = true;
  trim_fraction(fraction, o, &point);
  std::string sign = std::signbit(v) ? "-" : o.plus ? "+" : "";
  std::string s = pad(sign + whole, sign.size() + whole.size(), o.pad_left);
  if (point) s += '.';
  s += fraction;
  if (o.pad_right > static_cast<int>(fraction.size())) {
    s.append(static_cast<size_t>(o.pad_right) - fraction.size() + (point ? 0 : 1), ' ');
  }
  return s;
}

std::string scientific_text(double v, int bytes, const FloatText& o) {
  double m = std::fabs(v);
  Digits d;
  if (o.unique) {
    d = shortest(m, bytes);
    if (o.precision >= 0 && static_cast<int>(d.digits.size()) - 1 > o.precision) d = exact_significant(m, o.precision);
  } else {
    d = exact_significant(m, o.precision >= 0 ? o.precision : 1100);
  }
  std::string whole = d.digits.substr(0, 1), fraction = d.digits.substr(1);
  if (o.trim == 'k' && o.precision >= 0 && !o.unique) fraction.resize(static_cast<size_t>(o.precision), '0');
  if (o.min_digits > static_cast<int>(fraction.size())) fraction.resize(static_cast<size_t>(o.min_digits), '0');
  bool point = true;
  trim_fraction(fraction, o, &point);
  std::string sign = std::signbit(v) ? "-" : o.plus ? "+" : "";
  std::string s = pad(sign + whole, sign.size() + whole.size(), o.pad_left);
  if (point) s += '.';
  s += fraction;
  int exponent = m == 0 ? 0 : d.point - 1;
  char text[32];
  std::snprintf(text, sizeof text, "e%c%0*d", exponent < 0 ? '-' : '+', o.exponent_digits > 2 && o.exponent_digits < 8 ? o.exponent_digits : 2,
                std::abs(exponent));
  return s + text;
}

}  // namespace pyvm::np
