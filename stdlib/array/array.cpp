#include "stdlib/array/array.h"

#include <algorithm>
#include <cstring>

#include "stdlib/module_util.h"
#include "vm/base/text.h"
#include "vm/object/args.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/iter.h"
#include "vm/object/ops.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/object/slice.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm::arrays {

static bool may_resize(const Array* a) {
  return a->exports == 0 || raise_error(exc::BufferError, "cannot resize an array that is exporting buffers");
}

bool resize(Array* a, int64_t length) {
  if (length != a->length && !may_resize(a)) return false;
  uint64_t needed = static_cast<uint64_t>(length) * a->kind->size;
  if (!a->storage || needed > a->storage->capacity) {
    uint64_t room = a->storage ? needed + needed / 4 + 16 : needed;
    PyRaw* fresh = raw_new(room);
    if (!fresh) return false;
    if (a->length) std::memcpy(fresh->data, a->storage->data, static_cast<size_t>(a->length) * a->kind->size);
    a->storage = fresh;
    gc::barrier(&a->header);
  }
  a->length = length;
  return true;
}

Value to_list(Array* a) {
  PyList* list = list_new(a->length);
  for (int64_t i = 0; list && i < a->length; i++) {
    Value v = a->kind->get(item_at(a, i));
    if (!v || !list_append(list, v)) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}

static PyType* array_type;

bool is_array_type(PyType* type) { return type_is_subtype(type, array_type); }

namespace {

PyType* iterator_type;

struct ArrayIterator {
  HeapObject header;
  Array* source;    // null once exhausted
  int64_t index;
};

bool is_array(Value v) { return v.is_heap() && is_array_type(type_of(v)); }

Array* array_new(PyType* type, const ItemKind* kind, int64_t length) {
  auto* a = allocate_instance_of<Array>(type);
  if (!a) return nullptr;
  a->kind = kind;
  return resize(a, length) ? a : nullptr;
}
size_t bytes_of(const Array* a) { return static_cast<size_t>(a->length) * a->kind->size; }

bool append(Thread& t, Array* a, Value item) {
  uint8_t room[8];
  if (!a->kind->set(t, room, item) || !resize(a, a->length + 1)) return false;
  std::memcpy(item_at(a, a->length - 1), room, a->kind->size);
  return true;
}

bool extend(Thread& t, Array* a, Value source) {
  if (is_array(source)) {
    Array* other = as_array(source);
    if (other->kind != a->kind) {
      (void)raise_type_error("can only extend with array of same kind");
      return false;
    }
    int64_t n = other->length, at = a->length;
    if (!resize(a, at + n)) return false;
    if (n) std::memcpy(item_at(a, at), other->storage->data, static_cast<size_t>(n) * a->kind->size);
    return true;
  }
  Value iterator = object_iter(t, source);
  if (!iterator) return false;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return true;
    if (!item || !append(t, a, item)) return false;
  }
}

bool append_bytes(Array* a, const uint8_t* data, size_t n) {
  if (n % a->kind->size) {
    (void)raise_value_error("bytes length not a multiple of item size");
    return false;
  }
  int64_t at = a->length;
  if (!resize(a, at + static_cast<int64_t>(n / a->kind->size))) return false;
  if (n) std::memcpy(item_at(a, at), data, n);
  return true;
}
bool append_text(Array* a, PyStr* s) {
  int64_t at = a->length;
  if (!resize(a, at + static_cast<int64_t>(s->length))) return false;
  for (uint64_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    std::memcpy(item_at(a, at + static_cast<int64_t>(i)), &c, 4);
  }
  return true;
}

Value array_make(Thread& t, Value* args) {
  if (!is_str(args[1]) || as_str(args[1])->length != 1) {
    return raise_type_error("array() argument 1 must be a unicode character, not %.200s", type_name(args[1]));
  }
  const ItemKind* kind = find_kind(as_str(args[1])->at(0));
  if (!kind) return raise_value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  Value init = args[2];
  Array* a = array_new(args[0].as<PyType>(), kind, 0);
  if (!a || !init) return a ? Value(&a->header) : kNull;
  bool ok;
  if (is_str(init)) {
    if (kind->code != 'u') return raise_type_error("cannot use a str to initialize an array with typecode '%c'", kind->code);
    ok = append_text(a, as_str(init));
  } else if (is_bytes(init) || is_bytearray(init)) {
    BytesArg bytes;
    ok = bytes.get(t, init) && append_bytes(a, bytes.data(), bytes.size());
  } else if (is_array(init) && as_array(init)->kind != kind) {
    if (as_array(init)->kind->code == 'u') {
      return raise_type_error("cannot use a unicode array to initialize an array with typecode '%c'", kind->code);
    }
    ok = true;
    for (int64_t i = 0; ok && i < as_array(init)->length; i++) {
      Array* other = as_array(init);
      ok = append(t, a, other->kind->get(item_at(other, i)));
    }
  } else {
    ok = extend(t, a, init);
  }
  return ok ? Value(&a->header) : kNull;
}

PyStr* to_text(Array* a) {
  return str_from_ucs4(reinterpret_cast<const uint32_t*>(a->storage->data), static_cast<size_t>(a->length));
}

Value array_repr(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  StrBuilder out;
  out.append_ascii(class_name(args[0]));
  out.append_ascii("('");
  out.append(static_cast<uint32_t>(a->kind->code));
  out.append('\'');
  if (a->length) {
    Value inner = a->kind->code == 'u' ? text_value(to_text(a)) : to_list(a);
    PyStr* s = inner ? object_repr(t, inner) : nullptr;
    if (!s) return kNull;
    out.append_ascii(", ");
    out.append(s);
  }
  out.append(')');
  return text_value(out.finish());
}

Value array_len(Thread&, Value* args) { return Value::from_small_int(as_array(args[0])->length); }

bool item_index(Thread& t, Array* a, Value key, const char* text, int64_t* i) {
  if (!key.is_small_int() && !is_int(key) && !type_lookup(type_of(key), names::d_index)) {
    (void)raise_type_error("array indices must be integers");
    return false;
  }
  if (!object_index(t, key, i)) return false;
  if (*i < 0) *i += a->length;
  if (*i >= 0 && *i < a->length) return true;
  (void)raise_error(exc::IndexError, "%s", text);
  return false;
}
Value array_getitem(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t i;
  if (!is_slice(args[1])) return item_index(t, a, args[1], "array index out of range", &i) ? a->kind->get(item_at(a, i)) : kNull;
  int64_t start, stop, step;
  if (!slice_unpack(t, args[1].as<PySlice>(), &start, &stop, &step)) return kNull;
  int64_t n = slice_adjust(a->length, &start, &stop, step);
  Array* r = array_new(array_type, a->kind, n);
  if (!r) return kNull;
  for (int64_t k = 0; k < n; k++) std::memcpy(item_at(r, k), item_at(a, start + k * step), a->kind->size);
  return Value(&r->header);
}

// a[start:start+count] = the items of `other` (null: nothing).
bool replace(Array* a, int64_t start, int64_t count, Array* other) {
  int64_t n = other ? other->length : 0, tail = a->length - start - count, size = a->kind->size;
  if (n != count && !may_resize(a)) return false;
  if (n > count && !resize(a, a->length + n - count)) return false;
  if (a->storage) {
    std::memmove(item_at(a, start + n), item_at(a, start + count), static_cast<size_t>(tail * size));
    if (n) std::memcpy(item_at(a, start), other->storage->data, static_cast<size_t>(n * size));
  }
  return n >= count || resize(a, a->length + n - count);
}

bool set_slice(Thread& t, Array* a, PySlice* slice, Value value) {
  Array* other = nullptr;
  if (value) {
    if (!is_array(value)) {
      (void)raise_type_error("can only assign array (not \"%.200s\") to array slice", type_name(value));
      return false;
    }
    other = as_array(value);
    if (other->kind != a->kind) {
      (void)raise_type_error("bad argument type for built-in operation");
      return false;
    }
    if (other == a) {
      other = array_new(array_type, a->kind, a->length);
      if (!other) return false;
      if (a->length) std::memcpy(other->storage->data, a->storage->data, bytes_of(a));
    }
  }
  int64_t start, stop, step;
  if (!slice_unpack(t, slice, &start, &stop, &step)) return false;
  int64_t n = slice_adjust(a->length, &start, &stop, step), size = a->kind->size;
  if (step == 1) return replace(a, start, n, other);
  if (!other) {
    if (n == 0) return true;
    if (!may_resize(a)) return false;
    if (step < 0) {
      start += (n - 1) * step;
      step = -step;
    }
    int64_t to = start, next = start, left = n;
    for (int64_t i = start; i < a->length; i++) {
      if (left && i == next) {
        next += step;
        left--;
      } else {
        std::memmove(item_at(a, to++), item_at(a, i), static_cast<size_t>(size));
      }
    }
    return resize(a, to);
  }
  if (other->length != n) {
    (void)raise_value_error("attempt to assign array of size %lld to extended slice of size %lld",
                            static_cast<long long>(other->length), static_cast<long long>(n));
    return false;
  }
  for (int64_t k = 0; k < n; k++) std::memcpy(item_at(a, start + k * step), item_at(other, k), static_cast<size_t>(size));
  return true;
}
Value array_setitem(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  if (is_slice(args[1])) return set_slice(t, a, args[1].as<PySlice>(), args[2]) ? kNone : kNull;
  int64_t i;
  uint8_t room[8];
  if (!item_index(t, a, args[1], "array assignment index out of range", &i) || !a->kind->set(t, room, args[2])) return kNull;
  if (i < a->length) std::memcpy(item_at(a, i), room, a->kind->size);
  return kNone;
}
Value array_delitem(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  if (is_slice(args[1])) return set_slice(t, a, args[1].as<PySlice>(), kNull) ? kNone : kNull;
  int64_t i;
  return item_index(t, a, args[1], "array assignment index out of range", &i) && replace(a, i, 1, nullptr) ? kNone : kNull;
}

Value array_copy(Thread&, Value* args) {
  Array* a = as_array(args[0]);
  Array* r = array_new(array_type, a->kind, a->length);
  if (r && a->length) std::memcpy(r->storage->data, a->storage->data, bytes_of(a));
  return r ? Value(&r->header) : kNull;
}
Value array_add(Thread& t, Value* args) {
  if (!is_array(args[1])) return raise_type_error("can only append array (not \"%.200s\") to array", type_name(args[1]));
  if (as_array(args[0])->kind != as_array(args[1])->kind) return raise_type_error("bad argument type for built-in operation");
  Value r = array_copy(t, args);
  return r && extend(t, as_array(r), args[1]) ? r : kNull;
}
Value array_iadd(Thread& t, Value* args) {
  if (!is_array(args[1])) return raise_type_error("can only extend with array (not \"%.200s\")", type_name(args[1]));
  return extend(t, as_array(args[0]), args[1]) ? args[0] : kNull;
}
Value array_imul(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t n, total;
  if (!arg_repeat(t, args[1], &n)) return kNull;
  int64_t length = a->length;
  if (__builtin_mul_overflow(length, n, &total) || total > (int64_t{1} << 44)) return raise_memory_error();
  if (!resize(a, total)) return kNull;
  size_t unit = static_cast<size_t>(length) * a->kind->size;
  for (int64_t i = 1; i < n && unit; i++) std::memcpy(a->storage->data + static_cast<size_t>(i) * unit, a->storage->data, unit);
  return args[0];
}
Value array_mul(Thread& t, Value* args) {
  Value copy = array_copy(t, args);
  Value call[] = {copy, args[1]};
  return copy ? array_imul(t, call) : kNull;
}
template <CompareOp Op>
Value array_compare(Thread& t, Value* args) {
  if (!is_array(args[1])) return kNotImplemented;
  Value a = to_list(as_array(args[0])), b = a ? to_list(as_array(args[1])) : kNull;
  return b ? sequence_compare(t, a, b, Op) : kNull;
}

// Position of an equal item from `start` on, -1: none, -2: exception pending.
int64_t find_item(Thread& t, Array* a, Value item, int64_t start, int64_t stop) {
  for (int64_t i = start; i < stop && i < a->length; i++) {
    int r = object_equal(t, a->kind->get(item_at(a, i)), item);
    if (r != 0) return r < 0 ? -2 : i;
  }
  return -1;
}
Value array_contains(Thread& t, Value* args) {
  int64_t i = find_item(t, as_array(args[0]), args[1], 0, INT64_MAX);
  return i == -2 ? kNull : Value::from_bool(i >= 0);
}
Value array_count(Thread& t, Value* args) {
  int64_t n = 0;
  for (int64_t i = -1;;) {
    i = find_item(t, as_array(args[0]), args[1], i + 1, INT64_MAX);
    if (i < 0) return i == -2 ? kNull : Value::from_small_int(n);
    n++;
  }
}
Value array_index(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t start, stop;
  if (!clip_position(t, args[2], a->length, &start) || !clip_position(t, args[3], a->length, &stop)) return kNull;
  int64_t i = find_item(t, a, args[1], start, stop);
  return i == -2 ? kNull : i >= 0 ? Value::from_small_int(i) : raise_value_error("array.index(x): x not in array");
}
Value array_remove(Thread& t, Value* args) {
  int64_t i = find_item(t, as_array(args[0]), args[1], 0, INT64_MAX);
  if (i < 0) return i == -2 ? kNull : raise_value_error("array.remove(x): x not in array");
  if (i >= as_array(args[0])->length) return kNone;   // __eq__ has removed it already
  return replace(as_array(args[0]), i, 1, nullptr) ? kNone : kNull;
}
Value array_append(Thread& t, Value* args) { return append(t, as_array(args[0]), args[1]) ? kNone : kNull; }
Value array_extend(Thread& t, Value* args) { return extend(t, as_array(args[0]), args[1]) ? kNone : kNull; }
Value array_insert(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t i;
  uint8_t room[8];
  if (!object_index(t, args[1], &i) || !a->kind->set(t, room, args[2])) return kNull;
  if (i < 0) i = i + a->length < 0 ? 0 : i + a->length;
  if (i > a->length) i = a->length;
  if (!resize(a, a->length + 1)) return kNull;
  std::memmove(item_at(a, i) + a->kind->size, item_at(a, i), static_cast<size_t>(a->length - 1 - i) * a->kind->size);
  std::memcpy(item_at(a, i), room, a->kind->size);
  return kNone;
}
Value array_pop(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (a->length == 0) return raise_error(exc::IndexError, "pop from empty array");
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) return raise_error(exc::IndexError, "pop index out of range");
  Value r = a->kind->get(item_at(a, i));
  return r && replace(a, i, 1, nullptr) ? r : kNull;
}
Value array_reverse(Thread&, Value* args) {
  Array* a = as_array(args[0]);
  uint8_t room[8];
  size_t size = a->kind->size;
  for (int64_t i = 0, j = a->length - 1; i < j; i++, j--) {
    std::memcpy(room, item_at(a, i), size);
    std::memcpy(item_at(a, i), item_at(a, j), size);
    std::memcpy(item_at(a, j), room, size);
  }
  return kNone;
}
Value array_byteswap(Thread&, Value* args) {
  Array* a = as_array(args[0]);
  for (int64_t i = 0; i < a->length; i++) {
    uint8_t* p = item_at(a, i);
    for (int x = 0, y = a->kind->size - 1; x < y; x++, y--) {
      uint8_t swap = p[x];
      p[x] = p[y];
      p[y] = swap;
    }
  }
  return kNone;
}
Value array_tolist(Thread&, Value* args) { return to_list(as_array(args[0])); }
Value array_fromlist(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  if (!is_list(args[1])) return raise_type_error("arg must be list");
  int64_t before = a->length;
  if (extend(t, a, args[1])) return kNone;
  Value pending = error_take();
  (void)resize(a, before);
  return raise_instance(pending);
}
Value array_tobytes(Thread&, Value* args) {
  Array* a = as_array(args[0]);
  PyBytes* b = bytes_from(a->storage->data, bytes_of(a));
  return b ? Value(&b->header) : kNull;
}
Value array_frombytes(Thread& t, Value* args) {
  BytesArg bytes;
  return bytes.get(t, args[1]) && append_bytes(as_array(args[0]), bytes.data(), bytes.size()) ? kNone : kNull;
}
Value array_tounicode(Thread&, Value* args) {
  if (as_array(args[0])->kind->code != 'u') return raise_value_error("tounicode() may only be called on unicode type arrays");
  return text_value(to_text(as_array(args[0])));
}
Value array_fromunicode(Thread&, Value* args) {
  if (as_array(args[0])->kind->code != 'u') return raise_value_error("fromunicode() may only be called on unicode type arrays");
  if (!is_str(args[1])) return raise_type_error("fromunicode() argument must be str, not %.200s", type_name(args[1]));
  return append_text(as_array(args[0]), as_str(args[1])) ? kNone : kNull;
}
Value array_tofile(Thread& t, Value* args) {
  Value bytes = array_tobytes(t, args);
  return bytes && object_call_method(t, args[1], names::write, &bytes, 1) ? kNone : kNull;
}
Value array_fromfile(Thread& t, Value* args) {
  Array* a = as_array(args[0]);
  int64_t n;
  if (!object_index(t, args[2], &n)) return kNull;
  if (n < 0) return raise_value_error("negative count");
  Value count = int_from_int64(n * a->kind->size);
  Value data = object_call_method(t, args[1], names::read, &count, 1);
  if (!data) return kNull;
  if (!is_bytes(data)) return raise_type_error("read() didn't return bytes");
  bool complete = as_bytes(data)->length == n * a->kind->size;
  Value call[] = {args[0], data};
  if (!array_frombytes(t, call)) return kNull;
  return complete ? kNone : raise_error(exc::EOFError, "read() didn't return enough bytes");
}
Value array_buffer_info(Thread&, Value* args) {
  Array* a = as_array(args[0]);
  Value parts[] = {int_from_uint64(reinterpret_cast<uint64_t>(a->storage->data)), int_from_int64(a->length)};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}
