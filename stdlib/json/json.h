// The parts of module _json.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

class ModuleFiller;
class TextBuffer;
struct PyStr;
struct Thread;

// The JSON text of a string, in quotes: only ASCII characters, or all but control characters as they are.
void json_quote(const PyStr* s, bool ascii, TextBuffer& out);
// The functions that do the same for Python code; the encoder recognises them.
Value json_encode_basestring_ascii(Thread& t, Value* args);
Value json_encode_basestring(Thread& t, Value* args);

// False: RecursionError pending, for a value inside `depth` others.
[[nodiscard]] bool json_depth_ok(Thread& t, uint32_t depth, const char* where);

// Both return false with an exception pending.
[[nodiscard]] bool json_add_scanner(ModuleFiller& fill);
[[nodiscard]] bool json_add_encoder(ModuleFiller& fill);

}  // namespace pyvm
