// Operators and conversions that bytes and bytearray share.
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/slice.h"
#include "vm/object/str.h"

namespace pyvm {

CharSpan byte_span(Value v) {
  if (is_bytes(v)) return {as_bytes(v)->data, static_cast<size_t>(as_bytes(v)->length), 1};
  return {as_bytearray(v)->data(), static_cast<size_t>(as_bytearray(v)->length), 1};
}

Value bytes_like(Value self, const void* data, size_t length) {
  if (is_bytes(self)) {
    PyBytes* b = bytes_from(data, length);
    return b ? Value(&b->header) : kNull;
  }
  PyByteArray* b = bytearray_from(data, length);
  return b ? Value(&b->header) : kNull;
}

PyStr* bytes_repr(const uint8_t* data, size_t n, bool always) {
  bool single = std::memchr(data, '\'', n), twice = std::memchr(data, '"', n);
  char quote = single && !twice ? '"' : '\'';
  TextBuffer out;
  out.append('b');
  out.append(quote);
  for (size_t i = 0; i < n; i++) {
    uint8_t c = data[i];
    if (c == quote || c == '\\' || (always && c == '\'')) {
      out.append('\\');
      out.append(static_cast<char>(c));
    } else if (c == '\t') {
      out.append("\\t");
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c < ' ' || c >= 0x7F) {
      const char* digits = "0123456789abcdef";
      const char text[] = {'\\', 'x', digits[c >> 4], digits[c & 15]};
      out.append({text, 4});
    } else {
      out.append(static_cast<char>(c));
    }
  }
  out.append(quote);
  return str_from_latin1(reinterpret_cast<const uint8_t*>(out.data()), out.size());
}

// ---- bytes(source) ----------------------------------------------------------------------------------------------

// Appends the byte of one item. False: exception pending.
static bool append_item(Thread& t, Value item, bool is_array, TextBuffer& out) {
  int64_t byte;
  if (item.is_small_int()) {
    byte = item.small_int();
  } else {
    Value i = object_as_int(t, item);
    if (!i) return false;
    if (!int_to_int64(i, &byte)) byte = -1;
  }
  if (byte < 0 || byte > 255) {
    return raise_value_error(is_array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)");
  }
  out.append(static_cast<char>(byte));
  return true;
}

static bool append_iterable(Thread& t, Value source, const char* kind, bool is_array, TextBuffer& out) {
  if (!type_lookup(type_of(source), names::d_iter) && !type_lookup(type_of(source), names::d_getitem)) {
    return raise_type_error("cannot convert '%s' object to %s", type_name(source), kind);
  }
  Value iterator = object_iter(t, source);
  if (!iterator) return false;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (!item) return false;
    if (item == kStop) return true;
    if (!append_item(t, item, is_array, out)) return false;
  }
}