Value array_typecode(Thread&, Value* args) { return text_value(str_from_char(static_cast<uint32_t>(as_array(args[0])->kind->code))); }
Value array_itemsize(Thread&, Value* args) { return Value::from_small_int(as_array(args[0])->kind->size); }
Value array_reduce_ex(Thread& t, Value* args) {
  if (!is_int(args[1])) return raise_type_error("__reduce_ex__ argument should be an integer");
  int64_t protocol;
  if (!int_to_int64(args[1], &protocol)) return raise_error(exc::OverflowError, "Python int too large to convert to C long");
  return array_reduce(t, as_array(args[0]), protocol);
}

Value array_iter(Thread&, Value* args) {
  auto* it = allocate_instance_of<ArrayIterator>(iterator_type);
  if (!it) return kNull;
  it->source = as_array(args[0]);
  gc::barrier(&it->header);
  return Value(&it->header);
}
Value iterator_next(Thread&, Value self) {
  auto* it = self.as<ArrayIterator>();
  if (!it->source) return kStop;
  if (it->index < it->source->length) return it->source->kind->get(item_at(it->source, it->index++));
  it->source = nullptr;
  return kStop;
}
Value iterator_self(Thread&, Value* args) { return args[0]; }
Value iterator_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<ArrayIterator>();
  Value fn = builtin_function(t, "iter");
  if (!it->source) return make_tuple(fn, make_tuple(Value(&tuple_empty()->header)));
  return make_tuple(fn, make_tuple(Value(&it->source->header)), Value::from_small_int(it->index));
}
Value iterator_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<ArrayIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (it->source) it->index = std::clamp(i, int64_t{0}, it->source->length);
  return kNone;
}

