// The codecs charmap (of Python's 8-bit encodings) and utf-7 (RFC 2152).
#include "stdlib/text/codec_escape.h"
#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

constexpr const char* kUndefined = "character maps to <undefined>";

// mapping[code]; kNone when there is nothing. Null: exception pending.
Value look_up(Thread& t, Value mapping, uint32_t code) {
  Value key = Value::from_small_int(code);
  if (type_of(mapping) == type_dict) {
    bool failed = false;
    Value v = dict_get(t, as_dict(mapping), key, &failed);
    return failed ? kNull : v ? v : kNone;
  }
  Value v = object_get_item(t, mapping, key);
  if (v || !error_matches(exc::LookupError)) return v;
  error_clear();
  return kNone;
}

// Appends what the mapping makes of a byte. 1: done, 0: undefined, -1: exception pending.
int decode_byte(Thread& t, Value mapping, uint8_t byte, StrBuilder& out) {
  Value v = look_up(t, mapping, byte);
  if (!v) return -1;
  if (v.is_none()) return 0;
  if (is_int(v)) {
    int64_t c;
    if (!int_to_int64(v, &c) || c < 0 || c > 0x10FFFF) {
      return raise_type_error("character mapping must be in range(0x110000)"), -1;
    }
    if (c == 0xFFFE) return 0;
    out.append(static_cast<uint32_t>(c));
    return 1;
  }
  if (is_str(v)) {
    if (as_str(v)->length == 1 && as_str(v)->at(0) == 0xFFFE) return 0;
    out.append(as_str(v));
    return 1;
  }
  return raise_type_error("character mapping must return integer, None or str"), -1;
}

// Appends what the mapping makes of a character. 1: done, 0: undefined, -1: exception pending.
int encode_char(Thread& t, Value mapping, uint32_t c, TextBuffer& out) {
  Value v = look_up(t, mapping, c);
  if (!v) return -1;
  if (v.is_none()) return 0;
  if (is_int(v)) {
    int64_t byte;
    if (!int_to_int64(v, &byte) || byte < 0 || byte > 255) {
      return raise_type_error("character mapping must be in range(256)"), -1;
    }
    out.append(static_cast<char>(byte));
    return 1;
  }
  if (is_bytes(v)) {
    auto* b = as_bytes(v);
    out.append({reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length)});
    return 1;
  }
  return raise_type_error("character mapping must return integer, bytes or None, not %s", type_name(v)), -1;
}

// Appends an error handler's replacement, itself encoded. 1, 0, -1 as above.
int encode_replacement(Thread& t, Value mapping, Value replacement, TextBuffer& out) {
  if (is_bytes(replacement)) {
    auto* b = as_bytes(replacement);
    out.append({reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length)});
    return 1;
  }
  for (size_t i = 0; i < as_str(replacement)->length; i++) {
    int result = encode_char(t, mapping, as_str(replacement)->at(i), out);
    if (result <= 0) return result;
  }
  return 1;
}

}  // namespace

PyStr* decode_charmap(Thread& t, DecodeInput in, PyStr* errors, Value mapping) {
  if (mapping.is_none()) return decode_latin1(t, in);
  StrBuilder out;
  DecodeErrors handler(t, "charmap", errors, in);
  PyStr* table = is_str(mapping) ? as_str(mapping) : nullptr;
  for (size_t i = 0; i < in.size;) {
    uint8_t byte = in.data[i];
    int done;
    if (table) {
      uint32_t c = byte < table->length ? table->at(byte) : 0xFFFE;
      done = c != 0xFFFE;
      if (done) out.append(c);
    } else {
      done = decode_byte(t, mapping, byte, out);
    }
    if (done < 0) return nullptr;
    if (done) i++;
    else if (!handler.handle(i, i + 1, kUndefined, out, &i)) return nullptr;
  }
  return out.finish();
}

PyBytes* encode_charmap(Thread& t, PyStr* s, PyStr* errors, Value mapping) {
  if (mapping.is_none()) return encode_latin1(t, s, errors);
  TextBuffer out, scratch;
  EncodeErrors handler(t, "charmap", errors, s);
  for (size_t i = 0; i < s->length;) {
    int done = encode_char(t, mapping, s->at(i), out);
    if (done < 0) return nullptr;
    if (done) {
      i++;
      continue;
    }
    size_t end = i + 1;
    for (; end < s->length; end++) {
      scratch.clear();
      done = encode_char(t, mapping, s->at(end), scratch);
      if (done < 0) return nullptr;
      if (done) break;
    }
    Value replacement;
    size_t resume;
    if (!handler.handle(i, end, kUndefined, &replacement, &resume)) return nullptr;
    done = encode_replacement(t, mapping, replacement, out);
    if (done < 0) return nullptr;
    if (!done) return handler.raise(i, end, kUndefined);
    i = resume;
  }
  return bytes_from(out.view());
}

