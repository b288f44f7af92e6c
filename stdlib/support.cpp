#include "stdlib/support.h"

#include <cstring>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

ModuleFiller& ModuleFiller::functions(const NativeDef* rows) {
  PyStr* module = str_intern(module_);
  for (const NativeDef* row = rows; row->signature; row++) {
    Value function = native_new(*row, module);
    ok_ = ok_ && function && dict_set_str(dict_, function.as<PyNative>()->name, function);
  }
  return *this;
}

ModuleFiller& ModuleFiller::value(const char* name, Value v) {
  ok_ = ok_ && v && dict_set_str(dict_, str_intern(name), v);
  return *this;
}
ModuleFiller& ModuleFiller::integer(const char* name, int64_t i) { return value(name, int_from_int64(i)); }
ModuleFiller& ModuleFiller::text(const char* name, std::string_view s) { return value(name, str_value(s)); }
ModuleFiller& ModuleFiller::type(const char* name, const PyType* type) { return value(name, Value(&type->header)); }

Value str_value(std::string_view utf8) {
  PyStr* s = str_from_utf8(utf8);
  return s ? Value(&s->header) : kNull;
}

// The bytes of a file name: characters U+DC80.. stand for bytes that are no utf-8 (surrogateescape). In place, from WTF-8.
static void unescape_surrogates(char* text, size_t size) {
  auto* bytes = reinterpret_cast<uint8_t*>(text);
  size_t to = 0;
  for (size_t i = 0; i < size;) {
    bool escaped = bytes[i] == 0xED && i + 2 < size && (bytes[i + 1] == 0xB2 || bytes[i + 1] == 0xB3);
    bytes[to++] = !escaped ? bytes[i] : static_cast<uint8_t>(((bytes[i + 1] & 3) << 6) | (bytes[i + 2] & 0x3F));
    i += escaped ? 3 : 1;
  }
  bytes[to] = 0;
}

Value fspath_of(Thread& t, Value path) {
  if (is_str(path) || is_bytes(path)) return path;
  Value method = object_find_special(t, path, names::d_fspath);
  if (!method) {
    if (error_pending()) return kNull;
    return raise_type_error("expected str, bytes or os.PathLike object, not %s", type_name(path));
  }
  Value result = object_call(t, method, nullptr, 0);
  if (!result || is_str(result) || is_bytes(result)) return result;
  return raise_type_error("expected %s.__fspath__() to return str or bytes, not %s", type_name(path), type_name(result));
}

char* path_argument(Thread& t, Value path) {
  path = fspath_of(t, path);
  if (!path) return nullptr;
  TextBuffer text;
  if (is_str(path)) {
    str_append_utf8(as_str(path), text);
  } else {
    text.append({reinterpret_cast<const char*>(as_bytes(path)->data), static_cast<size_t>(as_bytes(path)->length)});
  }
  if (std::memchr(text.c_str(), 0, text.size())) return raise_value_error("embedded null byte");
  char* copy = strdup(text.c_str());
  if (!copy) return raise_memory_error();
  unescape_surrogates(copy, text.size());
  return copy;
}

bool int_argument(Thread& t, Value v, int64_t* out) {
  Value number = object_as_int(t, v);
  if (!number) return false;
  if (int_to_int64(number, out)) return true;
  (void)raise_error(exc::OverflowError, "Python int too large to convert to C long");
  return false;
}

bool seconds_argument(Thread& t, Value v, double* out) { return number_as_double(t, v, out); }

}  // namespace pyvm