bool bytes_from_source(Thread& t, PyType* type, Value source, Value encoding, Value errors, TextBuffer& out) {
  bool is_array = !(type->flags & kTypeBytes);
  const char* kind = is_array ? "bytearray" : "bytes";
  auto text_of = [&](Value v, const char* name, PyStr** s) {
    *s = nullptr;
    if (!v) return true;
    if (!is_str(v)) {
      return static_cast<bool>(
          raise_type_error("%s() argument '%s' must be str, not %s", kind, name, arg_type_name(v)));
    }
    *s = as_str(v);
    return true;
  };
  PyStr *encoding_text, *errors_text;
  if (!text_of(encoding, "encoding", &encoding_text) || !text_of(errors, "errors", &errors_text)) return false;
  if (!source || !is_str(source)) {
    if (encoding) return raise_type_error("encoding without a string argument");
    if (errors) return raise_type_error("errors without a string argument");
  }
  if (!source) return true;
  bool converts_itself = !is_array && !encoding && !errors && !is_exact_str(source) &&
                         type_lookup(type_of(source), names::d_bytes);
  if (is_str(source) && !converts_itself) {
    if (!encoding_text) return raise_type_error("string argument without an encoding");
    Value encoded = encode_str(t, as_str(source), encoding_text, errors_text);
    return encoded && buffer_append_bytes(t, encoded, out);
  }
  if (!is_array && !is_exact_bytes(source)) {
    if (Value method = object_find_special(t, source, names::d_bytes)) {
      Value r = object_call(t, method, nullptr, 0);
      if (!r) return false;
      if (!is_bytes(r)) return raise_type_error("__bytes__ returned non-bytes (type %s)", type_name(r));
      return buffer_append_bytes(t, r, out);
    }
    if (error_pending()) return false;
  }
  if (has_buffer(source)) return buffer_append_bytes(t, source, out);
  if (is_int(source) || type_lookup(type_of(source), names::d_index)) {
    Value i = object_as_int(t, source);
    int64_t n;
    if (i) {
      if (!int_to_int64(i, &n)) {
        return raise_error(exc::OverflowError, "cannot fit '%s' into an index-sized integer", type_name(source));
      }
      if (n < 0) return raise_value_error("negative count");
      if (n > (int64_t{1} << 40)) return raise_memory_error();
      static const char kZeros[4096] = {};
      for (; n > 0; n -= 4096) out.append({kZeros, static_cast<size_t>(n < 4096 ? n : 4096)});
      return true;
    }
    if (!error_matches(exc::TypeError)) return false;
    error_clear();
  }
  return append_iterable(t, source, kind, is_array, out);
}

