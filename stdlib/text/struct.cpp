// The module _struct: values to packed binary data and back.
#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/module_builder.h"
#include "stdlib/text/text_modules.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/item_format.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

PyType *type_struct, *type_unpack_iterator, *struct_error;

// A run of items of one kind. `s` and `p` are one item of `size` bytes; padding has none.
struct Field {
  char code;
  bool big, own_texts;    // own_texts: not the machine's own layout, whose error texts differ
  int64_t offset, size, count;
};

struct PyStruct {
  HeapObject header;
  Value format;           // str
  PyRaw* fields;          // Field each
  int64_t field_count, size, items;
  Field* begin() const { return reinterpret_cast<Field*>(fields->data); }
  Field* end() const { return begin() + field_count; }
};

PyStruct* struct_of(Value v) { return v.as<PyStruct>(); }

// ---- formats ----------------------------------------------------------------------------------------------------

struct ByteOrder {
  bool native = true, big = false;
};

// Bytes of an item; 0: not known in this byte order.
int64_t code_size(char code, bool native) {
  if (native) return code == 'x' || code == 's' || code == 'p' ? 1 : code == 'F' || code == 'D' ? 0 : item_size(code);
  switch (code) {
    case 'x': case 'c': case 'b': case 'B': case '?': case 's': case 'p': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'l': case 'L': case 'f': return 4;
    case 'q': case 'Q': case 'd': return 8;
    default: return 0;
  }
}

class FormatParser {
 public:
  explicit FormatParser(std::string_view text) : text_(text) { take_order(); }

  // Calls add(code, count, size) for every field with its offset in at(). False: struct.error pending.
  template <class F>
  bool run(F&& add) {
    for (size_t i = start_; i < text_.size();) {
      char c = text_[i++];
      if (c == ' ' || (c >= 9 && c <= 13)) continue;
      int64_t count = 1;
      if (c >= '0' && c <= '9') {
        count = c - '0';
        while (i < text_.size() && text_[i] >= '0' && text_[i] <= '9') {
          if (count > (INT64_MAX - 9) / 10) return too_long();
          count = count * 10 + (text_[i++] - '0');
        }
        if (i == text_.size()) return raise_error(struct_error, "repeat count given without format specifier");
        c = text_[i++];
      }
      int64_t size = code_size(c, order_.native);
      if (!size) return raise_error(struct_error, "bad char in struct format");
      if (order_.native && c != 'x' && c != 's' && c != 'p' && size > 1) at_ = (at_ + size - 1) / size * size;
      int64_t bytes;
      if (__builtin_mul_overflow(count, size, &bytes) || bytes > INT64_MAX - at_) return too_long();
      add(c, count, size);
      at_ += bytes;
    }
    return true;
  }
  int64_t at() const { return at_; }
  const ByteOrder& order() const { return order_; }

 private:
  static bool too_long() { return raise_error(struct_error, "total struct size too long"); }
  void take_order() {
    if (text_.empty()) return;
    start_ = 1;
    switch (text_[0]) {
      case '@': break;
      case '=': case '<': order_ = {false, false}; break;
      case '>': case '!': order_ = {false, true}; break;
      default: start_ = 0;
    }
  }
  std::string_view text_;
  size_t start_ = 0;
  int64_t at_ = 0;
  ByteOrder order_;
};

// The format as ascii text. False: exception pending.
bool format_text(Thread& t, Value format, PyStr** out) {
  if (is_bytes(format)) {
    *out = str_from_latin1(as_bytes(format)->data, static_cast<size_t>(as_bytes(format)->length));
    return *out != nullptr;
  }
  if (!is_str(format)) {
    return raise_type_error("Struct() argument 1 must be a str or bytes object, not %s", type_name(format));
  }
  if (!as_str(format)->is_ascii() && !encode_ascii(t, as_str(format), nullptr)) return false;
  *out = as_str(format);
  return true;
}

