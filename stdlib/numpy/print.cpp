// Text of arrays and scalars as NumPy 1.24 prints them.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "gc/heap.h"
#include "stdlib/numpy/float_text.h"
#include "stdlib/numpy/ndarray.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

// set_printoptions()
struct Options {
  int precision = 8;              // -1: as many digits as needed
  int64_t threshold = 1000, edge = 3, line_width = 75;
  bool suppress = false;
  std::string nan = "nan", inf = "inf", sign = "-", float_mode = "maxprec";
  Value formatter;                // dict of kinds, or null
};
Options current;

double as_double(DType d, const void* p) {
  double v;
  convert(DType::kFloat64, &v, 0, d, p, 0, 1);
  return v;
}

// One common format for all floats of an array.
class FloatFormat {
 public:
  FloatFormat(const std::vector<double>& values, int bytes, const Options& o, const std::string& sign)
      : options_(o), bytes_(bytes), sign_(sign), precision_(o.float_mode == "unique" ? -1 : o.precision) {
    std::vector<double> finite;
    bool negative = false, negative_infinity = false;
    double most = 0, least = INFINITY;
    for (double v : values) {
      if (!std::isfinite(v)) {
        negative_infinity = negative_infinity || v < 0;
        continue;
      }
      finite.push_back(v);
      negative = negative || std::signbit(v);
      if (v != 0) {
        most = std::max(most, std::fabs(v));
        least = std::min(least, std::fabs(v));
      }
    }
    exponent_ = most > 0 && (most >= 1e8 || (!o.suppress && (least < 1e-4 || ratio(most, least) > 1000.0)));
    format_.plus = sign == "+";
    if (finite.empty()) {
      exponent_ = false;
    } else if (exponent_) {
      measure_scientific(finite);
    } else {
      measure_positional(finite);
    }
    if (sign == " " && !negative) left_++;
    if (finite.size() != values.size()) {
      int offset = right_ + 1;
      int infinity = static_cast<int>(o.inf.size()) + (sign != "-" || negative_infinity);
      left_ = std::max({left_, static_cast<int>(o.nan.size()) - offset, infinity - offset});
    }
  }

  std::string text(double v) const {
    if (!std::isfinite(v)) {
      std::string s = v != v ? (sign_ == "+" ? "+" : "") + options_.nan
                             : (v < 0 ? "-" : sign_ == "+" ? "+" : "") + options_.inf;
      auto width = static_cast<size_t>(left_ + right_ + 1);
      return s.size() < width ? std::string(width - s.size(), ' ') + s : s;
    }
    FloatText f = format_;
    f.pad_left = left_;
    if (exponent_) return scientific_text(v, bytes_, f);
    f.pad_right = right_;
    return positional_text(v, bytes_, f);
  }

 private:
  // The quotient of the two in their own precision.
  double ratio(double most, double least) const {
    return bytes_ == 8 ? most / least : static_cast<double>(static_cast<float>(most) / static_cast<float>(least));
  }
  void measure_scientific(const std::vector<double>& finite) {
    bool fixed = options_.float_mode == "fixed";
    FloatText f;
    f.plus = format_.plus;
    f.precision = precision_;
    f.trim = fixed ? 'k' : '.';
    f.min_digits = fixed && precision_ > 0 ? precision_ : 0;
    int fraction = 0, exponent = 0;
    for (double v : finite) {
      std::string s = scientific_text(v, bytes_, f);
      size_t point = s.find('.'), e = s.find('e');
      left_ = std::max(left_, static_cast<int>(point));
      fraction = std::max(fraction, static_cast<int>(e - point - 1));
      exponent = std::max(exponent, static_cast<int>(s.size() - e - 2));
    }
    format_.precision = format_.min_digits = fraction;
    format_.exponent_digits = exponent;
    format_.trim = 'k';
    right_ = exponent + 2 + fraction;
  }
  void measure_positional(const std::vector<double>& finite) {
    bool fixed = options_.float_mode == "fixed";
    FloatText f;
    f.plus = format_.plus;
    f.precision = precision_;
    f.trim = fixed ? 'k' : '.';
    f.unique = !fixed;
    for (double v : finite) {
      std::string s = positional_text(v, bytes_, f);
      size_t point = s.find('.');
      left_ = std::max(left_, static_cast<int>(point));
      right_ = std::max(right_, static_cast<int>(s.size() - point - 1));
    }
    format_.unique = !fixed;
    format_.precision = precision_;
    format_.trim = '.';
    if (fixed || options_.float_mode == "maxprec_equal") {
      format_.precision = format_.min_digits = right_;
      format_.trim = 'k';
    }
  }

  const Options& options_;
  int bytes_;
  std::string sign_;
  int precision_;
  bool exponent_ = false;
  int left_ = 0, right_ = 0;
  FloatText format_;
};