namespace bytes_methods {

Value length(Thread&, Value* args) { return Value::from_small_int(static_cast<int64_t>(byte_span(args[0]).length)); }

// Order of the bytes of self and of bytes, or for a bytearray of any bytes-like object; false: not comparable.
static bool order(Thread& t, Value* args, bool equality, int* out) {
  CharSpan a = byte_span(args[0]);
  BytesArg other;
  if (type_of(args[0])->flags & kTypeBytes ? !is_bytes(args[1]) : !has_buffer(args[1])) return false;
  if (!other.get(t, args[1])) {
    error_clear();
    return false;
  }
  size_t n = a.length < other.size() ? a.length : other.size();
  if (equality && a.length != other.size()) {
    *out = 1;
    return true;
  }
  int c = n ? std::memcmp(a.data, other.data(), n) : 0;
  *out = c ? c : a.length < other.size() ? -1 : a.length > other.size();
  return true;
}

#define PYVM_ORDER(name, equality, test)               \
  Value name(Thread& t, Value* args) {                 \
    int c;                                             \
    if (!order(t, args, equality, &c)) return kNotImplemented; \
    return Value::from_bool(test);                     \
  }
PYVM_ORDER(lt, false, c < 0)
PYVM_ORDER(le, false, c <= 0)
PYVM_ORDER(gt, false, c > 0)
PYVM_ORDER(ge, false, c >= 0)
PYVM_ORDER(eq, true, c == 0)
PYVM_ORDER(ne, true, c != 0)
#undef PYVM_ORDER

Value add(Thread& t, Value* args) {
  if (!has_buffer(args[1])) {
    return raise_type_error("can't concat %s to %s", type_name(args[1]), type_name(args[0]));
  }
  BytesArg other;
  if (!other.get(t, args[1])) return kNull;
  CharSpan a = byte_span(args[0]);
  Value result = bytes_like(args[0], nullptr, a.length + other.size());
  if (!result) return kNull;
  auto* to = static_cast<uint8_t*>(const_cast<void*>(byte_span(result).data));
  if (a.length) std::memcpy(to, a.data, a.length);
  if (other.size()) std::memcpy(to + a.length, other.data(), other.size());
  return result;
}

Value mul(Thread& t, Value* args) {
  int64_t times;
  if (!arg_repeat(t, args[1], &times)) return kNull;
  CharSpan a = byte_span(args[0]);
  if (times == 1 && is_exact_bytes(args[0])) return args[0];
  int64_t total;
  bool overflow = __builtin_mul_overflow(static_cast<int64_t>(a.length), times, &total);
  if (overflow && !is_bytearray(args[0])) return raise_error(exc::OverflowError, "repeated bytes are too long");
  if (overflow || total > kLongestBytes) return raise_memory_error();
  auto size = static_cast<size_t>(total);
  Value result = bytes_like(args[0], nullptr, size);
  if (!result || !size) return result;
  auto* to = static_cast<uint8_t*>(const_cast<void*>(byte_span(result).data));
  if (a.length == 1) {
    std::memset(to, *static_cast<const uint8_t*>(a.data), size);
    return result;
  }
  std::memcpy(to, a.data, a.length);
  for (size_t have = a.length; have < size;) {
    size_t n = have < size - have ? have : size - have;
    std::memcpy(to + have, to, n);
    have += n;
  }
  return result;
}

static Value get_slice(Thread& t, Value self, PySlice* slice) {
  int64_t start, stop, step;
  if (!slice_unpack(t, slice, &start, &stop, &step)) return kNull;
  CharSpan a = byte_span(self);   // __index__ may have changed a bytearray
  int64_t count = slice_adjust(static_cast<int64_t>(a.length), &start, &stop, step);
  if (count <= 0) return bytes_like(self, "", 0);
  auto* data = static_cast<const uint8_t*>(a.data);
  if (step == 1) {
    if (is_exact_bytes(self) && static_cast<size_t>(count) == a.length) return self;
    return bytes_like(self, data + start, static_cast<size_t>(count));
  }
  Value result = bytes_like(self, nullptr, static_cast<size_t>(count));
  if (!result) return kNull;
  auto* to = static_cast<uint8_t*>(const_cast<void*>(byte_span(result).data));
  for (int64_t i = 0; i < count; i++) to[i] = data[start + i * step];
  return result;
}

Value getitem(Thread& t, Value* args) {
  if (is_slice(args[1])) return get_slice(t, args[0], args[1].as<PySlice>());
  bool array = !is_bytes(args[0]);
  int64_t i;
  if (args[1].is_small_int()) {
    i = args[1].small_int();
  } else {
    if (!is_int(args[1]) && !type_lookup(type_of(args[1]), names::d_index)) {
      return raise_type_error(array ? "bytearray indices must be integers or slices, not %s"
                                    : "byte indices must be integers or slices, not %s",
                              type_name(args[1]));
    }
    Value index = object_as_int(t, args[1]);
    if (!index) return kNull;
    if (!int_to_int64(index, &i)) {
      return raise_error(exc::IndexError, "cannot fit '%s' into an index-sized integer", type_name(args[1]));
    }
  }
  CharSpan a = byte_span(args[0]);
  if (i < 0) i += static_cast<int64_t>(a.length);
  if (i < 0 || i >= static_cast<int64_t>(a.length)) {
    return raise_error(exc::IndexError, array ? "bytearray index out of range" : "index out of range");
  }
  return Value::from_small_int(static_cast<const uint8_t*>(a.data)[i]);
}

static Value percent(Thread& t, Value format, Value args) {
  CharSpan a = byte_span(format);
  PyStr* text = str_from_latin1(static_cast<const uint8_t*>(a.data), a.length);
  PyStr* r = text ? percent_format_bytes(t, text, args) : nullptr;
  return r ? bytes_like(format, r->data, r->length) : kNull;
}

Value mod(Thread& t, Value* args) { return percent(t, args[0], args[1]); }
Value rmod(Thread& t, Value* args) {
  if (!is_bytes(args[1]) && !is_bytearray(args[1])) return kNotImplemented;
  return percent(t, args[1], args[0]);
}

Value decode(Thread& t, Value* args) {
  for (int i = 1; i <= 2; i++) {
    if (!is_str(args[i])) {
      return raise_type_error("decode() argument '%s' must be str, not %s", i == 1 ? "encoding" : "errors",
                              arg_type_name(args[i]));
    }
  }
  return decode_object(t, args[0], as_str(args[1]), as_str(args[2]));
}

// ---- hexadecimal text -------------------------------------------------------------------------------------------

// hex(data, sep, bytes_per_sep) of bytes, bytearray, memoryview and binascii.
static bool separator_char(Thread& t, Value sep, int* out) {
  *out = -1;   // none
  if (!sep) return true;
  int64_t length = object_len(t, sep);
  if (length < 0) return false;
  if (length != 1) return raise_value_error("sep must be length 1.");
  if (is_str(sep)) {
    if (as_str(sep)->at(0) >= 0x80) return raise_value_error("sep must be ASCII.");
    *out = static_cast<int>(as_str(sep)->at(0));
    return true;
  }
  if (is_bytes(sep)) {
    if (as_bytes(sep)->data[0] >= 0x80) return raise_value_error("sep must be ASCII.");
    *out = as_bytes(sep)->data[0];
    return true;
  }
  return raise_type_error("sep must be str or bytes.");
}

}  // namespace bytes_methods

