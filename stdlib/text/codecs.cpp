// The module _codecs.
#include "stdlib/module_builder.h"
#include "stdlib/text/codec_escape.h"
#include "stdlib/text/text_modules.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

// ---- arguments and results --------------------------------------------------------------------------------------

bool errors_argument(Value v, const char* function, PyStr** out) {
  *out = nullptr;
  if (v.is_none()) return true;
  if (!is_str(v)) return raise_type_error("%s() argument 2 must be str or None, not %s", function, type_name(v));
  *out = as_str(v);
  return true;
}

template <class T>
Value with_count(T* object, size_t n) {
  if (!object) return kNull;
  Value items[] = {Value(&object->header), Value::from_small_int(static_cast<int64_t>(n))};
  PyTuple* result = tuple_from(items, 2);
  return result ? Value(&result->header) : kNull;
}

// Bytes of a decoder's argument; text is taken as utf-8 where `text_too`.
struct Input {
  BytesArg bytes;
  DecodeInput in;
  bool get(Thread& t, Value v, bool text_too = false) {
    if (text_too && is_str(v)) {
      PyBytes* b = encode_utf8(t, as_str(v), nullptr);
      if (!b) return false;
      v = Value(&b->header);
    }
    if (!bytes.get(t, v)) return false;
    in = {bytes.data(), bytes.size(), v};
    return true;
  }
};

// args: data, errors, final.
template <class F>
Value decode_final(Thread& t, Value* args, const char* name, F&& decode, bool text_too = false) {
  Input input;
  PyStr* errors;
  int final = object_is_true(t, args[2]);
  if (final < 0 || !errors_argument(args[1], name, &errors) || !input.get(t, args[0], text_too)) return kNull;
  size_t consumed = input.in.size;
  PyStr* s = decode(input.in, errors, final ? nullptr : &consumed);
  return with_count(s, final ? input.in.size : consumed);
}

// args: text, errors.
template <class F>
Value encode_text(Value* args, const char* name, F&& encode) {
  PyStr* errors;
  if (!is_str(args[0])) return raise_type_error("%s() argument 1 must be str, not %s", name, arg_type_name(args[0]));
  if (!errors_argument(args[1], name, &errors)) return kNull;
  return with_count(encode(as_str(args[0]), errors), as_str(args[0])->length);
}

// ---- registry ---------------------------------------------------------------------------------------------------

Value register_search(Thread& t, Value* args) { return codec_register(t, args[0]) ? kNone : kNull; }
Value unregister_search(Thread& t, Value* args) { return codec_unregister(t, args[0]) ? kNone : kNull; }

Value lookup(Thread& t, Value* args) {
  PyStr* name = arg_str(args[0], "lookup", 0);
  return name ? codec_lookup(t, name) : kNull;
}
Value lookup_error(Thread& t, Value* args) {
  PyStr* name = arg_str(args[0], "lookup_error", 0);
  return name ? codec_lookup_error(t, name) : kNull;
}
Value register_error(Thread& t, Value* args) {
  PyStr* name = arg_str(args[0], "register_error", 1);
  return name && codec_register_error(t, name, args[1]) ? kNone : kNull;
}

Value run_codec(Thread& t, Value* args, int item, const char* function) {
  for (int i = 1; i <= 2; i++) {
    if (!is_str(args[i])) {
      return raise_type_error("%s() argument '%s' must be str, not %s", function, i == 1 ? "encoding" : "errors",
                              arg_type_name(args[i]));
    }
  }
  return codec_run(t, item, args[0], as_str(args[1]), as_str(args[2]));
}
Value encode(Thread& t, Value* args) { return run_codec(t, args, 0, "encode"); }
Value decode(Thread& t, Value* args) { return run_codec(t, args, 1, "decode"); }

// ---- codecs -----------------------------------------------------------------------------------------------------

Value utf_8_decode(Thread& t, Value* args) {
  return decode_final(t, args, "utf_8_decode", [&](const DecodeInput& in, PyStr* errors, size_t* consumed) {
    return decode_utf8(t, in, errors, consumed);
  });
}
Value utf_7_decode(Thread& t, Value* args) {
  return decode_final(t, args, "utf_7_decode", [&](const DecodeInput& in, PyStr* errors, size_t* consumed) {
    return decode_utf7(t, in, errors, consumed);
  });
}
Value unicode_escape_decode(Thread& t, Value* args) {
  return decode_final(t, args, "unicode_escape_decode", [&](const DecodeInput& in, PyStr* errors, size_t* consumed) {
    return decode_unicode_escape(t, in, errors, consumed);
  }, true);
}
Value raw_unicode_escape_decode(Thread& t, Value* args) {
  return decode_final(t, args, "raw_unicode_escape_decode", [&](const DecodeInput& in, PyStr* errors, size_t* consumed) {
    return decode_raw_unicode_escape(t, in, errors, consumed);
  }, true);
}

