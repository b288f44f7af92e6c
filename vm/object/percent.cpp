// The % operator of str, bytes and bytearray. Bytes are handled as text in latin-1.
#include <climits>

#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/find.h"
#include "vm/object/float.h"
#include "vm/object/float_format.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str_builder.h"

namespace pyvm {

namespace {

struct Conversion {
  bool left = false, plus = false, blank = false, alternate = false, zero = false;
  int64_t width = -1;
  int64_t precision = -1;
  uint32_t code = 0;
  size_t code_at = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(Thread& t, PyStr* format, Value args, bool bytes) : t_(t), format_(format), args_(args), bytes_(bytes) {
    if (type_of(args)->flags & kTypeTuple) {
      count_ = as_tuple(args)->length;
      next_ = 0;
    } else if (!is_str(args) && !(bytes && is_bytes_like_text(args)) && type_lookup(type_of(args), names::d_getitem)) {
      mapping_ = args;
    }
  }

  PyStr* run() {
    size_t n = format_->length;
    while (at_ < n) {
      size_t start = at_;
      int64_t next = find_char(CharSpan{format_->data, n, format_->width()}.part(at_, n), '%');
      at_ = next < 0 ? n : at_ + static_cast<size_t>(next);
      out_.append(format_, start, at_);
      if (at_ == n) break;
      at_++;
      if (at_ < n && format_->at(at_) == '%') {
        out_.append('%');
        at_++;
      } else if (!convert_one()) {
        return nullptr;
      }
    }
    if (next_ < count_ && !mapping_) {
      return raise_type_error("not all arguments converted during %s formatting", bytes_ ? "bytes" : "string");
    }
    return out_.finish();
  }

 private:
  static bool is_bytes_like_text(Value v) { return is_bytes(v) || is_bytearray(v); }

  // A tuple gives its items in turn, anything else itself, once.
  Value next_argument() {
    if (next_ < count_) {
      Value v = count_ < 0 ? args_ : as_tuple(args_)->items[next_];
      next_++;
      return v;
    }
    return raise_type_error("not enough arguments for format string");
  }

  bool take_key() {
    if (!mapping_) return raise_type_error("format requires a mapping");
    size_t start = ++at_;
    int depth = 1;
    for (; at_ < format_->length; at_++) {
      uint32_t c = format_->at(at_);
      if (c == '(') depth++;
      if (c == ')' && --depth == 0) break;
    }
    if (depth) return raise_value_error("incomplete format key");
    Value key = key_object(start, at_++);
    if (!key) return false;
    Value v = object_get_item(t_, mapping_, key);
    if (!v) return false;
    args_ = v;
    count_ = -1;
    next_ = -2;
    return true;
  }

  Value key_object(size_t start, size_t end) {
    if (bytes_) {
      PyBytes* key = bytes_from(format_->latin1() + start, end - start);
      return key ? Value(&key->header) : kNull;
    }
    PyStr* key = str_substring(format_, start, end);
    return key ? Value(&key->header) : kNull;
  }

  uint32_t peek() const { return at_ < format_->length ? format_->at(at_) : 0; }

  bool take_number(int64_t* out, const char* message, int64_t limit) {
    *out = 0;
    for (; peek() >= '0' && peek() <= '9'; at_++) {
      int64_t digit = peek() - '0';
      if (*out > (limit - digit) / 10) return raise_value_error("%s", message);
      *out = *out * 10 + digit;
    }
    return true;
  }

  // As a C type of the range -limit-1..limit.
  bool take_star(int64_t* out, int64_t limit, const char* c_type) {
    at_++;
    Value v = next_argument();
    if (!v) return false;
    if (!is_int(v)) return raise_type_error("* wants int");
    if (int_to_int64(v, out) && *out <= limit && *out >= -limit - 1) return true;
    return raise_error(exc::OverflowError, "Python int too large to convert to C %s", c_type);
  }

  bool take_flags(Conversion* c) {
    for (;; at_++) {
      switch (peek()) {
        case '-': c->left = true; break;
        case '+': c->plus = true; break;
        case ' ': c->blank = true; break;
        case '#': c->alternate = true; break;
        case '0': c->zero = true; break;
        default: return true;
      }
    }
  }

