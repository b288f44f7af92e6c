// Pickling of arrays: since protocol 3 the items go as bytes in the format of the machine that wrote them, which another one
// can read.
#include <bit>
#include <cstring>

#include "stdlib/array/array.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/thread.h"

namespace pyvm::arrays {

namespace {

enum class Items : uint8_t { kUnsigned, kSigned, kFloat, kText };

// The machine formats that pickles name by their index here.
struct MachineFormat {
  Items items;
  uint8_t size;
  bool big_endian;
};
constexpr MachineFormat kFormats[] = {
    {Items::kUnsigned, 1, false}, {Items::kSigned, 1, false},  {Items::kUnsigned, 2, false}, {Items::kUnsigned, 2, true},
    {Items::kSigned, 2, false},   {Items::kSigned, 2, true},   {Items::kUnsigned, 4, false}, {Items::kUnsigned, 4, true},
    {Items::kSigned, 4, false},   {Items::kSigned, 4, true},   {Items::kUnsigned, 8, false}, {Items::kUnsigned, 8, true},
    {Items::kSigned, 8, false},   {Items::kSigned, 8, true},   {Items::kFloat, 4, false},    {Items::kFloat, 4, true},
    {Items::kFloat, 8, false},    {Items::kFloat, 8, true},    {Items::kText, 2, false},     {Items::kText, 2, true},
    {Items::kText, 4, false},     {Items::kText, 4, true}};
constexpr int64_t kFormatCount = std::size(kFormats);

int64_t native_format(const ItemKind* kind) {
  Items items = kind->code == 'u'                        ? Items::kText
                : kind->code == 'f' || kind->code == 'd' ? Items::kFloat
                : kind->code >= 'a'                      ? Items::kSigned
                                                         : Items::kUnsigned;
  for (int64_t i = 0; i < kFormatCount; i++) {
    const MachineFormat& format = kFormats[i];
    if (format.items == items && format.size == kind->size && !format.big_endian) return i;
  }
  PYVM_CHECK(!"an item kind");
  return -1;
}

Value read_item(const MachineFormat& format, const uint8_t* at) {
  uint64_t word = 0;
  for (unsigned i = 0; i < format.size; i++) {
    word |= uint64_t{at[format.big_endian ? format.size - 1u - i : i]} << (8 * i);
  }
  if (format.items == Items::kUnsigned) return int_from_uint64(word);
  if (format.items == Items::kSigned) {
    unsigned unused = 64 - 8u * format.size;
    return int_from_int64(static_cast<int64_t>(word << unused) >> unused);
  }
  if (format.size == 8) return Value::from_double(std::bit_cast<double>(word));
  return Value::from_double(std::bit_cast<float>(static_cast<uint32_t>(word)));
}

// A str or a list of what the bytes hold.
Value read_items(Thread& t, const MachineFormat& format, PyBytes* bytes) {
  auto size = static_cast<size_t>(bytes->length);
  if (size % format.size) return raise_value_error("string length not a multiple of item size");
  if (format.items == Items::kText) {
    DecodeInput in{bytes->data, size, Value(&bytes->header)};
    int order = format.big_endian ? 1 : -1;
    PyStr* text = format.size == 2 ? decode_utf16(t, in, nullptr, &order, nullptr)
                                   : decode_utf32(t, in, nullptr, &order, nullptr);
    return text ? Value(&text->header) : kNull;
  }
  PyList* list = list_new(static_cast<int64_t>(size / format.size));
  for (size_t at = 0; list && at < size; at += format.size) {
    Value item = read_item(format, bytes->data + at);
    if (!item || !list_append(list, item)) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}

// The type code here of ints that another machine wrote: the one asked for may have another size there. The last that fits, as
// CPython does.
const ItemKind* kind_for(const MachineFormat& format, const ItemKind* asked) {
  if (format.items != Items::kUnsigned && format.items != Items::kSigned) return asked;
  const ItemKind* fitting = asked;
  for (char code : std::string_view("bBhHiIlLqQ")) {
    const ItemKind* kind = find_kind(static_cast<uint32_t>(code));
    const MachineFormat& native = kFormats[native_format(kind)];
    if (native.items == format.items && native.size == format.size) fitting = kind;
  }
  return fitting;
}

}  // namespace

Value array_reduce(Thread& t, Array* a, int64_t protocol) {
  Value state = object_find_attr(t, Value(&a->header), names::d_dict);
  if (!state) {
    if (error_occurred(t)) return kNull;
    state = kNone;
  }
  PyStr* code = str_from_char(static_cast<uint32_t>(a->kind->code));
  Value type = Value(&type_of(Value(&a->header))->header);
  PyTuple* make = nullptr;
  Value maker = type;
  if (protocol < 3) {
    Value items = to_list(a);
    Value parts[] = {code ? Value(&code->header) : kNull, items};
    if (code && items) make = tuple_from(parts, 2);
  } else {
    Value module = import_module(t, str_intern("array"));
    maker = module ? object_get_attr(t, module, str_intern("_array_reconstructor")) : kNull;
    size_t size = static_cast<size_t>(a->length) * a->kind->size;
    PyBytes* bytes = bytes_from(size ? static_cast<const void*>(a->storage->data) : "", size);
    Value parts[] = {type, code ? Value(&code->header) : kNull, Value::from_small_int(native_format(a->kind)),
                     bytes ? Value(&bytes->header) : kNull};
    if (code && bytes && maker) make = tuple_from(parts, 4);
  }
  if (!make) return kNull;
  Value parts[] = {maker, Value(&make->header), state};
  PyTuple* result = tuple_from(parts, 3);
  return result ? Value(&result->header) : kNull;
}

Value array_reconstruct(Thread& t, Value* args) {
  if (!(type_of(args[0])->flags & kTypeType)) {
    return raise_type_error("first argument must be a type object, not %s", type_name(args[0]));
  }
  auto* type = args[0].as<PyType>();
  if (!is_array_type(type)) return raise_type_error("%s is not a subtype of array.array", type_name_of(type));
  if (!is_str(args[1]) || as_str(args[1])->length != 1) {
    return raise_type_error("_array_reconstructor() argument 2 must be a unicode character, not %s", type_name(args[1]));
  }
  int64_t format;
  if (!object_index(t, args[2], &format)) return kNull;
  if (!is_bytes(args[3])) return raise_type_error("fourth argument should be bytes, not %s", type_name(args[3]));
  const ItemKind* kind = find_kind(as_str(args[1])->at(0));
  if (!kind) return raise_value_error("second argument must be a valid type code");
  if (format < 0 || format >= kFormatCount) {
    return raise_value_error("third argument must be a valid machine format code.");
  }
  if (format == native_format(kind)) return object_call_args(t, args[0], args[1], args[3]);
  Value items = read_items(t, kFormats[format], as_bytes(args[3]));
  PyStr* code = str_from_char(static_cast<uint32_t>(kind_for(kFormats[format], kind)->code));
  return items && code ? object_call_args(t, args[0], Value(&code->header), items) : kNull;
}

}  // namespace pyvm::arrays
