// Text of arrays and scalars as NumPy 1.24 prints them with default options.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "stdlib/numpy/ndarray.h"
#include "vm/base/text.h"
#include "vm/object/float.h"
#include "vm/object/str.h"

namespace pyvm::np {

namespace {

constexpr int kPrecision = 8, kThreshold = 1000, kEdge = 3, kLineWidth = 75;

// Decimal digits of a float, shortest that read back, and where the point stands: 0.DIGITS * 10^point.
struct Digits {
  std::string digits;
  int point;
};

template <class T>
Digits shortest(T v) {
  char text[64];
  char* end = std::to_chars(text, text + sizeof text, v, std::chars_format::scientific).ptr;
  *end = 0;   // for atoi
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

// v as an exact decimal, rounded to `fraction` digits after the point, half to even on the exact value.
std::string fixed(double v, int fraction) {
  char text[512];
  std::snprintf(text, sizeof text, "%.*f", fraction, v);
  return text;
}
std::string exponential(double v, int fraction) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*e", fraction, v);
  return text;
}

// Digits after the point that v needs, at most kPrecision.
int fraction_digits(double v, bool single) {
  Digits d = single ? shortest(static_cast<float>(v)) : shortest(v);
  int needed = static_cast<int>(d.digits.size()) - d.point;
  if (needed <= 0) return 0;
  if (needed <= kPrecision) return needed;
  std::string text = fixed(v, kPrecision);
  int n = kPrecision;
  while (n > 0 && text.back() == '0') text.pop_back(), n--;
  return n;
}
int mantissa_digits(double v, bool single) {
  Digits d = single ? shortest(static_cast<float>(v)) : shortest(v);
  int needed = static_cast<int>(d.digits.size()) - 1;
  if (needed <= kPrecision) return needed;
  std::string text = exponential(v, kPrecision);
  int n = kPrecision;
  for (size_t e = text.find('e'); n > 0 && text[e - 1] == '0'; e--) n--;
  return n;
}

// One common format for all floats of an array.
class FloatFormat {
 public:
  FloatFormat(const std::vector<double>& values, bool single, bool sign_always = false)
      : single_(single), plus_(sign_always) {
    double most = 0, least = INFINITY;
    bool finite = false;
    for (double v : values) {
      if (!std::isfinite(v)) {
        special_ = true;
        continue;
      }
      finite = true;
      if (v != 0) {
        most = std::max(most, std::fabs(v));
        least = std::min(least, std::fabs(v));
      }
    }
    exponent_ = finite && most > 0 && (most >= 1e8 || least < 1e-4 || most / least > 1000.0);
    for (double v : values) {
      if (!std::isfinite(v)) continue;
      fraction_ = std::max(fraction_, exponent_ ? mantissa_digits(v, single_) : fraction_digits(v, single_));
    }
    if (!finite) fraction_ = 0;
    for (double v : values) {
      size_t n;
      if (std::isfinite(v)) {
        std::string text = number(v);
        n = exponent_ ? text.size() : text.find('.');
      } else {
        n = word(v).size();
        if (finite || !exponent_) special_width_ = std::max(special_width_, n);
        continue;
      }
      left_ = std::max(left_, n);
    }
    size_t right = exponent_ ? 0 : static_cast<size_t>(fraction_) + 1;
    if (!finite) right = 0;
    if (special_ && special_width_ > left_ + right) left_ = special_width_ - right;
    width_ = left_ + right;
  }

  std::string text(double v) const {
    if (!std::isfinite(v)) return pad_left(word(v), width_);
    std::string s = number(v);
    if (exponent_) return pad_left(s, width_);
    size_t point = s.find('.');
    s = std::string(left_ > point ? left_ - point : 0, ' ') + s;
    s.resize(width_, ' ');
    return s;
  }

 private:
  static std::string pad_left(std::string s, size_t width) {
    return s.size() < width ? std::string(width - s.size(), ' ') + s : s;
  }
  std::string word(double v) const {
    std::string s = v != v ? "nan" : v > 0 ? "inf" : "-inf";
    return plus_ && s[0] != '-' ? "+" + s : s;
  }
  // Trailing zeros are cut, the point stays.
  std::string number(double v) const {
    std::string sign = plus_ && !std::signbit(v) ? "+" : "";
    if (exponent_) {
      std::string s = exponential(v, fraction_);
      if (fraction_ == 0) s.insert(s.find('e'), ".");
      return sign + s;
    }
    std::string s = fixed(v, std::min(fraction_, fraction_digits(v, single_)));
    if (s.find('.') == std::string::npos) s += '.';
    return sign + s;
  }