template <int kWidth, int kOrder>
Value utf_wide_decode(Thread& t, Value* args) {
  return decode_final(t, args, kWidth == 2 ? "utf_16_decode" : "utf_32_decode",
                      [&](const DecodeInput& in, PyStr* errors, size_t* consumed) {
                        int order = kOrder;
                        return kWidth == 2 ? decode_utf16(t, in, errors, &order, consumed)
                                           : decode_utf32(t, in, errors, &order, consumed);
                      });
}

// args: data, errors, byteorder, final.
template <int kWidth>
Value utf_wide_ex_decode(Thread& t, Value* args) {
  Input input;
  PyStr* errors;
  int order, final = object_is_true(t, args[3]);
  if (final < 0 || !errors_argument(args[1], "utf_ex_decode", &errors) || !arg_int(t, args[2], &order) ||
      !input.get(t, args[0]))
    return kNull;
  size_t consumed = input.in.size;
  PyStr* s = kWidth == 2 ? decode_utf16(t, input.in, errors, &order, final ? nullptr : &consumed)
                         : decode_utf32(t, input.in, errors, &order, final ? nullptr : &consumed);
  if (!s) return kNull;
  Value items[] = {Value(&s->header), Value::from_small_int(static_cast<int64_t>(final ? input.in.size : consumed)),
                   Value::from_small_int(order)};
  PyTuple* result = tuple_from(items, 3);
  return result ? Value(&result->header) : kNull;
}

template <int kWidth, int kOrder>
Value utf_wide_encode(Thread& t, Value* args) {
  return encode_text(args, kWidth == 2 ? "utf_16_encode" : "utf_32_encode", [&](PyStr* s, PyStr* errors) {
    return kWidth == 2 ? encode_utf16(t, s, errors, kOrder) : encode_utf32(t, s, errors, kOrder);
  });
}
// args: text, errors, byteorder.
template <int kWidth>
Value utf_order_encode(Thread& t, Value* args) {
  int order;
  if (!arg_int(t, args[2], &order)) return kNull;
  return encode_text(args, kWidth == 2 ? "utf_16_encode" : "utf_32_encode", [&](PyStr* s, PyStr* errors) {
    return kWidth == 2 ? encode_utf16(t, s, errors, order) : encode_utf32(t, s, errors, order);
  });
}

Value utf_8_encode(Thread& t, Value* args) {
  return encode_text(args, "utf_8_encode", [&](PyStr* s, PyStr* errors) { return encode_utf8(t, s, errors); });
}
Value utf_7_encode(Thread&, Value* args) {
  return encode_text(args, "utf_7_encode", [&](PyStr* s, PyStr*) { return encode_utf7(s); });
}
Value ascii_encode(Thread& t, Value* args) {
  return encode_text(args, "ascii_encode", [&](PyStr* s, PyStr* errors) { return encode_ascii(t, s, errors); });
}
Value latin_1_encode(Thread& t, Value* args) {
  return encode_text(args, "latin_1_encode", [&](PyStr* s, PyStr* errors) { return encode_latin1(t, s, errors); });
}
Value unicode_escape_encode(Thread&, Value* args) {
  return encode_text(args, "unicode_escape_encode", [](PyStr* s, PyStr*) { return encode_unicode_escape(s); });
}
Value raw_unicode_escape_encode(Thread&, Value* args) {
  return encode_text(args, "raw_unicode_escape_encode", [](PyStr* s, PyStr*) { return encode_raw_unicode_escape(s); });
}
// args: text, errors, mapping.
Value charmap_encode(Thread& t, Value* args) {
  return encode_text(args, "charmap_encode",
                     [&](PyStr* s, PyStr* errors) { return encode_charmap(t, s, errors, args[2]); });
}