PyStruct* make_struct(Thread& t, PyType* type, Value format) {
  PyStr* text;
  if (!format_text(t, format, &text)) return nullptr;
  std::string_view view = str_utf8(text);
  if (view.find('\0') != std::string_view::npos) return raise_error(struct_error, "embedded null character");
  PyRaw* fields = raw_new(sizeof(Field) * (view.size() + 1));
  if (!fields) return nullptr;
  auto* field = reinterpret_cast<Field*>(fields->data);
  int64_t field_count = 0, items = 0;
  FormatParser parser(view);
  bool ok = parser.run([&](char c, int64_t count, int64_t size) {
    if (c == 'x') return;
    bool text_item = c == 's' || c == 'p';
    if (!text_item && count == 0) return;
    bool own = parser.order().big ? size > 1 : !parser.order().native && size != item_size(c);
    field[field_count++] = {c, parser.order().big, own, parser.at(), text_item ? count : size, text_item ? 1 : count};
    items += text_item ? 1 : count;
  });
  if (!ok) return nullptr;
  auto* s = reinterpret_cast<PyStruct*>(instance_allocate(type));
  if (!s) return nullptr;
  s->format = Value(&text->header);
  s->fields = fields;
  s->field_count = field_count;
  s->items = items;
  s->size = parser.at();
  return s;
}

// A few compiled formats, by the text of the format.
constexpr int kCacheSize = 64;
PyStruct* cache[kCacheSize];

PyStruct* cached_struct(Thread& t, Value format) {
  if (!is_str(format)) return make_struct(t, type_struct, format);
  PyStr* text = as_str(format);
  PyStruct*& place = cache[static_cast<uint64_t>(str_hash(text)) % kCacheSize];
  if (place && str_equal(as_str(place->format), text)) return place;
  PyStruct* s = make_struct(t, type_struct, format);
  if (s) place = s;
  return s;
}

void trace_cache(gc::Visitor& visitor, void*) {
  for (PyStruct* s : cache) visitor.visit(s);
}

// ---- packing ----------------------------------------------------------------------------------------------------

void reverse(uint8_t* p, int64_t n) {
  for (int64_t i = 0; i < n / 2; i++) {
    uint8_t c = p[i];
    p[i] = p[n - 1 - i];
    p[n - 1 - i] = c;
  }
}

bool is_unsigned(char code) { return code == 'B' || code == 'H' || code == 'I' || code == 'L' || code == 'Q' || code == 'N'; }

bool fail_range(const Field& f, int64_t bits) {
  const char* name = f.own_texts               ? nullptr
                     : f.code == 'b' ? "byte"
                     : f.code == 'B' ? "ubyte"
                     : f.code == 'h' ? "short"
                     : f.code == 'H' ? "ushort"
                                     : nullptr;
  int64_t least = is_unsigned(f.code) ? 0 : -(int64_t{1} << (bits - 1));
  int64_t most = is_unsigned(f.code) ? (int64_t{1} << bits) - 1 : (int64_t{1} << (bits - 1)) - 1;
  auto low = static_cast<long long>(least), high = static_cast<long long>(most);
  if (name) return raise_error(struct_error, "%s format requires %lld <= number <= %lld", name, low, high);
  return raise_error(struct_error, "'%c' format requires %lld <= number <= %lld", f.code, low, high);
}

bool pack_int(Thread& t, const Field& f, Value v, uint8_t* p) {
  if (!is_int(v)) {
    if (!type_lookup(type_of(v), names::d_index)) return raise_error(struct_error, "required argument is not an integer");
    v = object_as_int(t, v);
    if (!v) return false;
  }
  int64_t bits = f.size * 8;
  int64_t i;
  uint64_t u;
  if (int_to_int64(v, &i)) {
    bool negative_large = is_unsigned(f.code) && i < 0 && (f.own_texts || f.size >= 4);
    if (negative_large) {
      return raise_error(struct_error, f.own_texts && f.size == 8 ? "int too large to convert" : "argument out of range");
    }
    bool fits = is_unsigned(f.code) ? i >= 0 && (bits == 64 || i >> bits == 0)
                                    : bits == 64 || (i >= -(int64_t{1} << (bits - 1)) && i < int64_t{1} << (bits - 1));
    if (!fits) return fail_range(f, bits);
    u = static_cast<uint64_t>(i);
  } else if (f.code == 'P' && int_sign(v) < 0) {
    return raise_error(struct_error, "int too large to convert");
  } else if (!int_to_uint64(v, &u) || !(is_unsigned(f.code) || f.code == 'P') || bits < 64) {
    bool in_range = int_to_uint64(v, &u) && is_unsigned(f.code) && f.size < 8 && (f.own_texts || f.size == 4);
    if (in_range) return fail_range(f, bits);
    return raise_error(struct_error, f.own_texts && f.size == 8 ? "int too large to convert" : "argument out of range");
  }
  std::memcpy(p, &u, static_cast<size_t>(f.size));
  if (f.big) reverse(p, f.size);
  return true;
}

