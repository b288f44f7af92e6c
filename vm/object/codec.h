// Text to bytes and back: the codecs built in, error handlers, and the registry behind the codecs module.
#pragma once

#include <string_view>

#include "vm/object/error.h"

namespace pyvm {

struct PyBytes;
struct PyDict;
struct PyStr;
struct Thread;
class StrBuilder;
class TextBuffer;

// str(object, encoding, errors) and bytes.decode: `encoding` and `errors` may be null (utf-8, strict). The result is a str.
// Null: UnicodeDecodeError, LookupError or TypeError pending. May run Python code.
Value decode_object(Thread& t, Value object, PyStr* encoding, PyStr* errors);
// str.encode: a bytes object.
Value encode_str(Thread& t, PyStr* s, PyStr* encoding, PyStr* errors);

// ---- codecs built in ----------------------------------------------------------------------------------------------

// What is decoded. `object` is shown in exceptions (null: bytes are made of data). An error handler may put other bytes into
// the exception, with which decoding goes on.
struct DecodeInput {
  const uint8_t* data;
  size_t size;
  Value object;
};

// `errors`: a handler's name or null (strict). `consumed` null: the input is complete; otherwise an unfinished character at
// the end is left, and *consumed bytes were decoded. May run Python code (error handlers). Null: exception pending.
PyStr* decode_utf8(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed);
PyStr* decode_ascii(Thread& t, DecodeInput in, PyStr* errors);
PyStr* decode_latin1(Thread& t, const DecodeInput& in);
// byteorder: -1 little, 1 big, 0 by a BOM (set to what it said, 0 if there was none: little-endian was assumed).
PyStr* decode_utf16(Thread& t, DecodeInput in, PyStr* errors, int* byteorder, size_t* consumed);
PyStr* decode_utf32(Thread& t, DecodeInput in, PyStr* errors, int* byteorder, size_t* consumed);

PyBytes* encode_utf8(Thread& t, PyStr* s, PyStr* errors);
PyBytes* encode_ascii(Thread& t, PyStr* s, PyStr* errors);
PyBytes* encode_latin1(Thread& t, PyStr* s, PyStr* errors);
PyBytes* encode_utf16(Thread& t, PyStr* s, PyStr* errors, int byteorder);   // 0: native with a BOM
PyBytes* encode_utf32(Thread& t, PyStr* s, PyStr* errors, int byteorder);

// ---- error handlers -----------------------------------------------------------------------------------------------

// Carries one decoding past what is malformed.
class DecodeErrors {
 public:
  DecodeErrors(Thread& t, const char* encoding, PyStr* errors, DecodeInput& in)
      : t_(t), encoding_(encoding), errors_(errors), in_(in) {}
  // Bytes [start, end) cannot be decoded: appends the replacement to `out`; *resume: where to go on. `in` may change. False:
  // pending.
  [[nodiscard]] bool handle(size_t start, size_t end, const char* reason, StrBuilder& out, size_t* resume);

 private:
  bool surrogate_pass(size_t start, StrBuilder& out, size_t* resume);
  bool call(size_t start, size_t end, const char* reason, StrBuilder& out, size_t* resume);
  Thread& t_;
  const char* encoding_;
  PyStr* errors_;
  DecodeInput& in_;
  Value handler_;
};

// The same for encoding. A replacement is a str, which the codec encodes in turn, or bytes.
class EncodeErrors {
 public:
  EncodeErrors(Thread& t, const char* encoding, PyStr* errors, PyStr* text)
      : t_(t), encoding_(encoding), errors_(errors), text_(text) {}
  // Characters [start, end) cannot be encoded. *resume: where to go on. *replacement: a str or bytes. False: pending.
  [[nodiscard]] bool handle(size_t start, size_t end, const char* reason, Value* replacement, size_t* resume);
  Raised raise(size_t start, size_t end, const char* reason);

 private:
  bool surrogate_pass(size_t start, size_t end, const char* reason, Value* replacement);
  bool call(size_t start, size_t end, const char* reason, Value* replacement, size_t* resume);
  Thread& t_;
  const char* encoding_;
  PyStr* errors_;
  PyStr* text_;
  Value handler_;
};

// True for null and "strict".
bool errors_are_strict(PyStr* errors);
// Text that stands for characters [start, end) of s under "backslashreplace", "xmlcharrefreplace" or "namereplace".
PyStr* escape_characters(PyStr* s, size_t start, size_t end, std::string_view handler);
Raised raise_decode_error(Thread& t, const char* encoding, Value object, size_t start, size_t end, const char* reason);

// ---- registry -----------------------------------------------------------------------------------------------------

// CodecInfo tuple (encode, decode, reader, writer). Null: LookupError "unknown encoding: x".
Value codec_lookup(Thread& t, PyStr* encoding);
[[nodiscard]] bool codec_register(Thread& t, Value search_function);
[[nodiscard]] bool codec_unregister(Thread& t, Value search_function);
// Handler registered under a name (a Python callable; null: LookupError "unknown error handler name 'x'").
Value codec_lookup_error(Thread& t, PyStr* name);
[[nodiscard]] bool codec_register_error(Thread& t, PyStr* name, Value handler);
// Puts the standard handlers into the registry's dict. False: MemoryError pending.
[[nodiscard]] bool codec_add_standard_handlers(PyDict* handlers);
// codecs.encode / codecs.decode: any codec, any types. item 0: encode, 1: decode.
Value codec_run(Thread& t, int item, Value object, PyStr* encoding, PyStr* errors);

}  // namespace pyvm
