// Classification, case, padding and translation of bytes (ascii only).
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/error.h"
#include "vm/object/type.h"

namespace pyvm::bytes_methods {

namespace {

bool is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(uint8_t c) { return is_upper(c) || is_lower(c); }
bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
bool is_blank(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
uint8_t to_upper(uint8_t c) { return is_lower(c) ? c - 32 : c; }
uint8_t to_lower(uint8_t c) { return is_upper(c) ? c + 32 : c; }

struct Bytes {
  explicit Bytes(Value v) : data(static_cast<const uint8_t*>(byte_span(v).data)), size(byte_span(v).length) {}
  const uint8_t* data;
  size_t size;
};

uint8_t* writable(Value fresh) { return static_cast<uint8_t*>(const_cast<void*>(byte_span(fresh).data)); }

template <class F>
Value map_bytes(Value self, F&& map) {
  Bytes b(self);
  Value out = bytes_like(self, nullptr, b.size);
  if (!out) return kNull;
  uint8_t* to = writable(out);
  for (size_t i = 0; i < b.size; i++) to[i] = map(b.data[i]);
  return out;
}

template <class F>
Value all_bytes(Value self, F&& test) {
  Bytes b(self);
  for (size_t i = 0; i < b.size; i++) {
    if (!test(b.data[i])) return kFalse;
  }
  return Value::from_bool(b.size != 0);
}

Value padded(Value self, size_t left, size_t right, uint8_t fill) {
  Bytes b(self);
  Value out = bytes_like(self, nullptr, left + b.size + right);
  if (!out) return kNull;
  uint8_t* to = writable(out);
  std::memset(to, fill, left);
  std::memcpy(to + left, b.data, b.size);
  std::memset(to + left + b.size, fill, right);
  return out;
}

bool pad_arguments(Thread& t, Value* args, const char* name, int64_t* width, int64_t* padding, uint8_t* fill) {
  if (!arg_ssize(t, args[1], width)) return false;
  *fill = ' ';
  if (args[2]) {
    if ((!is_bytes(args[2]) && !is_bytearray(args[2])) || byte_span(args[2]).length != 1) {
      return raise_type_error("%s() argument 2 must be a byte string of length 1, not %s", name, type_name(args[2]));
    }
    *fill = *static_cast<const uint8_t*>(byte_span(args[2]).data);
  }
  auto size = static_cast<int64_t>(byte_span(args[0]).length);
  *padding = *width > size ? *width - size : 0;
  return true;
}

}  // namespace

Value lower(Thread&, Value* args) { return map_bytes(args[0], to_lower); }
Value upper(Thread&, Value* args) { return map_bytes(args[0], to_upper); }
Value swapcase(Thread&, Value* args) {
  return map_bytes(args[0], [](uint8_t c) { return is_alpha(c) ? static_cast<uint8_t>(c ^ 32) : c; });
}
Value capitalize(Thread&, Value* args) {
  bool first = true;
  return map_bytes(args[0], [&](uint8_t c) {
    uint8_t r = first ? to_upper(c) : to_lower(c);
    first = false;
    return r;
  });
}
Value title(Thread&, Value* args) {
  bool after = false;
  return map_bytes(args[0], [&](uint8_t c) {
    uint8_t r = after ? to_lower(c) : to_upper(c);
    after = is_alpha(c);
    return r;
  });
}

Value isalnum(Thread&, Value* args) {
  return all_bytes(args[0], [](uint8_t c) { return is_alpha(c) || is_digit(c); });
}
Value isalpha(Thread&, Value* args) { return all_bytes(args[0], is_alpha); }
Value isdigit(Thread&, Value* args) { return all_bytes(args[0], is_digit); }
Value isspace(Thread&, Value* args) { return all_bytes(args[0], is_blank); }
Value isascii(Thread&, Value* args) {
  return byte_span(args[0]).length == 0 ? kTrue : all_bytes(args[0], [](uint8_t c) { return c < 0x80; });
}
Value islower(Thread&, Value* args) {
  bool cased = false;
  Value none_upper = all_bytes(args[0], [&](uint8_t c) {
    cased = cased || is_lower(c);
    return !is_upper(c);
  });
  return Value::from_bool(none_upper.is_true() && cased);
}
Value isupper(Thread&, Value* args) {
  bool cased = false;
  Value none_lower = all_bytes(args[0], [&](uint8_t c) {
    cased = cased || is_upper(c);
    return !is_lower(c);
  });
  return Value::from_bool(none_lower.is_true() && cased);
}
Value istitle(Thread&, Value* args) {
  bool cased = false, after = false;
  Value fits = all_bytes(args[0], [&](uint8_t c) {
    bool ok = is_upper(c) ? !after : is_lower(c) ? after : true;
    after = is_alpha(c);
    cased = cased || after;
    return ok;
  });
  return Value::from_bool(fits.is_true() && cased);
}

Value center(Thread& t, Value* args) {
  int64_t width, padding;
  uint8_t fill;
  if (!pad_arguments(t, args, "center", &width, &padding, &fill)) return kNull;
  int64_t left = padding / 2 + (padding & width & 1);
  return padded(args[0], static_cast<size_t>(left), static_cast<size_t>(padding - left), fill);
}
Value ljust(Thread& t, Value* args) {
  int64_t width, padding;
  uint8_t fill;
  if (!pad_arguments(t, args, "ljust", &width, &padding, &fill)) return kNull;
  return padded(args[0], 0, static_cast<size_t>(padding), fill);
}
Value rjust(Thread& t, Value* args) {
  int64_t width, padding;
  uint8_t fill;
  if (!pad_arguments(t, args, "rjust", &width, &padding, &fill)) return kNull;
  return padded(args[0], static_cast<size_t>(padding), 0, fill);
}

Value zfill(Thread& t, Value* args) {
  int64_t width;
  if (!arg_ssize(t, args[1], &width)) return kNull;
  Bytes b(args[0]);
  auto size = static_cast<int64_t>(b.size);
  auto fill = static_cast<size_t>(width > size ? width - size : 0);
  Value out = padded(args[0], fill, 0, '0');
  if (!out) return kNull;
  uint8_t* to = writable(out);
  if (fill && size && (b.data[0] == '+' || b.data[0] == '-')) {
    to[0] = b.data[0];
    to[fill] = '0';
  }
  return out;
}

Value expandtabs(Thread& t, Value* args) {
  int tab;
  if (!arg_int(t, args[1], &tab)) return kNull;
  Bytes b(args[0]);
  TextBuffer out;
  size_t column = 0;
  for (size_t i = 0; i < b.size; i++) {
    uint8_t c = b.data[i];
    if (c == '\t') {
      if (tab <= 0) continue;
      for (size_t n = static_cast<size_t>(tab) - column % static_cast<size_t>(tab); n > 0; n--, column++) out.append(' ');
      continue;
    }
    out.append(static_cast<char>(c));
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return bytes_like(args[0], out.data(), out.size());
}

// args: self, table (or None), delete.
Value translate(Thread& t, Value* args) {
  BytesArg table, removed;
  bool identity = args[1].is_none();
  if (!identity) {
    if (!table.get(t, args[1])) return kNull;
    if (table.size() != 256) return raise_value_error("translation table must be 256 characters long");
  }
  bool drop[256] = {};
  if (args[2]) {
    if (!removed.get(t, args[2])) return kNull;
    for (size_t i = 0; i < removed.size(); i++) drop[removed.data()[i]] = true;
  }
  Bytes b(args[0]);
  TextBuffer out;
  for (size_t i = 0; i < b.size; i++) {
    uint8_t c = b.data[i];
    if (!drop[c]) out.append(static_cast<char>(identity ? c : table.data()[c]));
  }
  return bytes_like(args[0], out.data(), out.size());
}

// args: frm, to.
Value maketrans(Thread& t, Value* args) {
  BytesArg from, to;
  if (!from.get(t, args[0]) || !to.get(t, args[1])) return kNull;
  if (from.size() != to.size()) return raise_value_error("maketrans arguments must have same length");
  PyBytes* table = bytes_new(256);
  if (!table) return kNull;
  for (int i = 0; i < 256; i++) table->data[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < from.size(); i++) table->data[from.data()[i]] = to.data()[i];
  return Value(&table->header);
}

}  // namespace pyvm::bytes_methods