// Elements that are shown; all of them unless the array is summarised.
template <class F>
void for_shown(const PyNdArray* a, int depth, const uint8_t* data, int64_t edge, F f) {
  if (depth == a->ndim) return f(data);
  int64_t n = a->shape()[depth];
  for (int64_t i = 0; i < n; i++) {
    if (edge >= 0 && n > 2 * edge && i == edge) i = n - edge;
    if (i < n) for_shown(a, depth + 1, data + i * a->strides()[depth], edge, f);
  }
}

// All elements' texts, equally wide.
class Formatter {
 public:
  Formatter(Thread& t, const PyNdArray* a, const Options& o, int64_t edge) : thread_(t), dtype_(a->dtype), options_(o) {
    own_ = own_formatter();
    if (own_) return;
    int bytes = static_cast<int>(dtype_bytes(dtype_)) / (is_complex(dtype_) ? 2 : 1);
    if (is_floating(dtype_)) {
      std::vector<double> values;
      for_shown(a, 0, a->data, edge, [&](const uint8_t* p) { values.push_back(as_double(dtype_, p)); });
      real_ = std::make_unique<FloatFormat>(values, bytes, o, o.sign);
    } else if (is_complex(dtype_)) {
      std::vector<double> re, im;
      for_shown(a, 0, a->data, edge, [&](const uint8_t* p) {
        double parts[2];
        convert(DType::kComplex128, parts, 0, dtype_, p, 0, 1);
        re.push_back(parts[0]);
        im.push_back(parts[1]);
      });
      real_ = std::make_unique<FloatFormat>(re, bytes, o, o.sign);
      imaginary_ = std::make_unique<FloatFormat>(im, bytes, o, "+");
    } else if (dtype_ == DType::kBool) {
      width_ = a->ndim ? 5 : 0;
    } else {
      for_shown(a, 0, a->data, edge, [&](const uint8_t* p) { width_ = std::max(width_, plain(p).size()); });
    }
  }
  bool failed() const { return failed_; }

  std::string text(const uint8_t* p) {
    if (own_) return own_text(p);
    if (is_floating(dtype_)) return real_->text(as_double(dtype_, p));
    if (is_complex(dtype_)) {
      double parts[2];
      convert(DType::kComplex128, parts, 0, dtype_, p, 0, 1);
      std::string im = imaginary_->text(parts[1]);
      im.insert(im.find_last_not_of(' ') + 1, "j");
      return real_->text(parts[0]) + im;
    }
    std::string s = plain(p);
    return s.size() < width_ ? std::string(width_ - s.size(), ' ') + s : s;
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
  // The function of set_printoptions(formatter=...) for this type, or null.
  Value own_formatter() const {
    if (!options_.formatter) return kNull;
    static const char* const kBool[] = {"bool", "all", nullptr};
    static const char* const kInt[] = {"int", "int_kind", "all", nullptr};
    static const char* const kFloat[] = {"float", "float_kind", "all", nullptr};
    static const char* const kComplex[] = {"complexfloat", "complex_kind", "all", nullptr};
    const char* const* names = dtype_ == DType::kBool ? kBool : is_integer(dtype_) ? kInt : is_floating(dtype_) ? kFloat : kComplex;
    for (; *names; names++) {
      Value f = dict_get_str(as_dict(options_.formatter), str_intern(*names));
      if (f && !f.is_none()) return f;
    }
    return kNull;
  }
  std::string own_text(const uint8_t* p) {
    Value scalar = failed_ ? kNull : scalar_from(dtype_, p);
    Value s = scalar ? object_call_args(thread_, own_, scalar) : kNull;
    if (!s || !is_str(s)) {
      if (s) (void)raise_type_error("a formatter must return a str, not %s", type_name(s));
      failed_ = true;
      return "";
    }
    return CText(as_str(s)).c_str();
  }

  Thread& thread_;
  DType dtype_;
  const Options& options_;
  Value own_;
  bool failed_ = false;
  std::unique_ptr<FloatFormat> real_, imaginary_;
  size_t width_ = 0;
};

// NumPy's line breaking: words are appended to a line while they fit; the last one leaves room for the brackets.
class Layout {
 public:
  Layout(const PyNdArray* a, Formatter& formatter, std::string separator, int64_t edge)
      : a_(a), formatter_(formatter), separator_(std::move(separator)), trimmed_(separator_), edge_(edge) {
    while (!trimmed_.empty() && trimmed_.back() == ' ') trimmed_.pop_back();
  }

  std::string level(const uint8_t* data, int depth, const std::string& hanging, int64_t width) {
    if (depth == a_->ndim) return formatter_.text(data);
    std::string s = depth == a_->ndim - 1 ? row(data, depth, hanging, width) : block(data, depth, hanging, width);
    return "[" + s.substr(std::min(hanging.size(), s.size())) + "]";
  }