bool pack_float(Thread& t, const Field& f, Value v, bool native, uint8_t* p) {
  double d;
  if (!number_as_double(t, v, &d)) {
    if (error_matches(exc::TypeError)) error_clear();
    else return false;
    return raise_error(struct_error, "required argument is not a float");
  }
  if (d != d) d = __builtin_nan("");   // whatever bits stand for nan in a Value
  if (f.code == 'd') {
    std::memcpy(p, &d, 8);
  } else if (f.code == 'f') {
    auto narrow = static_cast<float>(d);
    if (!native && __builtin_isinf(narrow) && !__builtin_isinf(d)) {
      return raise_error(exc::OverflowError, "float too large to pack with f format");
    }
    std::memcpy(p, &narrow, 4);
  } else {
    uint16_t half;
    if (!double_to_half(d, &half)) return raise_error(exc::OverflowError, "float too large to pack with e format");
    std::memcpy(p, &half, 2);
  }
  if (f.big) reverse(p, f.size);
  return true;
}

bool pack_text(const Field& f, Value v, uint8_t* p) {
  if (!is_bytes(v) && !is_bytearray(v)) {
    return raise_error(struct_error, "argument for '%c' must be a bytes object", f.code);
  }
  CharSpan text = byte_span(v);
  auto n = static_cast<int64_t>(text.length);
  if (f.code == 'p') {
    if (f.size == 0) return true;
    if (n > f.size - 1) n = f.size - 1;
    *p++ = static_cast<uint8_t>(n > 255 ? 255 : n);
  } else if (n > f.size) {
    n = f.size;
  }
  if (n) std::memcpy(p, text.data, static_cast<size_t>(n));
  return true;
}

bool pack_item(Thread& t, const Field& f, Value v, bool native, uint8_t* p) {
  switch (f.code) {
    case 's': case 'p': return pack_text(f, v, p);
    case 'c':
      if (!is_bytes(v) || as_bytes(v)->length != 1) {
        return raise_error(struct_error, "char format requires a bytes object of length 1");
      }
      *p = as_bytes(v)->data[0];
      return true;
    case '?': {
      int truth = object_is_true(t, v);
      if (truth < 0) return false;
      *p = static_cast<uint8_t>(truth);
      return true;
    }
    case 'e': case 'f': case 'd': return pack_float(t, f, v, native, p);
    default: return pack_int(t, f, v, p);
  }
}

bool is_native(PyStruct* s) {
  PyStr* format = as_str(s->format);
  uint32_t c = format->length ? format->at(0) : '@';
  return c != '<' && c != '>' && c != '=' && c != '!';
}

bool pack_all(Thread& t, PyStruct* s, const Value* values, int64_t n, const char* function, uint8_t* to) {
  if (n != s->items) {
    return raise_error(struct_error, "%s expected %lld items for packing (got %lld)", function,
                       static_cast<long long>(s->items), static_cast<long long>(n));
  }
  std::memset(to, 0, static_cast<size_t>(s->size));
  bool native = is_native(s);
  for (const Field& f : *s) {
    uint8_t* p = to + f.offset;
    for (int64_t i = 0; i < f.count; i++, p += f.size) {
      if (pack_item(t, f, *values++, native, p)) continue;
      if (!is_int(values[-1]) || !error_matches(exc::OverflowError)) return false;
      error_clear();
      return raise_error(struct_error, "int too large to convert");
    }
  }
  return true;
}

