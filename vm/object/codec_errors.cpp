// Error handlers of codecs: the standard ones, and calling those registered by programs.
#include <cstdio>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/type.h"
#include "vm/object/unicode.h"

namespace pyvm {

bool errors_are_strict(PyStr* errors) { return !errors || str_is(errors, "strict"); }

namespace {

Value position(size_t i) { return Value::from_small_int(static_cast<int64_t>(i)); }

// UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason).
Value make_error(Thread& t, PyType* type, const char* encoding, Value object, size_t start, size_t end,
                 const char* reason) {
  PyStr* name = str_from_utf8(encoding);
  PyStr* why = str_from_utf8(reason);
  if (!name || !why) return kNull;
  Value items[] = {Value(&name->header), object, position(start), position(end), Value(&why->header)};
  PyTuple* args = tuple_from(items, 5);
  return args ? exception_make(t, type, args) : kNull;
}

// What kind of surrogate pass an encoding does: bytes a unit and whether big-endian. 0: utf-8, -1: none.
int unit_size(std::string_view encoding, bool* big) {
  *big = encoding.size() > 3 && encoding.substr(encoding.size() - 2) == "be";
  if (encoding.substr(0, 5) == "utf-8") return 0;
  if (encoding.substr(0, 6) == "utf-16") return 2;
  if (encoding.substr(0, 6) == "utf-32") return 4;
  return -1;
}

bool is_surrogate(uint32_t c) { return c >= 0xD800 && c < 0xE000; }

// Checks what a handler returned: (replacement, position).
bool unpack_result(Value result, const char* kind, bool bytes_too, size_t size, Value* replacement, size_t* resume) {
  bool ok = type_of(result)->flags & kTypeTuple && as_tuple(result)->length == 2 &&
            (is_str(as_tuple(result)->items[0]) || (bytes_too && is_bytes(as_tuple(result)->items[0]))) &&
            is_int(as_tuple(result)->items[1]);
  if (!ok) {
    return raise_type_error("%s error handler must return (%s, int) tuple", kind, bytes_too ? "str/bytes" : "str");
  }
  *replacement = as_tuple(result)->items[0];
  int64_t at;
  bool fits = int_to_int64(as_tuple(result)->items[1], &at);
  int64_t given = at;
  if (fits && at < 0) at += static_cast<int64_t>(size);
  if (!fits || at < 0 || at > static_cast<int64_t>(size)) {
    return raise_error(exc::IndexError, "position %lld from error handler out of bounds",
                       static_cast<long long>(fits ? given : 0));
  }
  *resume = static_cast<size_t>(at);
  return true;
}

}  // namespace

Raised raise_decode_error(Thread& t, const char* encoding, Value object, size_t start, size_t end, const char* reason) {
  Value e = make_error(t, exc::UnicodeDecodeError, encoding, object, start, end, reason);
  if (e) raise_instance(e);
  return {};
}

// ---- decoding ---------------------------------------------------------------------------------------------------

static Value input_object(const DecodeInput& in) {
  if (in.object && is_bytes(in.object)) return in.object;
  PyBytes* b = bytes_from(in.size ? static_cast<const void*>(in.data) : "", in.size);
  return b ? Value(&b->header) : kNull;
}

bool DecodeErrors::surrogate_pass(size_t start, StrBuilder& out, size_t* resume) {
  bool big;
  int unit = unit_size(encoding_, &big);
  const uint8_t* p = in_.data + start;
  size_t left = in_.size - start;
  uint32_t c = 0;
  size_t used = 0;
  if (unit == 0 && left >= 3 && p[0] == 0xED && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
    c = 0xD000 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3F);
    used = 3;
  } else if (unit > 0 && left >= static_cast<size_t>(unit)) {
    for (int i = 0; i < unit; i++) c |= static_cast<uint32_t>(p[big ? unit - 1 - i : i]) << (8 * i);
    used = static_cast<size_t>(unit);
  }
  if (!is_surrogate(c)) return false;
  out.append(c);
  *resume = start + used;
  return true;
}

bool DecodeErrors::handle(size_t start, size_t end, const char* reason, StrBuilder& out, size_t* resume) {
  *resume = end;
  if (errors_are_strict(errors_)) {
    Value object = input_object(in_);
    return object && raise_decode_error(t_, encoding_, object, start, end, reason);
  }
  if (str_is(errors_, "ignore")) return true;
  if (str_is(errors_, "replace")) return out.append(0xFFFD), true;
  if (str_is(errors_, "backslashreplace")) {
    for (size_t i = start; i < end; i++) {
      char text[8];
      std::snprintf(text, sizeof text, "\\x%02x", in_.data[i]);
      out.append_ascii(text);
    }
    return true;
  }
  if (str_is(errors_, "surrogateescape")) {
    size_t i = start;
    while (i < end && i < start + 4 && in_.data[i] >= 0x80) out.append(0xDC00u + in_.data[i++]);
    if (i > start) {
      *resume = i;
      return true;
    }
    Value object = input_object(in_);
    return object && raise_decode_error(t_, encoding_, object, start, end, reason);
  }
  if (str_is(errors_, "surrogatepass")) {
    if (surrogate_pass(start, out, resume)) return true;
    Value object = input_object(in_);
    return object && raise_decode_error(t_, encoding_, object, start, end, reason);
  }
  return call(start, end, reason, out, resume);
}