 private:
  bool summarised(int64_t n) const { return edge_ >= 0 && n > 2 * edge_; }

  std::string row(const uint8_t* data, int depth, const std::string& hanging, int64_t width) {
    int64_t n = a_->shape()[depth], step = a_->strides()[depth];
    std::string done, line = hanging;
    auto word = [&](const std::string& w, int64_t limit) {
      if (static_cast<int64_t>(line.size() + length(w)) > limit && line.size() > hanging.size()) {
        done += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        line = hanging;
      }
      line += w;
    };
    int64_t limit = width - std::max<int64_t>(static_cast<int64_t>(trimmed_.size()), 1);
    for (int64_t i = 0; i < n; i++) {
      if (summarised(n) && i == edge_) {
        word("...", limit);
        line += separator_;
        i = n - edge_;
        if (i >= n) break;
      }
      bool last = i == n - 1;
      word(formatter_.text(data + i * step), last ? width - 1 : limit);
      if (!last) line += separator_;
    }
    return done + line;
  }

  std::string block(const uint8_t* data, int depth, const std::string& hanging, int64_t width) {
    int64_t n = a_->shape()[depth], step = a_->strides()[depth];
    std::string s, separator = trimmed_ + std::string(static_cast<size_t>(a_->ndim - 1 - depth), '\n');
    for (int64_t i = 0; i < n; i++) {
      if (summarised(n) && i == edge_) {
        s += hanging + "..." + separator;
        i = n - edge_;
        if (i >= n) break;
      }
      s += hanging + level(data + i * step, depth + 1, hanging + " ", width - 1);
      if (i < n - 1) s += separator;
    }
    return s;
  }

  // Characters, not bytes.
  static size_t length(const std::string& s) {
    size_t n = 0;
    for (char c : s) n += (c & 0xC0) != 0x80;
    return n;
  }

  const PyNdArray* a_;
  Formatter& formatter_;
  std::string separator_, trimmed_;
  int64_t edge_;
};

// False: exception pending.
bool array_text(Thread& t, const PyNdArray* a, const Options& o, const std::string& separator, size_t prefix, size_t suffix,
                std::string* out) {
  if (a->size == 0) return *out = "[]", true;
  int64_t edge = a->size > o.threshold ? o.edge : -1;
  Formatter formatter(t, a, o, edge);
  Layout layout(a, formatter, separator, edge);
  *out = layout.level(a->data, 0, std::string(prefix + 1, ' '), o.line_width - static_cast<int64_t>(suffix));
  return !formatter.failed();
}

bool is_implied(DType d) {
  return d == DType::kFloat64 || d == DType::kInt64 || d == DType::kBool || d == DType::kComplex128;
}

// The tuple that the package's print options are: precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr,
// sign, floatmode, formatter.
bool read_options(Thread& t, Value tuple, Options* o) {
  const Value* v = as_tuple(tuple)->items;
  int64_t precision = -1;
  if (!v[0].is_none() && !object_index(t, v[0], &precision)) return false;
  o->precision = static_cast<int>(std::min<int64_t>(precision, 1000));
  double threshold;
  if (!number_as_double(t, v[1], &threshold)) return false;
  o->threshold = threshold >= 9e18 ? INT64_MAX : static_cast<int64_t>(threshold);
  if (!object_index(t, v[2], &o->edge, true) || !object_index(t, v[3], &o->line_width, true)) return false;
  int suppress = object_is_true(t, v[4]);
  if (suppress < 0) return false;
  o->suppress = suppress;
  std::string* const texts[] = {&o->nan, &o->inf, &o->sign, &o->float_mode};
  for (int i = 0; i < 4; i++) {
    if (!is_str(v[5 + i])) return raise_type_error("print options must be str, not %s", type_name(v[5 + i]));
    *texts[i] = CText(as_str(v[5 + i])).c_str();
  }
  o->formatter = v[9].is_none() ? kNull : v[9];
  return true;
}

}  // namespace

Value print_set_options(Thread& t, Value* args) {
  static bool rooted = false;
  if (!rooted) gc::add_root(&current.formatter);
  rooted = true;
  Options o;
  if (!read_options(t, args[0], &o)) return kNull;
  current = o;
  return kNone;
}

Value print_array(Thread& t, Value* args) {
  Options o;
  std::string text;
  if (!is_array(args[0])) return raise_type_error("an array is required");
  if (!is_str(args[2])) return raise_type_error("separator must be str, not %s", type_name(args[2]));
  if (!read_options(t, args[1], &o)) return kNull;
  auto size = [](Value v) { return is_str(v) ? static_cast<size_t>(as_str(v)->length) : 0; };
  if (!array_text(t, as_array(args[0]), o, CText(as_str(args[2])).c_str(), size(args[3]), size(args[4]), &text)) return kNull;
  PyStr* s = str_from_utf8(text);
  return s ? Value(&s->header) : kNull;
}