PyStr* bytes_to_hex(Thread& t, const uint8_t* data, size_t n, Value sep, Value per_sep) {
  int c, group;
  if (!arg_int(t, per_sep, &group) || !bytes_methods::separator_char(t, sep, &c)) return nullptr;
  size_t size = group < 0 ? static_cast<size_t>(-static_cast<int64_t>(group)) : static_cast<size_t>(group);
  bool separated = c >= 0 && size && n > 1;
  size_t breaks = separated ? (n - 1) / size : 0;
  PyStr* out = str_new_ascii(n * 2 + breaks);
  if (!out) return nullptr;
  uint8_t* to = str_chars(out);
  const char* digits = "0123456789abcdef";
  for (size_t i = 0; i < n; i++) {
    // Groups are counted from the right for positive sizes.
    if (separated && i && (group > 0 ? (n - i) % size == 0 : i % size == 0)) *to++ = static_cast<uint8_t>(c);
    *to++ = static_cast<uint8_t>(digits[data[i] >> 4]);
    *to++ = static_cast<uint8_t>(digits[data[i] & 15]);
  }
  return out;
}

namespace bytes_methods {

Value hex(Thread& t, Value* args) {
  CharSpan a = byte_span(args[0]);
  PyStr* s = bytes_to_hex(t, static_cast<const uint8_t*>(a.data), a.length, args[1], args[2]);
  return s ? Value(&s->header) : kNull;
}

static int hex_digit(uint32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c) - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return static_cast<int>(c | 32) - 'a' + 10;
  return -1;
}

// args: cls, string.
Value fromhex(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("fromhex() argument must be str, not %s", arg_type_name(args[1]));
  PyStr* s = as_str(args[1]);
  TextBuffer out;
  auto blank = [](uint32_t c) { return c == ' ' || (c >= 9 && c <= 13); };
  for (size_t i = 0; i < s->length;) {
    if (blank(s->at(i))) {
      i++;
      continue;
    }
    int high = hex_digit(s->at(i));
    int low = high < 0 || i + 1 >= s->length ? -1 : hex_digit(s->at(i + 1));
    if (low < 0) {
      return raise_value_error("non-hexadecimal number found in fromhex() arg at position %zu", high < 0 ? i : i + 1);
    }
    out.append(static_cast<char>(high << 4 | low));
    i += 2;
  }
  auto* cls = args[0].as<PyType>();
  if (cls == type_bytearray) {
    PyByteArray* b = bytearray_from(out.data(), out.size());
    return b ? Value(&b->header) : kNull;
  }
  PyBytes* b = bytes_from(out.view());
  if (!b || cls == type_bytes) return b ? Value(&b->header) : kNull;
  return object_call_args(t, args[0], Value(&b->header));
}

}  // namespace bytes_methods
}  // namespace pyvm
