// Choice of a codec by name, and the registry of codecs and error handlers.
#include "vm/object/codec.h"

#include <cstring>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"
#include "vm/run/import.h"

namespace pyvm {

namespace {

enum class Builtin { kNone, kUtf8, kAscii, kLatin1, kUtf16, kUtf16Le, kUtf16Be, kUtf32, kUtf32Le, kUtf32Be };

struct BuiltinName {
  const char* name;
  Builtin codec;
};
// Names are compared in lower case with '-' for '_' and ' '.
const BuiltinName kBuiltinNames[] = {
    {"utf-8", Builtin::kUtf8},         {"utf8", Builtin::kUtf8},           {"ascii", Builtin::kAscii},
    {"us-ascii", Builtin::kAscii},     {"latin-1", Builtin::kLatin1},      {"latin1", Builtin::kLatin1},
    {"iso-8859-1", Builtin::kLatin1},  {"iso8859-1", Builtin::kLatin1},    {"utf-16", Builtin::kUtf16},
    {"utf-16-le", Builtin::kUtf16Le},  {"utf-16-be", Builtin::kUtf16Be},   {"utf-32", Builtin::kUtf32},
    {"utf-32-le", Builtin::kUtf32Le},  {"utf-32-be", Builtin::kUtf32Be},
};

Builtin builtin_codec(PyStr* encoding) {
  if (!encoding) return Builtin::kUtf8;
  if (!encoding->is_ascii() || encoding->length > 12) return Builtin::kNone;
  char name[16];
  for (size_t i = 0; i < encoding->length; i++) {
    auto c = static_cast<char>(encoding->at(i));
    name[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  name[encoding->length] = 0;
  for (const BuiltinName& row : kBuiltinNames) {
    if (!std::strcmp(name, row.name)) return row.codec;
  }
  return Builtin::kNone;
}

PyStr* decode_builtin(Thread& t, Builtin codec, const DecodeInput& in, PyStr* errors) {
  int order = 0;
  switch (codec) {
    case Builtin::kUtf8: return decode_utf8(t, in, errors, nullptr);
    case Builtin::kAscii: return decode_ascii(t, in, errors);
    case Builtin::kLatin1: return decode_latin1(t, in);
    case Builtin::kUtf16: return decode_utf16(t, in, errors, &order, nullptr);
    case Builtin::kUtf16Le: return order = -1, decode_utf16(t, in, errors, &order, nullptr);
    case Builtin::kUtf16Be: return order = 1, decode_utf16(t, in, errors, &order, nullptr);
    case Builtin::kUtf32: return decode_utf32(t, in, errors, &order, nullptr);
    case Builtin::kUtf32Le: return order = -1, decode_utf32(t, in, errors, &order, nullptr);
    case Builtin::kUtf32Be: return order = 1, decode_utf32(t, in, errors, &order, nullptr);
    case Builtin::kNone: break;
  }
  return nullptr;
}

PyBytes* encode_builtin(Thread& t, Builtin codec, PyStr* s, PyStr* errors) {
  switch (codec) {
    case Builtin::kUtf8: return encode_utf8(t, s, errors);
    case Builtin::kAscii: return encode_ascii(t, s, errors);
    case Builtin::kLatin1: return encode_latin1(t, s, errors);
    case Builtin::kUtf16: return encode_utf16(t, s, errors, 0);
    case Builtin::kUtf16Le: return encode_utf16(t, s, errors, -1);
    case Builtin::kUtf16Be: return encode_utf16(t, s, errors, 1);
    case Builtin::kUtf32: return encode_utf32(t, s, errors, 0);
    case Builtin::kUtf32Le: return encode_utf32(t, s, errors, -1);
    case Builtin::kUtf32Be: return encode_utf32(t, s, errors, 1);
    case Builtin::kNone: break;
  }
  return nullptr;
}

bool check_name(PyStr* encoding) {
  if (encoding && find_char(str_methods::span(encoding), 0) >= 0) return raise_value_error("embedded null character");
  return true;
}

// ---- registry ---------------------------------------------------------------------------------------------------

struct Registry {
  PyList* search_path = nullptr;
  PyDict* cache = nullptr;
  PyDict* handlers = nullptr;
  bool started = false;     // the package encodings was asked for
};
Registry registry;

void trace_registry(gc::Visitor& visitor, void*) {
  visitor.visit(registry.search_path);
  visitor.visit(registry.cache);
  visitor.visit(registry.handlers);
}

bool make_registry() {
  if (registry.search_path) return true;
  static bool rooted = false;
  if (!rooted) gc::add_root_tracer(trace_registry, nullptr);
  rooted = true;
  registry.cache = dict_new();
  registry.handlers = dict_new();
  bool ok = registry.cache && registry.handlers && codec_add_standard_handlers(registry.handlers);
  registry.search_path = ok ? list_new(2) : nullptr;
  return registry.search_path != nullptr;
}

// Lower case, runs of other characters than letters, digits and dots become one '_'.
PyStr* normalized_name(PyStr* encoding) {
  TextBuffer out;
  bool gap = false;
  for (size_t i = 0; i < encoding->length; i++) {
    uint32_t c = encoding->at(i);
    bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      if (gap && out.size()) out.append('_');
      gap = false;
      out.append(static_cast<char>(upper ? c + 32 : c));
    } else {
      gap = true;
    }
  }
  return str_intern(out.view());
}

bool is_codec_tuple(Value v) { return type_of(v)->flags & kTypeTuple && as_tuple(v)->length == 4; }

// A codec of the registry that is fit for str.encode and bytes.decode.
Value text_codec(Thread& t, PyStr* encoding, const char* alternative) {
  Value codec = codec_lookup(t, encoding);
  if (!codec) return kNull;
  if (type_of(codec) == type_tuple) return codec;
  Value flag = object_find_attr(t, codec, str_intern("_is_text_encoding"));
  if (!flag) return error_pending() ? kNull : codec;
  int text = object_is_true(t, flag);
  if (text < 0) return kNull;
  if (text) return codec;
  return raise_error(exc::LookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs",
                     str_utf8(encoding).data(), alternative);
}

// Wraps a pending exception of a plain class in one of the same class that names the codec. Returns null.
Value wrap_codec_error(Thread& t, int item, PyStr* encoding) {
  Value cause = error_take();
  PyType* type = type_of(cause);
  PyException* e = as_exception(cause);
  bool plain = type->native.bytes == exc::BaseException->native.bytes &&
               type_lookup(type, names::d_init) == type_lookup(exc::BaseException, names::d_init) &&
               type_lookup(type, names::d_new) == type_lookup(exc::BaseException, names::d_new);
  PyTuple* args = as_tuple(e->args);
  if (!plain || args->length > 1 || (args->length == 1 && !is_str(args->items[0]))) return raise_instance(cause);
  PyStr* text = object_str(t, cause);
  if (!text) return kNull;
  raise_error(type, "%s with '%s' codec failed (%s: %s)", item == 0 ? "encoding" : "decoding", str_utf8(encoding).data(),
              type_name_of(type), str_utf8(text).data());
  Value wrapped = error_take();
  as_exception(wrapped)->cause = cause;
  as_exception(wrapped)->suppress_context = true;
  gc::barrier(wrapped.heap());
  return raise_instance(wrapped);
}

Value call_codec(Thread& t, Value codec, int item, Value object, PyStr* encoding, PyStr* errors) {
  Value args[] = {object, errors ? Value(&errors->header) : kNull};
  Value result = object_call(t, as_tuple(codec)->items[item], args, errors ? 2 : 1);
  if (!result) return wrap_codec_error(t, item, encoding);
  if (!(type_of(result)->flags & kTypeTuple) || as_tuple(result)->length != 2) {
    return raise_type_error("%s must return a tuple (object, integer)", item == 0 ? "encoder" : "decoder");
  }
  return as_tuple(result)->items[0];
}

}  // namespace

Value codec_lookup(Thread& t, PyStr* encoding) {
  if (!make_registry()) return kNull;
  PyStr* name = normalized_name(encoding);
  if (!name) return kNull;
  if (Value known = dict_get_str(registry.cache, name)) return known;
  if (!registry.started) {   // the package registers its search function when it is imported
    registry.started = true;
    if (!import_module(t, str_intern("encodings"))) {
      registry.started = false;
      return kNull;
    }
  }
  for (int64_t i = 0; i < registry.search_path->length; i++) {
    Value found = object_call_args(t, registry.search_path->items->items[i], Value(&name->header));
    if (!found) return kNull;
    if (found.is_none()) continue;
    if (!is_codec_tuple(found)) return raise_type_error("codec search functions must return 4-tuples");
    return dict_set_str(registry.cache, name, found) ? found : kNull;
  }
  return raise_error(exc::LookupError, "unknown encoding: %s", str_utf8(encoding).data());
}

bool codec_register(Thread&, Value search_function) {
  if (!object_is_callable(search_function)) return raise_type_error("argument must be callable");
  return make_registry() && list_append(registry.search_path, search_function);
}

bool codec_unregister(Thread&, Value search_function) {
  if (!make_registry()) return false;
  PyList* path = registry.search_path;
  for (int64_t i = 0; i < path->length; i++) {
    if (path->items->items[i] != search_function) continue;
    for (int64_t k = i; k + 1 < path->length; k++) path->items->items[k] = path->items->items[k + 1];
    path->items->items[--path->length] = kNull;
    gc::barrier(&path->items->header);
    dict_clear(registry.cache);
    return true;
  }
  return true;
}

Value codec_lookup_error(Thread&, PyStr* name) {
  if (!make_registry()) return kNull;
  if (Value handler = dict_get_str(registry.handlers, str_exact(name))) return handler;
  return raise_error(exc::LookupError, "unknown error handler name '%s'", str_utf8(name).data());
}

bool codec_register_error(Thread&, PyStr* name, Value handler) {
  if (!object_is_callable(handler)) return raise_type_error("handler must be callable");
  return make_registry() && dict_set_str(registry.handlers, str_exact(name), handler);
}

Value codec_run(Thread& t, int item, Value object, PyStr* encoding, PyStr* errors) {
  PyStr* name = encoding ? encoding : str_intern("utf-8");
  Value codec = name ? codec_lookup(t, name) : kNull;
  return codec ? call_codec(t, codec, item, object, name, errors) : kNull;
}

// ---- str.encode and bytes.decode --------------------------------------------------------------------------------

Value decode_object(Thread& t, Value object, PyStr* encoding, PyStr* errors) {
  if (is_str(object)) return raise_type_error("decoding str is not supported");
  if (!has_buffer(object)) {
    return raise_type_error("decoding to str: need a bytes-like object, %s found", type_name(object));
  }
  if (!check_name(encoding) || !check_name(errors)) return kNull;
  Builtin codec = builtin_codec(encoding);
  if (codec != Builtin::kNone) {
    BytesArg bytes;
    if (!bytes.get(t, object)) return kNull;
    PyStr* s = decode_builtin(t, codec, {bytes.data(), bytes.size(), object}, errors);
    return s ? Value(&s->header) : kNull;
  }
  Buffer extent;
  if (!buffer_get(t, object, &extent)) return kNull;
  buffer_release(&extent);
  if (extent.length == 0) return Value(&str_empty()->header);   // whatever the encoding
  Value info = text_codec(t, encoding, "codecs.decode()");
  if (!info) return kNull;
  if (!is_bytes(object)) {   // decoders get a memoryview in CPython; bytes serve as well
    BytesArg bytes;
    if (!bytes.get(t, object)) return kNull;
    PyBytes* copy = bytes_from(bytes.size() ? static_cast<const void*>(bytes.data()) : "", bytes.size());
    if (!copy) return kNull;
    object = Value(&copy->header);
  }
  Value result = call_codec(t, info, 1, object, encoding, errors);
  if (!result || is_str(result)) return result;
  return raise_type_error(
      "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types",
      str_utf8(encoding).data(), type_name(result));
}

Value encode_str(Thread& t, PyStr* s, PyStr* encoding, PyStr* errors) {
  if (!check_name(encoding) || !check_name(errors)) return kNull;
  Builtin codec = builtin_codec(encoding);
  if (codec != Builtin::kNone) {
    PyBytes* b = encode_builtin(t, codec, s, errors);
    return b ? Value(&b->header) : kNull;
  }
  Value info = text_codec(t, encoding, "codecs.encode()");
  if (!info) return kNull;
  Value result = call_codec(t, info, 0, Value(&s->header), encoding, errors);
  if (!result || is_bytes(result)) return result;
  return raise_type_error(
      "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
      str_utf8(encoding).data(), type_name(result));
}

namespace str_methods {

// args: self, encoding, errors.
Value encode(Thread& t, Value* args) {
  for (int i = 1; i <= 2; i++) {
    if (!is_str(args[i])) {
      return raise_type_error("encode() argument '%s' must be str, not %s", i == 1 ? "encoding" : "errors",
                              args[i].is_none() ? "None" : type_name(args[i]));
    }
  }
  return encode_str(t, as_str(args[0]), as_str(args[1]), as_str(args[2]));
}

}  // namespace str_methods
}  // namespace pyvm
