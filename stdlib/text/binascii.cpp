// The module binascii: hexadecimal, base64, uuencode, quoted-printable, CRCs.
#include <zlib.h>

#include "stdlib/module_builder.h"
#include "stdlib/text/text_modules.h"
#include "vm/base/text.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

PyStr* bytes_to_hex(Thread& t, const uint8_t* data, size_t n, Value sep, Value per_sep);   // bytes_common.cpp

namespace {

PyType *binascii_error, *binascii_incomplete;

Value result(const TextBuffer& out) {
  PyBytes* b = bytes_from(out.size() ? out.view() : std::string_view(""));
  return b ? Value(&b->header) : kNull;
}

// The bytes of an argument that may be ascii text. False: exception pending.
bool get_ascii(Thread& t, Value v, BytesArg& bytes) {
  if (is_str(v)) {
    if (!as_str(v)->is_ascii()) return raise_value_error("string argument should contain only ASCII characters");
    PyBytes* b = bytes_from(as_str(v)->data, as_str(v)->length);
    return b && bytes.get(t, Value(&b->header));
  }
  if (!has_buffer(v)) {
    return raise_type_error("argument should be bytes, buffer or ASCII string, not '%s'", type_name(v));
  }
  return bytes.get(t, v);
}

// ---- hexadecimal ------------------------------------------------------------------------------------------------

int hex_digit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

// args: data, sep, bytes_per_sep.
Value b2a_hex(Thread& t, Value* args) {
  BytesArg bytes;
  if (!bytes.get(t, args[0])) return kNull;
  PyStr* s = bytes_to_hex(t, bytes.data(), bytes.size(), args[1], args[2]);
  PyBytes* b = s ? bytes_from(s->data, s->length) : nullptr;
  return b ? Value(&b->header) : kNull;
}

Value a2b_hex(Thread& t, Value* args) {
  BytesArg in;
  if (!get_ascii(t, args[0], in)) return kNull;
  if (in.size() % 2) return raise_error(binascii_error, "Odd-length string");
  TextBuffer out;
  for (size_t i = 0; i < in.size(); i += 2) {
    int high = hex_digit(in.data()[i]), low = hex_digit(in.data()[i + 1]);
    if (high < 0 || low < 0) return raise_error(binascii_error, "Non-hexadecimal digit found");
    out.append(static_cast<char>(high << 4 | low));
  }
  return result(out);
}

// ---- base64 (RFC 4648) ------------------------------------------------------------------------------------------

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// args: data, newline.
Value b2a_base64(Thread& t, Value* args) {
  BytesArg in;
  int newline = object_is_true(t, args[1]);
  if (newline < 0 || !in.get(t, args[0])) return kNull;
  TextBuffer out;
  const uint8_t* p = in.data();
  size_t n = in.size();
  for (; n >= 3; n -= 3, p += 3) {
    const char text[] = {kBase64[p[0] >> 2], kBase64[(p[0] & 3) << 4 | p[1] >> 4], kBase64[(p[1] & 15) << 2 | p[2] >> 6],
                         kBase64[p[2] & 63]};
    out.append({text, 4});
  }
  if (n) {
    uint8_t second = n == 2 ? p[1] : 0;
    const char text[] = {kBase64[p[0] >> 2], kBase64[(p[0] & 3) << 4 | second >> 4],
                         n == 2 ? kBase64[(second & 15) << 2] : '=', '='};
    out.append({text, 4});
  }
  if (newline) out.append('\n');
  return result(out);
}

// args: data, strict_mode.
Value a2b_base64(Thread& t, Value* args) {
  BytesArg in;
  int strict = object_is_true(t, args[1]);
  if (strict < 0 || !get_ascii(t, args[0], in)) return kNull;
  if (strict && in.size() && in.data()[0] == '=') {
    return raise_error(binascii_error, "Leading padding not allowed");
  }
  TextBuffer out;
  int place = 0, pads = 0;
  uint8_t left = 0;
  bool padded = false;
  for (size_t i = 0; i < in.size(); i++) {
    uint8_t c = in.data()[i];
    if (c == '=') {
      padded = true;
      if (place >= 2 && place + ++pads >= 4) {
        if (strict && i + 1 < in.size()) return raise_error(binascii_error, "Excess data after padding");
        return result(out);
      }
      continue;
    }
    int v = base64_value(c);
    if (v < 0) {
      if (strict) return raise_error(binascii_error, "Only base64 data is allowed");
      continue;
    }
    if (strict && padded) return raise_error(binascii_error, "Discontinuous padding not allowed");
    pads = 0;
    switch (place) {
      case 0: left = static_cast<uint8_t>(v); break;
      case 1: out.append(static_cast<char>(left << 2 | v >> 4)); left = v & 15; break;
      case 2: out.append(static_cast<char>(left << 4 | v >> 2)); left = v & 3; break;
      default: out.append(static_cast<char>(left << 6 | v)); left = 0; break;
    }
    place = (place + 1) & 3;
  }
  if (place == 0) return result(out);
  if (place == 1) {
    return raise_error(binascii_error,
                       "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 more than a multiple of 4",
                       out.size() / 3 * 4 + 1);
  }
  return raise_error(binascii_error, "Incorrect padding");
}

// ---- checksums --------------------------------------------------------------------------------------------------

// args: data, crc.
Value crc32_of(Thread& t, Value* args) {
  BytesArg in;
  Value start = object_as_int(t, args[1]);
  uint64_t crc = 0;
  int64_t negative;
  if (!start || !in.get(t, args[0])) return kNull;
  if (!int_to_uint64(start, &crc) && int_to_int64(start, &negative)) crc = static_cast<uint64_t>(negative);
  const uint8_t* p = in.data();
  auto c = static_cast<uLong>(crc & 0xFFFFFFFF);
  for (size_t n = in.size(); n > 0;) {
    auto part = static_cast<uInt>(n > 0x40000000 ? 0x40000000 : n);
    c = crc32(c, p, part);
    p += part;
    n -= part;
  }
  return Value::from_small_int(static_cast<int64_t>(c & 0xFFFFFFFF));
}

// CRC-CCITT, polynomial 0x1021.
Value crc_hqx(Thread& t, Value* args) {
  BytesArg in;
  int64_t start;
  if (!arg_ssize(t, args[1], &start) || !in.get(t, args[0])) return kNull;
  auto crc = static_cast<uint32_t>(start & 0xFFFF);
  for (size_t i = 0; i < in.size(); i++) {
    crc ^= static_cast<uint32_t>(in.data()[i]) << 8;
    for (int k = 0; k < 8; k++) crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
  }
  return Value::from_small_int(crc);
}

// ---- uuencode ---------------------------------------------------------------------------------------------------

// args: data, backtick.
Value b2a_uu(Thread& t, Value* args) {
  BytesArg in;
  int backtick = object_is_true(t, args[1]);
  if (backtick < 0 || !in.get(t, args[0])) return kNull;
  if (in.size() > 45) return raise_error(binascii_error, "At most 45 bytes at once");
  TextBuffer out;
  auto put = [&](uint32_t six) { out.append(six == 0 && backtick ? '`' : static_cast<char>(six + ' ')); };
  put(static_cast<uint32_t>(in.size()));
  for (size_t i = 0; i < in.size(); i += 3) {
    uint32_t group = 0;
    for (size_t k = 0; k < 3; k++) group = group << 8 | (i + k < in.size() ? in.data()[i + k] : 0);
    for (int shift = 18; shift >= 0; shift -= 6) put(group >> shift & 63);
  }
  out.append('\n');
  return result(out);
}

Value a2b_uu(Thread& t, Value* args) {
  BytesArg in;
  if (!get_ascii(t, args[0], in)) return kNull;
  TextBuffer out;
  size_t n = in.size(), i = 0;
  size_t length = n ? (in.data()[i++] - ' ') & 63 : 32;   // an absent first byte reads as 0
  uint32_t bits = 0;
  int count = 0;
  while (out.size() < length) {
    uint8_t c = i < n ? in.data()[i] : 0;
    uint32_t six = 0;
    bool blank = i >= n || c == '\n' || c == '\r';
    if (!blank) {
      if (c < ' ' || c > '`') return raise_error(binascii_error, "Illegal char");
      six = (c - ' ') & 63u;
    }
    i++;
    bits = bits << 6 | six;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.append(static_cast<char>(bits >> count & 255));
      bits &= (1u << count) - 1;
    }
  }
  for (; i < n; i++) {
    uint8_t c = in.data()[i];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r') return raise_error(binascii_error, "Trailing garbage");
  }
  return result(out);
}