Value build_charmap(Thread& t, PyStr* decoding) {
  PyDict* map = dict_new();
  for (size_t i = 0; map && i < decoding->length && i < 256; i++) {
    uint32_t c = decoding->at(i);
    if (c == 0xFFFE) continue;
    if (!dict_set(t, map, Value::from_small_int(c), Value::from_small_int(static_cast<int64_t>(i)))) return kNull;
  }
  return map ? Value(&map->header) : kNull;
}

// ---- utf-7 ------------------------------------------------------------------------------------------------------

namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Characters that stand for themselves.
bool direct(uint32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  return c >= ' ' && c < 0x7F && c != '+' && c != '\\' && c != '~';
}

}  // namespace

PyBytes* encode_utf7(PyStr* s) {
  TextBuffer out;
  uint32_t bits = 0;
  int count = 0;
  bool shifted = false;
  auto flush = [&] {
    if (count) out.append(kBase64[bits << (6 - count) & 63]);
    bits = 0;
    count = 0;
    shifted = false;
  };
  auto put = [&](uint32_t unit) {
    bits = bits << 16 | unit;
    count += 16;
    while (count >= 6) {
      count -= 6;
      out.append(kBase64[bits >> count & 63]);
    }
    bits &= (1u << count) - 1;
  };
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (shifted && direct(c)) {
      flush();
      if (base64_value(static_cast<uint8_t>(c)) >= 0 || c == '-') out.append('-');
    }
    if (direct(c)) {
      out.append(static_cast<char>(c));
      continue;
    }
    if (!shifted) {
      if (c == '+') {
        out.append("+-");
        continue;
      }
      out.append('+');
      shifted = true;
    }
    if (c >= 0x10000) {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      put(c);
    }
  }
  if (shifted) {
    flush();
    out.append('-');
  }
  return bytes_from(out.view());
}

PyStr* decode_utf7(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed) {
  StrBuilder out;
  DecodeErrors handler(t, "utf7", errors, in);
  if (consumed) *consumed = in.size;
  size_t i = 0, shift_start = 0, out_start = 0;
  bool shifted = false;
  uint32_t bits = 0, surrogate = 0;
  int count = 0;
  while (i < in.size) {
    uint8_t c = in.data[i];
    if (shifted) {
      int value = base64_value(c);
      if (value >= 0) {
        bits = bits << 6 | static_cast<uint32_t>(value);
        count += 6;
        i++;
        if (count < 16) continue;
        count -= 16;
        uint32_t unit = bits >> count & 0xFFFF;
        bits &= (1u << count) - 1;
        if (surrogate && unit >= 0xDC00 && unit < 0xE000) {
          out.append(0x10000 + ((surrogate & 0x3FF) << 10 | (unit & 0x3FF)));
          surrogate = 0;
          continue;
        }
        if (surrogate) out.append(surrogate);
        surrogate = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (!surrogate) out.append(unit);
        continue;
      }
      shifted = false;
      if (surrogate) out.append(surrogate);
      surrogate = 0;
      if (count >= 6 || bits != 0) {
        const char* reason = count >= 6 ? "partial character in base64 sequence" : "non-zero padding bits in base64 sequence";
        if (!handler.handle(shift_start, i + 1, reason, out, &i)) return nullptr;
        continue;
      }
      if (c == '-') i++;
      continue;
    }
    if (c == '+') {
      shift_start = i++;
      out_start = out.size();
      if (i < in.size && in.data[i] == '-') {
        out.append('+');
        i++;
      } else if (i < in.size && base64_value(in.data[i]) < 0) {
        if (!handler.handle(shift_start, i + 1, "ill-formed sequence", out, &i)) return nullptr;
      } else {
        shifted = true;
        bits = surrogate = 0;
        count = 0;
      }
    } else if (c < 0x80) {
      out.append(c);
      i++;
    } else if (!handler.handle(i, i + 1, "unexpected special character", out, &i)) {
      return nullptr;
    }
  }
  if (!shifted) return out.finish();
  if (consumed) {
    *consumed = shift_start;
    out.truncate(out_start);
  } else if (surrogate || count >= 6 || (count && bits)) {
    if (!handler.handle(shift_start, in.size, "unterminated shift sequence", out, &i)) return nullptr;
  }
  return out.finish();
}

}  // namespace pyvm