Value pack_values(Thread& t, PyStruct* s, const Value* values, int64_t n) {
  // Packing may run Python code: the bytes object is shown to nobody before it is complete.
  PyBytes* out = bytes_new(static_cast<size_t>(s->size));
  return out && pack_all(t, s, values, n, "pack", out->data) ? Value(&out->header) : kNull;
}

// ---- unpacking --------------------------------------------------------------------------------------------------

Value unpack_item(const Field& f, const uint8_t* p) {
  if (f.code == 's' || f.code == 'p') {
    int64_t n = f.size;
    if (f.code == 'p') {
      n = f.size == 0 ? 0 : *p++;
      if (n >= f.size) n = f.size ? f.size - 1 : 0;
    }
    PyBytes* b = bytes_from(n ? p : reinterpret_cast<const uint8_t*>(""), static_cast<size_t>(n));
    return b ? Value(&b->header) : kNull;
  }
  uint8_t bytes[8];
  std::memcpy(bytes, p, static_cast<size_t>(f.size));
  if (f.big) reverse(bytes, f.size);
  char code = f.code;
  if (f.size == 4 && code == 'l') code = 'i';   // the standard size
  if (f.size == 4 && code == 'L') code = 'I';
  return item_load(code, bytes);
}

Value unpack_all(PyStruct* s, const uint8_t* from) {
  PyTuple* result = tuple_new(s->items);
  if (!result) return kNull;
  int64_t n = 0;
  for (const Field& f : *s) {
    const uint8_t* p = from + f.offset;
    for (int64_t i = 0; i < f.count; i++, p += f.size) {
      Value item = unpack_item(f, p);
      if (!item) return kNull;
      result->items[n++] = item;
      gc::barrier(&result->header, item.bits());
    }
  }
  return Value(&result->header);
}

Value unpack_whole(Thread& t, PyStruct* s, Value data) {
  BytesArg bytes;
  if (!bytes.get(t, data)) return kNull;
  if (static_cast<int64_t>(bytes.size()) != s->size) {
    return raise_error(struct_error, "unpack requires a buffer of %lld bytes", static_cast<long long>(s->size));
  }
  return unpack_all(s, bytes.data());
}

// Makes a negative offset count from the end. False: struct.error pending.
bool resolve_offset(PyStruct* s, int64_t size, int64_t* offset, bool packing) {
  auto n = static_cast<long long>(s->size), at = static_cast<long long>(*offset), have = static_cast<long long>(size);
  if (*offset < 0) {
    if (*offset + s->size > 0) {
      return packing ? raise_error(struct_error, "no space to pack %lld bytes at offset %lld", n, at)
                     : raise_error(struct_error, "not enough data to unpack %lld bytes at offset %lld", n, at);
    }
    if (*offset + size < 0) {
      return raise_error(struct_error, "offset %lld out of range for %lld-byte buffer", at, have);
    }
    *offset += size;
  }
  if (size - *offset >= s->size) return true;
  return raise_error(struct_error,
                     packing ? "pack_into requires a buffer of at least %lld bytes for packing %lld bytes at offset %lld "
                               "(actual buffer size is %lld)"
                             : "unpack_from requires a buffer of at least %lld bytes for unpacking %lld bytes at offset "
                               "%lld (actual buffer size is %lld)",
                     static_cast<long long>(*offset + s->size), n, static_cast<long long>(*offset), have);
}

Value unpack_at(Thread& t, PyStruct* s, Value data, Value offset) {
  BytesArg bytes;
  int64_t at;
  if (!bytes.get(t, data) || !arg_ssize(t, offset, &at)) return kNull;
  if (!resolve_offset(s, static_cast<int64_t>(bytes.size()), &at, false)) return kNull;
  return unpack_all(s, bytes.data() + at);
}

