// Codecs that only the module _codecs offers. As those of vm/object/codec.h.
#pragma once

#include "vm/object/codec.h"

namespace pyvm {

PyStr* decode_unicode_escape(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed);
PyStr* decode_raw_unicode_escape(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed);
PyBytes* encode_unicode_escape(PyStr* s);
PyBytes* encode_raw_unicode_escape(PyStr* s);
// The escapes of bytes literals.
PyBytes* decode_escape(Thread& t, const DecodeInput& in, PyStr* errors);
PyBytes* encode_escape(const DecodeInput& in);

// mapping: a str of up to 65536 characters, a dict or other mapping, or None (latin-1).
PyStr* decode_charmap(Thread& t, DecodeInput in, PyStr* errors, Value mapping);
PyBytes* encode_charmap(Thread& t, PyStr* s, PyStr* errors, Value mapping);
// The encoding map for a decoding string: a dict from code point to byte.
Value build_charmap(Thread& t, PyStr* decoding);

PyStr* decode_utf7(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed);
PyBytes* encode_utf7(PyStr* s);

}  // namespace pyvm
