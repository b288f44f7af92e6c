// The codecs unicode_escape, raw_unicode_escape and escape.
#include "stdlib/text/codec_escape.h"

#include <cstring>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/unicode.h"

namespace pyvm {

namespace {

int hex_digit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

class EscapeDecoder {
 public:
  EscapeDecoder(Thread& t, const char* encoding, const DecodeInput& in, PyStr* errors, size_t* consumed)
      : in_(in), handler_(t, encoding, errors, in_), consumed_(consumed) {
    if (consumed_) *consumed_ = in.size;
  }

  PyStr* run(bool raw) {
    while (at_ < in_.size && !stopped_) {
      uint8_t c = in_.data[at_];
      if (c != '\\') {
        out_.append(c);
        at_++;
      } else if (!(raw ? raw_escape() : escape())) {
        return nullptr;
      }
    }
    return out_.finish();
  }

 private:
  // The input from `start` to `end` is malformed, or, if it ends there, perhaps unfinished.
  bool malformed(size_t start, size_t end, const char* reason, bool may_continue) {
    if (may_continue && consumed_ && end == in_.size) {
      *consumed_ = start;
      stopped_ = true;
      return true;
    }
    return handler_.handle(start, end, reason, out_, &at_);
  }

  bool hex(size_t start, size_t digits, const char* reason) {
    uint32_t c = 0;
    size_t i = start + 2;
    for (; i < start + 2 + digits; i++) {
      int digit = i < in_.size ? hex_digit(in_.data[i]) : -1;
      if (digit < 0) return malformed(start, i, reason, true);
      c = c << 4 | static_cast<uint32_t>(digit);
    }
    if (c > 0x10FFFF) return malformed(start, i, "illegal Unicode character", false);
    out_.append(c);
    at_ = i;
    return true;
  }

  bool octal(size_t start) {
    uint32_t c = 0;
    size_t i = start + 1;
    for (; i < in_.size && i < start + 4 && in_.data[i] >= '0' && in_.data[i] <= '7'; i++) c = c << 3 | (in_.data[i] - '0');
    out_.append(c);
    at_ = i;
    return true;
  }

  bool named(size_t start) {
    size_t i = start + 2;
    if (i >= in_.size || in_.data[i] != '{') {
      return malformed(start, i, "malformed \\N character escape", i >= in_.size);
    }
    auto* close = static_cast<const uint8_t*>(std::memchr(in_.data + i, '}', in_.size - i));
    if (!close) return malformed(start, in_.size, "malformed \\N character escape", true);
    auto end = static_cast<size_t>(close - in_.data);
    if (end == i + 1) return malformed(start, end + 1, "malformed \\N character escape", false);
    uint32_t codes[4];
    std::string_view name(reinterpret_cast<const char*>(in_.data + i + 1), end - i - 1);
    if (unicode::lookup_name(name, false, codes) != 1) {
      return malformed(start, end + 1, "unknown Unicode character name", false);
    }
    out_.append(codes[0]);
    at_ = end + 1;
    return true;
  }

  bool escape() {
    size_t start = at_;
    if (start + 1 >= in_.size) return malformed(start, start + 1, "\\ at end of string", true);
    uint8_t c = in_.data[start + 1];
    const char* plain = "\\\\''\"\"b\bf\ft\tn\nr\rv\va\a";
    for (const char* p = plain; *p; p += 2) {
      if (*p != static_cast<char>(c)) continue;
      out_.append(static_cast<uint8_t>(p[1]));
      at_ = start + 2;
      return true;
    }
    switch (c) {
      case '\n': at_ = start + 2; return true;
      case 'x': return hex(start, 2, "truncated \\xXX escape");
      case 'u': return hex(start, 4, "truncated \\uXXXX escape");
      case 'U': return hex(start, 8, "truncated \\UXXXXXXXX escape");
      case 'N': return named(start);
      default: break;
    }
    if (c >= '0' && c <= '7') return octal(start);
    out_.append('\\');   // no escape: stays as it is
    out_.append(c);
    at_ = start + 2;
    return true;
  }

