// Text to bytes and back: the codecs built in, error handlers, and the registry of the codecs module.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct Thread;

// str(object, encoding, errors) and bytes.decode: `encoding` and `errors` may be null (utf-8, strict). The result is a str.
// Null: UnicodeDecodeError, LookupError or TypeError pending. May run Python code.
Value decode_object(Thread& t, Value object, PyStr* encoding, PyStr* errors);
// str.encode: a bytes object.
Value encode_str(Thread& t, PyStr* s, PyStr* encoding, PyStr* errors);

}  // namespace pyvm