  bool single_, plus_, exponent_ = false, special_ = false;
  int fraction_ = 0;
  size_t left_ = 0, width_ = 0, special_width_ = 0;
};

// ---- collecting what is shown

bool summarised(const PyNdArray* a) { return a->size > kThreshold; }

template <class F>
void for_shown(const PyNdArray* a, int depth, const uint8_t* data, bool summary, F f) {
  if (depth == a->ndim) return f(data);
  int64_t n = a->shape()[depth];
  for (int64_t i = 0; i < n; i++) {
    if (summary && n > 2 * kEdge && i == kEdge) i = n - kEdge;
    for_shown(a, depth + 1, data + i * a->strides()[depth], summary, f);
  }
}

double as_double(DType d, const void* p) {
  double v;
  convert(DType::kFloat64, &v, 0, d, p, 0, 1);
  return v;
}

// All elements' texts, equally wide.
class Formatter {
 public:
  explicit Formatter(const PyNdArray* a) : dtype_(a->dtype) {
    bool summary = summarised(a);
    if (is_floating(dtype_)) {
      std::vector<double> values;
      for_shown(a, 0, a->data, summary, [&](const uint8_t* p) { values.push_back(as_double(dtype_, p)); });
      real_ = std::make_unique<FloatFormat>(values, dtype_ == DType::kFloat32);
    } else if (is_complex(dtype_)) {
      std::vector<double> re, im;
      for_shown(a, 0, a->data, summary, [&](const uint8_t* p) {
        double parts[2];
        convert(DType::kComplex128, parts, 0, dtype_, p, 0, 1);
        re.push_back(parts[0]);
        im.push_back(parts[1]);
      });
      real_ = std::make_unique<FloatFormat>(re, dtype_ == DType::kComplex64);
      imaginary_ = std::make_unique<FloatFormat>(im, dtype_ == DType::kComplex64, true);
    } else {
      for_shown(a, 0, a->data, summary, [&](const uint8_t* p) { width_ = std::max(width_, plain(p).size()); });
    }
  }
  std::string text(const uint8_t* p) const {
    if (is_floating(dtype_)) return real_->text(as_double(dtype_, p));
    if (is_complex(dtype_)) {
      double parts[2];
      convert(DType::kComplex128, parts, 0, dtype_, p, 0, 1);
      std::string im = imaginary_->text(parts[1]);
      size_t end = im.find_last_not_of(' ');
      im.insert(end + 1, "j");
      return real_->text(parts[0]) + im;
    }
    std::string s = plain(p);
    return std::string(width_ - s.size(), ' ') + s;
  }

 private:
  std::string plain(const uint8_t* p) const {
    if (dtype_ == DType::kBool) return *p ? "True" : "False";
    if (dtype_info(dtype_).kind == 'u') {
      uint64_t u;
      convert(DType::kUint64, &u, 0, dtype_, p, 0, 1);
      return std::to_string(u);
    }
    int64_t i;
    convert(DType::kInt64, &i, 0, dtype_, p, 0, 1);
    return std::to_string(i);
  }
  DType dtype_;
  std::unique_ptr<FloatFormat> real_, imaginary_;
  size_t width_ = 0;
};

// NumPy's line breaking: words are appended to a line while they fit; the last one leaves room for the brackets.
class Layout {
 public:
  Layout(const PyNdArray* a, const Formatter& formatter, std::string separator)
      : a_(a), formatter_(formatter), separator_(std::move(separator)), trimmed_(separator_), summary_(summarised(a)) {
    while (!trimmed_.empty() && trimmed_.back() == ' ') trimmed_.pop_back();
  }

  std::string text(const std::string& prefix) { return level(a_->data, 0, std::string(prefix.size() + 1, ' ')); }

 private:
  std::string level(const uint8_t* data, int depth, const std::string& hanging) {
    std::string s = depth == a_->ndim - 1 ? row(data, depth, hanging) : block(data, depth, hanging);
    return "[" + s.substr(std::min(hanging.size(), s.size())) + "]";
  }

  std::string row(const uint8_t* data, int depth, const std::string& hanging) {
    int64_t n = a_->shape()[depth], step = a_->strides()[depth];
    std::string done, line = hanging;
    auto word = [&](const std::string& w, size_t limit) {
      if (line.size() + w.size() > limit && line.size() > hanging.size()) {
        done += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        line = hanging;
      }
      line += w;
    };
    size_t limit = kLineWidth - trimmed_.size();
    size_t last_limit = kLineWidth - std::max(trimmed_.size(), static_cast<size_t>(depth + 1));
    for (int64_t i = 0; i < n; i++) {
      if (summary_ && n > 2 * kEdge && i == kEdge) {
        word("...", limit);
        line += separator_;
        i = n - kEdge;
      }
      bool last = i == n - 1;
      word(formatter_.text(data + i * step), last ? last_limit : limit);
      if (!last) line += separator_;
    }
    return done + line;
  }