  bool parse(Conversion* c) {
    if (peek() == '(' && !take_key()) return false;
    take_flags(c);
    if (peek() == '*') {
      if (!take_star(&c->width, INT64_MAX, "ssize_t")) return false;
      if (c->width < 0) {
        c->left = true;
        c->width = c->width == INT64_MIN ? -1 : -c->width;
      }
    } else if (peek() >= '0' && peek() <= '9') {
      if (!take_number(&c->width, "width too big", INT64_MAX)) return false;
    }
    if (peek() == '.') {
      at_++;
      c->precision = 0;
      if (peek() == '*') {
        if (!take_star(&c->precision, INT_MAX, "int")) return false;
        if (c->precision < 0) c->precision = 0;
      } else if (!take_number(&c->precision, bytes_ ? "prec too big" : "precision too big", INT_MAX)) {
        return false;
      }
    }
    if (peek() == 'h' || peek() == 'l' || peek() == 'L') at_++;
    if (at_ >= format_->length) return raise_value_error("incomplete format");
    c->code_at = at_;
    c->code = format_->at(at_++);
    return true;
  }

  bool convert_one() {
    Conversion c;
    if (!parse(&c)) return false;
    Value v = next_argument();
    if (!v) return false;
    switch (c.code) {
      case 's': case 'r': case 'a': return put_text(c, v);
      case 'b':
        if (bytes_) return put_text(c, v);
        break;
      case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': return put_int(c, v);
      case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return put_float(c, v);
      case 'c': return put_char(c, v);
      default: break;
    }
    return raise_value_error("unsupported format character '%c' (0x%x) at index %zu",
                             c.code >= 31 && c.code < 126 ? static_cast<char>(c.code) : '?', c.code, c.code_at);
  }

  void put_padded(const Conversion& c, PyStr* text, size_t length) {
    int64_t padding = c.width - static_cast<int64_t>(length);
    if (padding > 0 && !c.left) out_.append_repeated(' ', static_cast<size_t>(padding));
    out_.append(text, 0, length);
    if (padding > 0 && c.left) out_.append_repeated(' ', static_cast<size_t>(padding));
  }