  bool raw_escape() {
    size_t start = at_;
    uint8_t c = start + 1 < in_.size ? in_.data[start + 1] : 0;
    if (c == 'u') return hex(start, 4, "truncated \\uXXXX escape");
    if (c == 'U') return hex(start, 8, "truncated \\UXXXXXXXX escape");
    if (start + 1 >= in_.size && consumed_) {
      *consumed_ = start;
      stopped_ = true;
      return true;
    }
    out_.append('\\');
    at_ = start + 1;
    if (c == '\\') {   // the second of two does not begin an escape
      out_.append('\\');
      at_++;
    }
    return true;
  }

  DecodeInput in_;
  DecodeErrors handler_;
  size_t* consumed_;
  StrBuilder out_;
  size_t at_ = 0;
  bool stopped_ = false;
};

void append_wide(TextBuffer& out, uint32_t c) { out.printf(c < 0x10000 ? "\\u%04x" : "\\U%08x", c); }

}  // namespace

PyStr* decode_unicode_escape(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed) {
  return EscapeDecoder(t, "unicodeescape", in, errors, consumed).run(false);
}
PyStr* decode_raw_unicode_escape(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed) {
  return EscapeDecoder(t, "rawunicodeescape", in, errors, consumed).run(true);
}

PyBytes* encode_unicode_escape(PyStr* s) {
  TextBuffer out;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c >= 0x100) append_wide(out, c);
    else if (c == '\\') out.append("\\\\");
    else if (c == '\t') out.append("\\t");
    else if (c == '\n') out.append("\\n");
    else if (c == '\r') out.append("\\r");
    else if (c < ' ' || c >= 0x7F) out.printf("\\x%02x", c);
    else out.append(static_cast<char>(c));
  }
  return bytes_from(out.view());
}

PyBytes* encode_raw_unicode_escape(PyStr* s) {
  TextBuffer out;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c >= 0x100) append_wide(out, c);
    else out.append(static_cast<char>(c));
  }
  return bytes_from(out.view());
}

PyBytes* decode_escape(Thread&, const DecodeInput& in, PyStr* errors) {
  TextBuffer out;
  for (size_t i = 0; i < in.size;) {
    uint8_t c = in.data[i];
    if (c != '\\') {
      out.append(static_cast<char>(c));
      i++;
      continue;
    }
    if (i + 1 >= in.size) return raise_value_error("Trailing \\ in string");
    c = in.data[i + 1];
    const char* plain = "\\\\''\"\"b\bf\ft\tn\nr\rv\va\a";
    const char* p = plain;
    while (*p && *p != static_cast<char>(c)) p += 2;
    if (*p) {
      out.append(p[1]);
      i += 2;
    } else if (c == '\n') {
      i += 2;
    } else if (c >= '0' && c <= '7') {
      uint32_t byte = 0;
      size_t k = i + 1;
      for (; k < in.size && k < i + 4 && in.data[k] >= '0' && in.data[k] <= '7'; k++) byte = byte << 3 | (in.data[k] - '0');
      out.append(static_cast<char>(byte));
      i = k;
    } else if (c == 'x') {
      int high = i + 2 < in.size ? hex_digit(in.data[i + 2]) : -1;
      int low = high >= 0 && i + 3 < in.size ? hex_digit(in.data[i + 3]) : -1;
      if (low >= 0) {
        out.append(static_cast<char>(high << 4 | low));
        i += 4;
      } else if (errors_are_strict(errors)) {
        return raise_value_error("invalid \\x escape at position %zu", i);
      } else if (str_is(errors, "replace")) {
        out.append('?');
        i += high >= 0 ? 3 : 2;
      } else if (str_is(errors, "ignore")) {
        i += high >= 0 ? 3 : 2;
      } else {
        return raise_value_error("decoding error; unknown error handling code: %s", str_utf8(errors).data());
      }
    } else {
      out.append('\\');
      out.append(static_cast<char>(c));
      i += 2;
    }
  }
  return bytes_from(out.view());
}

PyBytes* encode_escape(const DecodeInput& in) {
  TextBuffer out;
  for (size_t i = 0; i < in.size; i++) {
    uint8_t c = in.data[i];
    if (c == '\'' || c == '\\') out.append('\\'), out.append(static_cast<char>(c));
    else if (c == '\t') out.append("\\t");
    else if (c == '\n') out.append("\\n");
    else if (c == '\r') out.append("\\r");
    else if (c < ' ' || c >= 0x7F) out.printf("\\x%02x", c);
    else out.append(static_cast<char>(c));
  }
  return bytes_from(out.view());
}

}  // namespace pyvm