// args: data, errors.
template <class F>
Value decode_whole(Thread& t, Value* args, const char* name, F&& decode, bool text_too = false) {
  Input input;
  PyStr* errors;
  if (!errors_argument(args[1], name, &errors) || !input.get(t, args[0], text_too)) return kNull;
  return with_count(decode(input.in, errors), input.in.size);
}
Value ascii_decode(Thread& t, Value* args) {
  return decode_whole(t, args, "ascii_decode", [&](const DecodeInput& in, PyStr* e) { return decode_ascii(t, in, e); });
}
Value latin_1_decode(Thread& t, Value* args) {
  return decode_whole(t, args, "latin_1_decode", [&](const DecodeInput& in, PyStr*) { return decode_latin1(t, in); });
}
Value charmap_decode(Thread& t, Value* args) {
  return decode_whole(t, args, "charmap_decode",
                      [&](const DecodeInput& in, PyStr* e) { return decode_charmap(t, in, e, args[2]); });
}
Value escape_decode(Thread& t, Value* args) {
  return decode_whole(t, args, "escape_decode", [&](const DecodeInput& in, PyStr* e) { return decode_escape(t, in, e); },
                      true);
}
Value escape_encode(Thread& t, Value* args) {
  return decode_whole(t, args, "escape_encode", [&](const DecodeInput& in, PyStr*) { return encode_escape(in); });
}
Value readbuffer_encode(Thread& t, Value* args) {
  return decode_whole(t, args, "readbuffer_encode",
                      [&](const DecodeInput& in, PyStr*) { return bytes_from(in.size ? static_cast<const void*>(in.data) : "", in.size); },
                      true);
}

Value charmap_build(Thread& t, Value* args) {
  PyStr* map = arg_str(args[0], "charmap_build", 0);
  return map ? build_charmap(t, map) : kNull;
}

const NativeDef kFunctions[] = {
    {"register(search_function, /)", register_search},
    {"unregister(search_function, /)", unregister_search},
    {"lookup(encoding, /)", lookup},
    {"encode(obj, encoding='utf-8', errors='strict')", encode},
    {"decode(obj, encoding='utf-8', errors='strict')", decode},
    {"register_error(errors, handler, /)", register_error},
    {"lookup_error(name, /)", lookup_error},
    {"escape_encode(data, errors=None, /)", escape_encode},
    {"escape_decode(data, errors=None, /)", escape_decode},
    {"utf_8_encode(str, errors=None, /)", utf_8_encode},
    {"utf_8_decode(data, errors=None, final=False, /)", utf_8_decode},
    {"utf_7_encode(str, errors=None, /)", utf_7_encode},
    {"utf_7_decode(data, errors=None, final=False, /)", utf_7_decode},
    {"utf_16_encode(str, errors=None, byteorder=0, /)", utf_order_encode<2>},
    {"utf_16_le_encode(str, errors=None, /)", utf_wide_encode<2, -1>},
    {"utf_16_be_encode(str, errors=None, /)", utf_wide_encode<2, 1>},
    {"utf_16_decode(data, errors=None, final=False, /)", utf_wide_decode<2, 0>},
    {"utf_16_le_decode(data, errors=None, final=False, /)", utf_wide_decode<2, -1>},
    {"utf_16_be_decode(data, errors=None, final=False, /)", utf_wide_decode<2, 1>},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_wide_ex_decode<2>},
    {"utf_32_encode(str, errors=None, byteorder=0, /)", utf_order_encode<4>},
    {"utf_32_le_encode(str, errors=None, /)", utf_wide_encode<4, -1>},
    {"utf_32_be_encode(str, errors=None, /)", utf_wide_encode<4, 1>},
    {"utf_32_decode(data, errors=None, final=False, /)", utf_wide_decode<4, 0>},
    {"utf_32_le_decode(data, errors=None, final=False, /)", utf_wide_decode<4, -1>},
    {"utf_32_be_decode(data, errors=None, final=False, /)", utf_wide_decode<4, 1>},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_wide_ex_decode<4>},
    {"unicode_escape_encode(str, errors=None, /)", unicode_escape_encode},
    {"unicode_escape_decode(data, errors=None, final=True, /)", unicode_escape_decode},
    {"raw_unicode_escape_encode(str, errors=None, /)", raw_unicode_escape_encode},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)", raw_unicode_escape_decode},
    {"latin_1_encode(str, errors=None, /)", latin_1_encode},
    {"latin_1_decode(data, errors=None, /)", latin_1_decode},
    {"ascii_encode(str, errors=None, /)", ascii_encode},
    {"ascii_decode(data, errors=None, /)", ascii_decode},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode},
    {"charmap_build(map, /)", charmap_build},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode},
    {}};

bool init(Thread&, PyDict* dict) { return ModuleBuilder(dict, "_codecs").functions(kFunctions).ok(); }

}  // namespace

const NativeModule kCodecsModule = {"_codecs", init};

}  // namespace pyvm