  // Text of %s and %b in bytes formatting.
  PyStr* bytes_text(Value v) {
    TextBuffer buffer;
    if (!is_bytes_like_text(v)) {
      if (Value method = object_find_special(t_, v, names::d_bytes)) {
        Value r = object_call(t_, method, nullptr, 0);
        if (!r) return nullptr;
        if (!is_bytes(r)) return raise_type_error("__bytes__ returned non-bytes (type %s)", type_name(r));
        return str_from_latin1(r.as<PyBytes>()->data, static_cast<size_t>(r.as<PyBytes>()->length));
      }
      if (error_pending()) return nullptr;
    }
    if (!buffer_append_bytes(t_, v, buffer)) {
      if (error_matches(exc::TypeError)) error_clear();
      return raise_type_error("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                              type_name(v));
    }
    return str_from_latin1(reinterpret_cast<const uint8_t*>(buffer.data()), buffer.size());
  }

  bool put_text(const Conversion& c, Value v) {
    PyStr* text;
    if (bytes_ && (c.code == 's' || c.code == 'b')) {
      text = bytes_text(v);
    } else if (c.code == 's') {
      text = object_str(t_, v);
    } else {
      text = c.code == 'r' && !bytes_ ? object_repr(t_, v) : object_ascii(t_, v);
    }
    if (!text) return false;
    size_t length = text->length;
    if (c.precision >= 0 && static_cast<size_t>(c.precision) < length) length = static_cast<size_t>(c.precision);
    put_padded(c, text, length);
    return true;
  }

  // body: digits without sign.
  void put_number(const Conversion& c, std::string_view body, bool negative, std::string_view prefix, int64_t zeros) {
    char sign = negative ? '-' : c.plus ? '+' : c.blank ? ' ' : 0;
    int64_t length = (sign != 0) + static_cast<int64_t>(prefix.size() + body.size()) + zeros;
    int64_t padding = c.width > length ? c.width - length : 0;
    // CPython pads with zeros on the left only: with '-' the zeros of '0' become trailing blanks.
    bool fill_zero = c.zero && !c.left;
    if (!fill_zero && !c.left) out_.append_repeated(' ', static_cast<size_t>(padding));
    if (sign) out_.append(static_cast<uint8_t>(sign));
    out_.append_ascii(prefix);
    if (fill_zero) out_.append_repeated('0', static_cast<size_t>(padding));
    if (zeros > 0) out_.append_repeated('0', static_cast<size_t>(zeros));
    out_.append_ascii(body);
    if (c.left) out_.append_repeated(' ', static_cast<size_t>(padding));
  }

  // An int made of v for the conversion, or null with the exception pending.
  Value to_int(const Conversion& c, Value v) {
    if (is_int(v)) return v;
    bool integral = c.code == 'o' || (c.code | 32) == 'x';
    PyType* type = type_of(v);
    Value r;
    bool number = is_float(v) || type_lookup(type, names::d_index) || type_lookup(type, names::d_int) ||
                  type_lookup(type, names::d_float) || is_exact_complex(v);
    if (number && !is_exact_complex(v)) {
      if (is_float(v) && !integral) {
        r = int_from_double(t_, float_value(v));
      } else if (integral) {
        r = type_lookup(type, names::d_index) ? object_as_int(t_, v) : kNull;
      } else if (Value method = object_find_special(t_, v, names::d_int)) {
        r = object_call(t_, method, nullptr, 0);
        if (r && !is_int(r)) return raise_type_error("__int__ returned non-int (type %s)", type_name(r));
      } else if (type_lookup(type, names::d_index)) {
        r = object_as_int(t_, v);
      } else if (Value truncate = object_find_special(t_, v, names::d_trunc)) {
        r = object_call(t_, truncate, nullptr, 0);
      }
      if (r || (error_pending() && !error_matches(exc::TypeError))) return r;
      error_clear();
    }
    return raise_type_error("%%%c format: %s is required, not %s", bytes_ && c.code == 'i' ? 'd' : static_cast<char>(c.code),
                            integral ? "an integer" : "a real number", type_name(v));
  }

  bool put_int(const Conversion& c, Value v) {
    v = to_int(c, v);
    if (!v) return false;
    if (c.precision > INT_MAX - 3) return raise_error(exc::OverflowError, "precision too large");
    int base = c.code == 'o' ? 8 : (c.code | 32) == 'x' ? 16 : 10;
    TextBuffer text;
    if (!int_append_text(t_, v, base, text)) return false;
    if (c.code == 'X') {
      for (size_t i = 0; i < text.size(); i++) {
        char& d = text.data()[i];
        if (d >= 'a' && d <= 'f') d = static_cast<char>(d - 32);
      }
    }
    std::string_view body = text.view();
    bool negative = body[0] == '-';
    if (negative) body.remove_prefix(1);
    const char* prefix = !c.alternate || base == 10 ? "" : c.code == 'o' ? "0o" : c.code == 'x' ? "0x" : "0X";
    int64_t zeros = c.precision - static_cast<int64_t>(body.size());
    put_number(c, body, negative, prefix, zeros > 0 ? zeros : 0);
    return true;
  }

  bool put_float(const Conversion& c, Value v) {
    double d;
    if (!number_as_double(t_, v, &d)) {
      if (bytes_ && error_matches(exc::TypeError)) {
        error_clear();
        return raise_type_error("float argument required, not %s", type_name(v));
      }
      return false;
    }
    TextBuffer text;
    char code = c.code == 'F' ? 'F' : static_cast<char>(c.code);
    float_format(d, code, c.precision < 0 ? 6 : static_cast<int>(c.precision), c.alternate ? kFloatAlternate : 0u, text);
    std::string_view body = text.view();
    bool negative = body[0] == '-';
    if (negative) body.remove_prefix(1);
    put_number(c, body, negative, "", 0);
    return true;
  }

  bool put_char(const Conversion& c, Value v) {
    int64_t code;
    if (bytes_ && is_bytes_like_text(v)) {
      TextBuffer one;
      if (!buffer_append_bytes(t_, v, one)) return false;
      if (one.size() != 1) return raise_type_error("%%c requires an integer in range(256) or a single byte");
      code = static_cast<uint8_t>(one.data()[0]);
    } else if (!bytes_ && is_str(v)) {
      if (as_str(v)->length != 1) return raise_type_error("%%c requires int or char");
      code = as_str(v)->at(0);
    } else {
      const char* wanted = bytes_ ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char";
      const char* range = bytes_ ? "%c arg not in range(256)" : "%c arg not in range(0x110000)";
      if (!is_int(v)) {
        if (!type_lookup(type_of(v), names::d_index)) return raise_type_error("%s", wanted);
        v = object_as_int(t_, v);
        if (!v) return false;
      }
      if (!int_to_int64(v, &code) || code < 0 || code > (bytes_ ? 255 : 0x10FFFF)) {
        return raise_error(exc::OverflowError, "%s", range);
      }
    }
    PyStr* text = str_from_char(static_cast<uint32_t>(code));
    if (!text) return false;
    put_padded(c, text, 1);
    return true;
  }

  Thread& t_;
  PyStr* format_;
  Value args_;
  Value mapping_;
  int64_t count_ = -1, next_ = -2;   // -1 and -2: one argument that is not a tuple
  bool bytes_;
  size_t at_ = 0;
  StrBuilder out_;
};

}  // namespace

PyStr* percent_format(Thread& t, PyStr* format, Value args) { return PercentFormatter(t, format, args, false).run(); }
PyStr* percent_format_bytes(Thread& t, PyStr* format, Value args) {
  return PercentFormatter(t, format, args, true).run();
}

}  // namespace pyvm