bool DecodeErrors::call(size_t start, size_t end, const char* reason, StrBuilder& out, size_t* resume) {
  if (!handler_) handler_ = codec_lookup_error(t_, errors_);
  Value object = handler_ ? input_object(in_) : kNull;
  Value error = object ? make_error(t_, exc::UnicodeDecodeError, encoding_, object, start, end, reason) : kNull;
  Value result = error ? object_call_args(t_, handler_, error) : kNull;
  if (!result) return false;
  Value now = error.as<PyException>()->fields[kUnicodeObject];
  if (!is_bytes(now)) return raise_type_error("object attribute must be bytes");
  if (now != object) in_ = {as_bytes(now)->data, static_cast<size_t>(as_bytes(now)->length), now};
  Value replacement;
  if (!unpack_result(result, "decoding", false, in_.size, &replacement, resume)) return false;
  out.append(as_str(replacement));
  return true;
}

// ---- encoding ---------------------------------------------------------------------------------------------------

PyStr* escape_characters(PyStr* s, size_t start, size_t end, std::string_view handler) {
  TextBuffer out;
  for (size_t i = start; i < end; i++) {
    uint32_t c = s->at(i);
    if (handler == "xmlcharrefreplace") {
      out.printf("&#%u;", c);
      continue;
    }
    if (handler == "namereplace") {
      size_t before = out.size();
      out.append("\\N{");
      if (unicode::name_of(c, out)) {
        out.append('}');
        continue;
      }
      out.truncate(before);
    }
    out.printf(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  }
  return str_from_utf8(out.view());
}

Raised EncodeErrors::raise(size_t start, size_t end, const char* reason) {
  Value e = make_error(t_, exc::UnicodeEncodeError, encoding_, Value(&text_->header), start, end, reason);
  if (e) raise_instance(e);
  return {};
}

bool EncodeErrors::surrogate_pass(size_t start, size_t end, const char* reason, Value* replacement) {
  bool big;
  int unit = unit_size(encoding_, &big);
  if (unit < 0) return raise(start, end, reason);
  if (std::string_view(encoding_) == "utf-16" || std::string_view(encoding_) == "utf-32") big = false;
  TextBuffer bytes;
  for (size_t i = start; i < end; i++) {
    uint32_t c = text_->at(i);
    if (!is_surrogate(c)) return raise(start, end, reason);
    if (unit == 0) {
      bytes.append_code_point(c);
    } else {
      for (int k = 0; k < unit; k++) bytes.append(static_cast<char>(c >> 8 * (big ? unit - 1 - k : k)));
    }
  }
  PyBytes* b = bytes_from(bytes.view());
  if (b) *replacement = Value(&b->header);
  return b != nullptr;
}

bool EncodeErrors::handle(size_t start, size_t end, const char* reason, Value* replacement, size_t* resume) {
  *resume = end;
  if (errors_are_strict(errors_)) return raise(start, end, reason);
  auto use = [&](PyStr* s) {
    if (s) *replacement = Value(&s->header);
    return s != nullptr;
  };
  if (str_is(errors_, "ignore")) return use(str_empty());
  if (str_is(errors_, "replace")) {
    StrBuilder marks;
    marks.append_repeated('?', end - start);
    return use(marks.finish());
  }
  for (std::string_view escape : {"backslashreplace", "xmlcharrefreplace", "namereplace"}) {
    if (str_is(errors_, escape)) return use(escape_characters(text_, start, end, escape));
  }
  if (str_is(errors_, "surrogateescape")) {
    TextBuffer bytes;
    for (size_t i = start; i < end; i++) {
      uint32_t c = text_->at(i);
      if (c < 0xDC80 || c > 0xDCFF) return raise(start, end, reason);
      bytes.append(static_cast<char>(c - 0xDC00));
    }
    PyBytes* b = bytes_from(bytes.view());
    if (b) *replacement = Value(&b->header);
    return b != nullptr;
  }
  if (str_is(errors_, "surrogatepass")) return surrogate_pass(start, end, reason, replacement);
  return call(start, end, reason, replacement, resume);
}

bool EncodeErrors::call(size_t start, size_t end, const char* reason, Value* replacement, size_t* resume) {
  if (!handler_) handler_ = codec_lookup_error(t_, errors_);
  Value error = handler_ ? make_error(t_, exc::UnicodeEncodeError, encoding_, Value(&text_->header), start, end, reason)
                         : kNull;
  Value result = error ? object_call_args(t_, handler_, error) : kNull;
  return result && unpack_result(result, "encoding", true, text_->length, replacement, resume);
}

}  // namespace pyvm