// values: buffer, offset, items.
Value pack_at(Thread& t, PyStruct* s, PyTuple* values) {
  if (values->length == 0) return raise_error(struct_error, "pack_into expected buffer argument");
  if (values->length == 1) return raise_error(struct_error, "pack_into expected offset argument");
  if (values->length - 2 != s->items) {
    return raise_error(struct_error, "pack_into expected %lld items for packing (got %lld)",
                       static_cast<long long>(s->items), static_cast<long long>(values->length - 2));
  }
  HeldBuffer buffer;
  if (!has_buffer(values->items[0]) || !buffer.get(t, values->items[0], true)) {
    if (error_pending()) error_clear();
    return raise_type_error("argument must be read-write bytes-like object, not %s", type_name(values->items[0]));
  }
  int64_t at;
  if (!arg_ssize(t, values->items[1], &at) || !resolve_offset(s, buffer->length, &at, true)) return kNull;
  return pack_all(t, s, values->items + 2, values->length - 2, "pack_into", buffer->data + at) ? kNone : kNull;
}

struct PyUnpackIterator {
  HeapObject header;
  PyStruct* format;
  Value data;          // null once exhausted
  int64_t at;
};

Value unpack_iterator(Thread& t, PyStruct* s, Value data) {
  BytesArg bytes;
  if (!bytes.get(t, data)) return kNull;
  if (s->size == 0) return raise_error(struct_error, "cannot iteratively unpack with a struct of length 0");
  if (static_cast<int64_t>(bytes.size()) % s->size) {
    return raise_error(struct_error, "iterative unpacking requires a buffer of a multiple of %lld bytes",
                       static_cast<long long>(s->size));
  }
  auto* it = allocate_object<PyUnpackIterator>(type_unpack_iterator->root_shape->id());
  if (!it) return kNull;
  it->format = s;
  it->data = data;
  return Value(&it->header);
}

Value unpack_next(Thread& t, Value self) {
  auto* it = self.as<PyUnpackIterator>();
  if (!it->data) return kStop;
  BytesArg bytes;
  if (!bytes.get(t, it->data)) return kNull;
  if (it->at + it->format->size > static_cast<int64_t>(bytes.size())) {
    it->data = kNull;
    return kStop;
  }
  Value item = unpack_all(it->format, bytes.data() + it->at);
  it->at += it->format->size;
  return item;
}
Value unpack_length_hint(Thread& t, Value* args) {
  auto* it = args[0].as<PyUnpackIterator>();
  BytesArg bytes;
  if (!it->data) return Value::from_small_int(0);
  if (!bytes.get(t, it->data)) return kNull;
  return Value::from_small_int((static_cast<int64_t>(bytes.size()) - it->at) / it->format->size);
}
Value iterator_self(Thread&, Value* args) { return args[0]; }

// ---- rows -------------------------------------------------------------------------------------------------------

Value struct_new(Thread& t, Value* args) {
  PyStruct* s = make_struct(t, args[0].as<PyType>(), args[1]);
  return s ? Value(&s->header) : kNull;
}
Value struct_init(Thread&, Value*) { return kNone; }
Value struct_pack(Thread& t, Value* args) {
  return pack_values(t, struct_of(args[0]), as_tuple(args[1])->items, as_tuple(args[1])->length);
}
Value struct_pack_into(Thread& t, Value* args) { return pack_at(t, struct_of(args[0]), as_tuple(args[1])); }
Value struct_unpack(Thread& t, Value* args) { return unpack_whole(t, struct_of(args[0]), args[1]); }
Value struct_unpack_from(Thread& t, Value* args) { return unpack_at(t, struct_of(args[0]), args[1], args[2]); }
Value struct_iter_unpack(Thread& t, Value* args) { return unpack_iterator(t, struct_of(args[0]), args[1]); }
Value struct_size(Thread&, Value* args) { return int_from_int64(struct_of(args[0])->size); }
Value struct_format(Thread&, Value* args) { return struct_of(args[0])->format; }