// ---- quoted-printable (RFC 1521) ----------------------------------------------------------------------------------

// args: data, header.
Value a2b_qp(Thread& t, Value* args) {
  BytesArg in;
  int header = object_is_true(t, args[1]);
  if (header < 0 || !get_ascii(t, args[0], in)) return kNull;
  TextBuffer out;
  const uint8_t* p = in.data();
  size_t n = in.size();
  for (size_t i = 0; i < n;) {
    if (p[i] != '=') {
      out.append(header && p[i] == '_' ? ' ' : static_cast<char>(p[i]));
      i++;
      continue;
    }
    if (++i >= n) break;
    if (p[i] == '\n' || p[i] == '\r') {   // soft line break
      if (p[i] != '\n') {
        while (i < n && p[i] != '\n') i++;
      }
      if (i < n) i++;
    } else if (p[i] == '=') {   // broken case of broken encoders
      out.append('=');
      i++;
    } else if (i + 1 < n && hex_digit(p[i]) >= 0 && hex_digit(p[i + 1]) >= 0) {
      out.append(static_cast<char>(hex_digit(p[i]) << 4 | hex_digit(p[i + 1])));
      i += 2;
    } else {
      out.append('=');
    }
  }
  return result(out);
}

class QuotedPrinter {
 public:
  QuotedPrinter(const BytesArg& in, bool quote_tabs, bool text, bool header)
      : p_(in.data()), n_(in.size()), quote_tabs_(quote_tabs), text_(text), header_(header) {
    auto* newline = static_cast<const uint8_t*>(n_ ? __builtin_memchr(p_, '\n', n_) : nullptr);
    crlf_ = newline && newline > p_ && newline[-1] == '\r';
  }
  const TextBuffer& run() {
    for (size_t i = 0; i < n_;) {
      uint8_t c = p_[i];
      if (must_quote(i)) {
        room_for(3);
        quote(c);
        i++;
      } else if (ends_line(i)) {
        // Blanks at the end of a line are quoted.
        if (out_.size() && (last() == ' ' || last() == '\t')) {
          char blank = last();
          out_.truncate(out_.size() - 1);
          quote(static_cast<uint8_t>(blank));
        }
        if (crlf_) out_.append('\r');
        out_.append('\n');
        i += c == '\r' ? 2 : 1;
        column_ = 0;
      } else {
        bool before_end = i + 1 < n_ && p_[i + 1] == '\n';
        if (!before_end && column_ + 1 >= 76) soft_break();
        column_++;
        out_.append(header_ && c == ' ' ? '_' : static_cast<char>(c));
        i++;
      }
    }
    return out_;
  }