  std::string block(const uint8_t* data, int depth, const std::string& hanging) {
    int64_t n = a_->shape()[depth], step = a_->strides()[depth];
    std::string s, newlines(static_cast<size_t>(a_->ndim - 1 - depth), '\n');
    for (int64_t i = 0; i < n; i++) {
      if (summary_ && n > 2 * kEdge && i == kEdge) {
        s += hanging + "..." + trimmed_ + newlines;
        i = n - kEdge;
      }
      s += hanging + level(data + i * step, depth + 1, hanging + " ");
      if (i < n - 1) s += trimmed_ + newlines;
    }
    return s;
  }

  const PyNdArray* a_;
  const Formatter& formatter_;
  std::string separator_, trimmed_;
  bool summary_;
};

std::string array_text(const PyNdArray* a, const char* separator, const char* prefix) {
  if (a->size == 0) return "[]";
  Formatter formatter(a);
  if (a->ndim == 0) return formatter.text(a->data);
  return Layout(a, formatter, separator).text(prefix);
}

bool default_dtype(DType d) {
  return d == DType::kFloat64 || d == DType::kInt64 || d == DType::kBool || d == DType::kComplex128;
}

PyStr* to_str(const std::string& s) { return str_from_utf8(s); }

}  // namespace

PyStr* scalar_text(DType d, const void* element) {
  if (d == DType::kBool) return str_from_utf8(*static_cast<const uint8_t*>(element) ? "True" : "False");
  if (d == DType::kFloat64) {
    double v;
    std::memcpy(&v, element, 8);
    return float_repr(v);
  }
  TextBuffer out;
  auto part = [&](float v, bool sign) {
    if (v != v || std::isinf(v)) {
      out.append(v != v ? (sign ? "+nan" : "nan") : v > 0 ? (sign ? "+inf" : "inf") : "-inf");
      return;
    }
    if (sign && !std::signbit(v)) out.append('+');
    Digits digits = shortest(v);
    char text[64];
    if (v == 0 || (digits.point > -4 && digits.point <= 16)) {
      auto end = std::to_chars(text, text + sizeof text, v, std::chars_format::fixed).ptr;
      std::string s(text, end);
      if (s.find('.') == std::string::npos) s += ".0";
      out.append(s);
    } else {
      auto end = std::to_chars(text, text + sizeof text, v, std::chars_format::scientific).ptr;
      out.append({text, static_cast<size_t>(end - text)});
    }
  };
  if (d == DType::kFloat32) {
    float v;
    std::memcpy(&v, element, 4);
    part(v, false);
    return str_from_utf8(out.view());
  }
  if (d == DType::kComplex64) {
    float v[2];
    std::memcpy(v, element, 8);
    auto trim = [&](float x, bool sign) {
      size_t before = out.size();
      part(x, sign);
      if (out.size() > before + 2 && out.view().substr(out.size() - 2) == ".0") out.truncate(out.size() - 2);
    };
    bool real_zero = v[0] == 0 && !std::signbit(v[0]);
    if (!real_zero) {
      out.append('(');
      trim(v[0], false);
      trim(v[1], true);
      out.append("j)");
    } else {
      trim(v[1], false);
      out.append('j');
    }
    return str_from_utf8(out.view());
  }
  if (dtype_info(d).kind == 'u') {
    out.printf("%lu", *static_cast<const uint64_t*>(element));
  } else {
    out.printf("%ld", *static_cast<const int64_t*>(element));
  }
  return str_from_utf8(out.view());
}

PyStr* array_str(Thread&, PyNdArray* a) {
  if (a->ndim == 0) {
    Value scalar = scalar_from(a->dtype, a->data);
    return scalar ? scalar_text(a->dtype, scalar.as<PyScalar>()->raw) : nullptr;
  }
  return to_str(array_text(a, " ", ""));
}

PyStr* array_repr(Thread& t, PyNdArray* a) {
  std::string body;
  if (a->ndim == 0) {
    PyStr* s = array_str(t, a);
    if (!s) return nullptr;
    TextBuffer text;
    str_append_utf8(s, text);
    body = text.c_str();
  } else {
    body = array_text(a, ", ", "array(");
  }
  std::string out = "array(" + body;
  bool show_shape = a->size == 0 && !(a->ndim == 1);
  std::string suffix;
  if (show_shape) {
    TextBuffer shape;
    shape.append("shape=(");
    for (int i = 0; i < a->ndim; i++) shape.printf(i ? ", %ld" : "%ld", a->shape()[i]);
    shape.append(a->ndim == 1 ? ",)" : ")");
    suffix = shape.c_str();
  }
  if (!default_dtype(a->dtype) || a->size == 0) {
    if (!suffix.empty()) suffix += ", ";
    suffix += std::string("dtype=") + dtype_info(a->dtype).name;
  }
  if (!suffix.empty()) {
    size_t last_line = out.size() - (out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1);
    if (show_shape && a->size == 0) {
      out += ", " + suffix;
    } else {
      out += last_line + suffix.size() + 3 > kLineWidth ? ",\n      " + suffix : ", " + suffix;
    }
  }
  return to_str(out + ")");
}

}  // namespace pyvm::np