bool get_buffer(Thread&, Value object, Buffer* out, bool) {
  Array* a = as_array(object);
  static const char* const kFormats = "b\0B\0w\0h\0H\0i\0I\0l\0L\0q\0Q\0f\0d\0";
  out->data = a->storage->data;
  out->length = static_cast<int64_t>(bytes_of(a));
  out->readonly = false;
  out->item_size = a->kind->size;
  for (const char* f = kFormats; *f; f += 2) {
    if (*f == a->kind->code || (*f == 'w' && a->kind->code == 'u')) out->format = f;
  }
  out->owner = object;
  a->exports++;
  return true;
}
void release_buffer(Buffer* buffer) { as_array(buffer->owner)->exports--; }
const BufferProtocol kBufferProtocol = {get_buffer, release_buffer};

const NativeDef kArrayMethods[] = {
    {"__new__(cls, typecode, initializer=<absent>, /)", array_make},
    {"__repr__(self, /)", array_repr},
    {"__len__(self, /)", array_len, kEffectReads},
    {"__getitem__(self, key, /)", array_getitem},
    {"__setitem__(self, key, value, /)", array_setitem},
    {"__delitem__(self, key, /)", array_delitem},
    {"__contains__(self, key, /)", array_contains},
    {"__iter__(self, /)", array_iter, kEffectAllocates},
    {"__add__(self, value, /)", array_add, kEffectAll | kSequenceOperator},
    {"__iadd__(self, value, /)", array_iadd, kEffectAll | kSequenceOperator},
    {"__mul__(self, value, /)", array_mul, kEffectAll | kSequenceOperator},
    {"__rmul__(self, value, /)", array_mul, kEffectAll | kSequenceOperator},
    {"__imul__(self, value, /)", array_imul, kEffectAll | kSequenceOperator},
    {"__lt__(self, value, /)", array_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", array_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", array_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", array_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", array_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", array_compare<CompareOp::kGe>},
    {"__copy__(self, /)", array_copy, kEffectAllocates, "Return a copy of the array."},
    {"__deepcopy__(self, unused, /)", array_copy, kEffectAllocates, "Return a copy of the array."},
    {"__reduce_ex__(self, value, /)", array_reduce_ex, kEffectAll, "Return state information for pickling."},
    {"append(self, v, /)", array_append, kEffectAll, "Append new value v to the end of the array."},
    {"buffer_info(self, /)", array_buffer_info, kEffectAllocates,
     "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's "
     "contents."},
    {"byteswap(self, /)", array_byteswap, kEffectWrites, "Byteswap all items of the array."},
    {"count(self, v, /)", array_count, kEffectAll, "Return number of occurrences of v in the array."},
    {"extend(self, bb, /)", array_extend, kEffectAll, "Append items to the end of the array."},
    {"fromfile(self, f, n, /)", array_fromfile, kEffectAll, "Read n objects from the file object f and append them to the end of the array."},
    {"fromlist(self, list, /)", array_fromlist, kEffectAll, "Append items to array from list."},
    {"frombytes(self, buffer, /)", array_frombytes, kEffectAll, "Appends items from the string, interpreting it as an array of machine values."},
    {"fromunicode(self, ustr, /)", array_fromunicode, kEffectAll, "Extends this array with data from the unicode string ustr."},
    {"index(self, v, start=0, stop=9223372036854775807, /)", array_index, kEffectAll,
     "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present."},
    {"insert(self, i, v, /)", array_insert, kEffectAll, "Insert a new item v into the array before position i."},
    {"pop(self, i=-1, /)", array_pop, kEffectAll, "Return the i-th element and delete it from the array.\n\ni defaults to -1."},
    {"remove(self, v, /)", array_remove, kEffectAll, "Remove the first occurrence of v in the array."},
    {"reverse(self, /)", array_reverse, kEffectWrites, "Reverse the order of the items in the array."},
    {"tobytes(self, /)", array_tobytes, kEffectAllocates, "Convert the array to an array of machine values and return the bytes representation."},
    {"tofile(self, f, /)", array_tofile, kEffectAll, "Write all items (as machine values) to the file object f."},
    {"tolist(self, /)", array_tolist, kEffectAllocates, "Convert array to an ordinary list with the same items."},
    {"tounicode(self, /)", array_tounicode, kEffectAllocates, "Extends this array with data from the unicode string ustr."},
    {"@getset typecode", array_typecode, kEffectReads, "the typecode character used to create the array"},
    {"@getset itemsize", array_itemsize, kEffectReads, "the size, in bytes, of one array item"},
    PYVM_CLASS_GETITEM,
    {}};
const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure}, PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {"__reduce__(self, /)", iterator_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", iterator_setstate, kEffectAll, "Set state information for unpickling."}, {}};

void trace_array(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<Array*>(h)->storage); }
void trace_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<ArrayIterator*>(h)->source); }
const TypeSpec kArraySpec = {
    "array.array", nullptr, kTypeBaseable | kTypeHasWeakref | kTypeSequence, {.trace = trace_array, .bytes = sizeof(Array)}, kArrayMethods,
    "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the "
    "optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type."};
const TypeSpec kIteratorSpec = {"array.arrayiterator", nullptr, kTypeNoNew, {.trace = trace_iterator, .bytes = sizeof(ArrayIterator)},
                                kIteratorMethods, nullptr};

const NativeDef kFunctions[] = {
    {"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", array_reconstruct, kEffectAll,
     "Internal. Used for pickling support."},
    {}};

bool array_init(Thread&, PyDict* dict) {
  array_type = type_new_builtin(kArraySpec);
  iterator_type = type_new_builtin(kIteratorSpec);
  if (!array_type || !iterator_type) return false;
  buffer_register(array_type, &kBufferProtocol);
  PyStr* codes = str_from_utf8("bBuhHiIlLqQfd");
  return codes && module_add_doc(dict, "This module defines an object type which can efficiently represent\nan array of basic values: "
                                       "characters, integers, floating point\nnumbers.") &&
         module_add_type(dict, array_type) && module_add_functions(dict, "array", kFunctions) && module_add(dict, "ArrayType", Value(&array_type->header)) &&
         module_add(dict, "typecodes", Value(&codes->header));
}

}  // namespace
}  // namespace pyvm::arrays

namespace pyvm {
const NativeModule kArrayModule = {"array", arrays::array_init};
}