 private:
  char last() { return out_.view().back(); }
  bool ends_line(size_t i) const {
    return text_ && (p_[i] == '\n' || (p_[i] == '\r' && i + 1 < n_ && p_[i + 1] == '\n'));
  }
  bool must_quote(size_t i) const {
    uint8_t c = p_[i];
    if (c > 126 || c == '=' || (header_ && c == '_')) return true;
    if (c == '.' && column_ == 0 && (i + 1 == n_ || p_[i + 1] == '\n' || p_[i + 1] == '\r' || p_[i + 1] == 0)) return true;
    if (!text_ && (c == '\r' || c == '\n')) return true;
    if ((c == '\t' || c == ' ') && i + 1 == n_) return true;
    if (c < 33 && c != '\r' && c != '\n' && c != '\t' && c != ' ') return true;
    return c < 33 && c != '\r' && c != '\n' && quote_tabs_;
  }
  void soft_break() {
    out_.append('=');
    if (crlf_) out_.append('\r');
    out_.append('\n');
    column_ = 0;
  }
  void room_for(size_t n) {
    if (column_ + n >= 76) soft_break();
    column_ += n;
  }
  void quote(uint8_t c) { out_.printf("=%02X", c); }

  const uint8_t* p_;
  size_t n_, column_ = 0;
  bool quote_tabs_, text_, header_, crlf_ = false;
  TextBuffer out_;
};

// args: data, quotetabs, istext, header.
Value b2a_qp(Thread& t, Value* args) {
  BytesArg in;
  int quote_tabs = object_is_true(t, args[1]), text = object_is_true(t, args[2]), header = object_is_true(t, args[3]);
  if (quote_tabs < 0 || text < 0 || header < 0 || !in.get(t, args[0])) return kNull;
  return result(QuotedPrinter(in, quote_tabs, text, header).run());
}

const NativeDef kFunctions[] = {
    {"a2b_uu(data, /)", a2b_uu},
    {"b2a_uu(data, /, *, backtick=False)", b2a_uu},
    {"a2b_base64(data, /, *, strict_mode=False)", a2b_base64},
    {"b2a_base64(data, /, *, newline=True)", b2a_base64},
    {"a2b_hex(hexstr, /)", a2b_hex},
    {"b2a_hex(data, sep=<absent>, bytes_per_sep=1)", b2a_hex},
    {"hexlify(data, sep=<absent>, bytes_per_sep=1)", b2a_hex},
    {"unhexlify(hexstr, /)", a2b_hex},
    {"crc_hqx(data, crc, /)", crc_hqx},
    {"crc32(data, crc=0, /)", crc32_of},
    {"a2b_qp(data, header=False)", a2b_qp},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", b2a_qp},
    {}};

bool init(Thread& t, PyDict* dict) {
  if (!binascii_error) {
    binascii_error = make_exception_class(t, "binascii", "Error", exc::ValueError);
    binascii_incomplete = binascii_error ? make_exception_class(t, "binascii", "Incomplete", exc::Exception) : nullptr;
    if (!binascii_incomplete) return false;
  }
  return ModuleBuilder(dict, "binascii")
      .functions(kFunctions)
      .type("Error", binascii_error)
      .type("Incomplete", binascii_incomplete)
      .ok();
}

}  // namespace

const NativeModule kBinasciiModule = {"binascii", init};

}  // namespace pyvm