// (x, precision, unique, fractional, trim, sign, pad_left, pad_right, exponent_digits, scientific)
Value print_float(Thread& t, Value* args) {
  double v;
  if (!number_as_double(t, args[0], &v)) return kNull;
  DType d;
  int bytes = scalar_dtype(args[0], &d) && is_floating(d) ? static_cast<int>(dtype_bytes(d)) : 8;
  FloatText f;
  int* const numbers[] = {&f.precision, nullptr, nullptr, nullptr, nullptr, &f.pad_left, &f.pad_right, &f.exponent_digits};
  for (int i = 0; i < 8; i++) {
    int64_t n;
    if (!numbers[i] || args[1 + i].is_none()) continue;
    if (!object_index(t, args[1 + i], &n)) return kNull;
    *numbers[i] = static_cast<int>(n);
  }
  f.unique = object_is_true(t, args[2]) > 0;
  f.fractional = object_is_true(t, args[3]) > 0;
  f.trim = is_str(args[4]) ? CText(as_str(args[4])).c_str()[0] : 'k';
  f.plus = object_is_true(t, args[5]) > 0;
  bool scientific = object_is_true(t, args[9]) > 0;
  std::string s = !std::isfinite(v) ? (v != v ? "nan" : v > 0 ? "inf" : "-inf")
                                    : scientific ? scientific_text(v, bytes, f) : positional_text(v, bytes, f);
  PyStr* text = str_from_utf8(s);
  return text ? Value(&text->header) : kNull;
}

namespace {

// A float16 or float32 as a scalar shows it.
std::string small_float_text(double v, int bytes, bool plus, bool keep_zero) {
  if (!std::isfinite(v)) return v != v ? (plus ? "+nan" : "nan") : v > 0 ? (plus ? "+inf" : "inf") : "-inf";
  FloatText f;
  f.plus = plus;
  double m = std::fabs(v);
  bool scientific = m != 0 && (m >= 1e16 || m < 1e-4);
  f.trim = scientific || !keep_zero ? '-' : '0';
  return scientific ? scientific_text(v, bytes, f) : positional_text(v, bytes, f);
}

}  // namespace

PyStr* scalar_text(DType d, const void* element) {
  if (d == DType::kBool) return str_from_utf8(*static_cast<const uint8_t*>(element) ? "True" : "False");
  if (d == DType::kFloat64) {
    double v;
    std::memcpy(&v, element, 8);
    return float_repr(v);
  }
  if (is_floating(d)) return str_from_utf8(small_float_text(as_double(d, element), static_cast<int>(dtype_bytes(d)), false, true));
  if (d == DType::kComplex64) {
    float v[2];
    std::memcpy(v, element, 8);
    bool only_imaginary = v[0] == 0 && !std::signbit(v[0]);
    std::string im = small_float_text(v[1], 4, !only_imaginary, false) + "j";
    return str_from_utf8(only_imaginary ? im : "(" + small_float_text(v[0], 4, false, false) + im + ")");
  }
  TextBuffer out;
  if (dtype_info(d).kind == 'u') {
    out.printf("%lu", *static_cast<const uint64_t*>(element));
  } else {
    out.printf("%ld", *static_cast<const int64_t*>(element));
  }
  return str_from_utf8(out.view());
}

PyStr* array_str(Thread& t, PyNdArray* a) {
  if (a->ndim == 0) {
    Value scalar = scalar_from(a->dtype, a->data);
    return scalar ? object_str(t, scalar) : nullptr;
  }
  std::string text;
  return array_text(t, a, current, " ", 0, 0, &text) ? str_from_utf8(text) : nullptr;
}

PyStr* array_repr(Thread& t, PyNdArray* a) {
  bool skip_dtype = is_implied(a->dtype) && a->size > 0;
  std::string out = "array(", body;
  if (a->size > 0 || a->ndim == 1) {
    if (!array_text(t, a, current, ", ", out.size(), 1, &body)) return nullptr;
  } else {
    body = "[], shape=(";
    for (int i = 0; i < a->ndim; i++) body += (i ? ", " : "") + std::to_string(a->shape()[i]);
    body += ")";
  }
  out += body + (skip_dtype ? ")" : ",");
  if (skip_dtype) return str_from_utf8(out);
  std::string dtype = std::string("dtype=") + dtype_info(a->dtype).name + ")";
  size_t line_start = out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1;
  bool fits = static_cast<int64_t>(out.size() - line_start + dtype.size() + 1) <= current.line_width;
  return str_from_utf8(out + (fits ? " " : "\n      ") + dtype);
}

}  // namespace pyvm::np