Value calcsize(Thread& t, Value* args) {
  PyStruct* s = cached_struct(t, args[0]);
  return s ? int_from_int64(s->size) : kNull;
}
// args: *args.
Value pack(Thread& t, Value* args) {
  PyTuple* all = as_tuple(args[0]);
  if (all->length == 0) return raise_type_error("missing format argument");
  PyStruct* s = cached_struct(t, all->items[0]);
  return s ? pack_values(t, s, all->items + 1, all->length - 1) : kNull;
}
// args: format, *args.
Value pack_into(Thread& t, Value* args) {
  PyStruct* s = cached_struct(t, args[0]);
  return s ? pack_at(t, s, as_tuple(args[1])) : kNull;
}
Value unpack(Thread& t, Value* args) {
  PyStruct* s = cached_struct(t, args[0]);
  return s ? unpack_whole(t, s, args[1]) : kNull;
}
Value unpack_from(Thread& t, Value* args) {
  PyStruct* s = cached_struct(t, args[0]);
  return s ? unpack_at(t, s, args[1], args[2]) : kNull;
}
Value iter_unpack(Thread& t, Value* args) {
  PyStruct* s = cached_struct(t, args[0]);
  return s ? unpack_iterator(t, s, args[1]) : kNull;
}
Value clearcache(Thread&, Value*) {
  for (PyStruct*& s : cache) s = nullptr;
  return kNone;
}

void trace_struct(HeapObject* object, gc::Visitor& visitor) {
  auto* s = reinterpret_cast<PyStruct*>(object);
  visitor.visit(s->format.bits());
  visitor.visit(s->fields);
}
void trace_iterator(HeapObject* object, gc::Visitor& visitor) {
  auto* it = reinterpret_cast<PyUnpackIterator*>(object);
  visitor.visit(it->format);
  visitor.visit(it->data.bits());
}

const NativeDef kStructMethods[] = {
    {"__new__(cls, format)", struct_new},
    {"__init__(self, format)", struct_init},
    {"pack(self, /, *args)", struct_pack},
    {"pack_into(self, /, *args)", struct_pack_into},
    {"unpack(self, buffer, /)", struct_unpack},
    {"unpack_from(self, /, buffer, offset=0)", struct_unpack_from},
    {"iter_unpack(self, buffer, /)", struct_iter_unpack},
    {"@getset size", struct_size},
    {"@getset format", struct_format},
    {}};
const TypeSpec kStructSpec = {
    .name = "_struct.Struct",
    .flags = kTypeBaseable | kTypeHasWeakref,
    .native = {.trace = trace_struct, .bytes = sizeof(PyStruct)},
    .methods = kStructMethods,
    .doc = "Struct(fmt) --> compiled struct object",
};
const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(unpack_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {"__length_hint__(self, /)", unpack_length_hint},
    {}};
const TypeSpec kIteratorSpec = {
    .name = "unpack_iterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_iterator, .bytes = sizeof(PyUnpackIterator)},
    .methods = kIteratorMethods,
};
const NativeDef kFunctions[] = {
    {"_clearcache()", clearcache},
    {"calcsize(format, /)", calcsize},
    {"pack(*args)", pack},
    {"pack_into(format, *args)", pack_into},
    {"unpack(format, buffer, /)", unpack},
    {"unpack_from(format, /, buffer, offset=0)", unpack_from},
    {"iter_unpack(format, buffer, /)", iter_unpack},
    {}};

bool init(Thread& t, PyDict* dict) {
  if (!type_struct) {
    struct_error = make_exception_class(t, "struct", "error", exc::Exception);
    if (!struct_error) return false;
    type_struct = type_new_builtin(kStructSpec);
    type_unpack_iterator = type_new_builtin(kIteratorSpec);
    gc::add_root_tracer(trace_cache, nullptr);
  }
  return ModuleBuilder(dict, "_struct")
      .functions(kFunctions)
      .type("Struct", type_struct)
      .type("error", struct_error)
      .text("__doc__", "Functions to convert between Python values and C structs.")
      .ok();
}

}  // namespace

const NativeModule kStructModule = {"_struct", init};

}  // namespace pyvm
