#include "vm/marshal/reader.h"

#include "gc/heap.h"
#include "vm/marshal/marshal.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int_limbs.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::marshal {

namespace {

Raised bad(const char* what) { return raise_value_error("bad marshal data (%s)", what); }

// Values that kRef may repeat; the others ignore kRefFlag.
bool can_be_numbered(uint8_t tag) {
  switch (tag) {
    case kNullTag: case kNoneTag: case kFalseTag: case kTrueTag: case kStopIterationTag: case kEllipsisTag: case kRef:
      return false;
    default: return true;
  }
}

constexpr uint32_t kReserved = 4096;   // items for which room is made at once, however many the data promises

int64_t room_for(uint32_t n) { return n < kReserved ? n : kReserved; }

}  // namespace

const uint8_t* Reader::refill(size_t n) {
  if (!file_) return raise_error(exc::EOFError, "marshal data too short");
  Value count = int_from_int64(static_cast<int64_t>(n));
  Value data = object_call_method(t_, file_, str_intern("read"), &count, 1);
  if (!data) return nullptr;
  if (!is_bytes(data)) return raise_type_error("file.read() returned not bytes but %s", type_name(data));
  int64_t got = as_bytes(data)->length;
  if (got > static_cast<int64_t>(n)) {
    return raise_value_error("read() returned too much data: %zu bytes requested, %lld returned", n,
                             static_cast<long long>(got));
  }
  if (got < static_cast<int64_t>(n)) return raise_error(exc::EOFError, "EOF read where not expected");
  chunk_ = data;
  next_ = end_ = as_bytes(data)->data + n;
  return as_bytes(data)->data;
}

bool Reader::size(const char* what, uint32_t* out) {
  if (!number(out)) return false;
  return *out <= INT32_MAX || raise_value_error("bad marshal data (%s size out of range)", what);
}

Value Reader::read() {
  bool null_tag = false;
  Value v = value(&null_tag);
  if (null_tag) return raise_type_error("NULL object in marshal data for object");
  return v;
}

Value Reader::value(bool* null_tag) {
  const uint8_t* at = take(1);
  if (!at) {
    if (!error_matches(exc::EOFError)) return kNull;
    error_clear();
    return raise_error(exc::EOFError, "EOF read where object expected");
  }
  if (*at == kRef) return reference();
  uint8_t tag = *at & ~kRefFlag;
  if (tag == kNullTag) {
    *null_tag = true;
    return kNull;
  }
  int64_t index = -1;
  if ((*at & kRefFlag) && can_be_numbered(tag)) {
    if (!refs_) refs_ = list_new(64);
    if (!refs_ || !list_append(refs_, kNull)) return kNull;
    index = refs_->length - 1;
  }
  if (depth_ >= kMaxDepth) return raise_value_error("recursion limit exceeded");
  depth_++;
  Value v = tagged(tag, index);
  depth_--;
  if (v) remember(index, v);
  return v;
}

void Reader::remember(int64_t index, Value v) {
  if (index >= 0) list_set(refs_, index, v);
}

// An item of a container.
Value Reader::element(const char* container) {
  bool null_tag = false;
  Value v = value(&null_tag);
  if (null_tag) return raise_type_error("NULL object in marshal data for %s", container);
  return v;
}

Value Reader::tagged(uint8_t tag, int64_t index) {
  switch (tag) {
    case kNoneTag: return kNone;
    case kFalseTag: return kFalse;
    case kTrueTag: return kTrue;
    case kStopIterationTag: return to_value(exc::StopIteration);
    case kEllipsisTag: return kEllipsis;
    case kInt: {
      int32_t i;
      return number(&i) ? Value::from_small_int(i) : kNull;
    }
    case kLong: return long_int();
    case kFloat: case kFloatText: {
      double d;
      return real(tag == kFloatText, &d) ? Value::from_double(d) : kNull;
    }
    case kComplex: case kComplexText: {
      double parts[2];
      for (double& part : parts)
        if (!real(tag == kComplexText, &part)) return kNull;
      return complex_new(parts[0], parts[1]);
    }
    case kBytes: return bytes();
    case kShortAscii: case kShortAsciiInterned: return ascii(true, tag == kShortAsciiInterned);
    case kAscii: case kAsciiInterned: return ascii(false, tag == kAsciiInterned);
    case kUtf8: case kUtf8Interned: return utf8(tag == kUtf8Interned);
    case kSmallTuple: case kTuple: return tuple(tag == kSmallTuple);
    case kList: return list(index);
    case kDict: return dict(index);
    case kSet: case kFrozenSet: return set(tag == kFrozenSet, index);
    case kCode: return code();
    case kSlice: return in_code_ ? slice() : Value(bad("unknown type code"));
    case kRef: return reference();
    default: return bad("unknown type code");
  }
}

// ---- numbers

bool Reader::real(bool as_text, double* out) {
  if (!as_text) return number(out);
  const uint8_t* length = take(1);
  size_t n = length ? *length : 0;
  const uint8_t* text = length ? take(n) : nullptr;
  if (!text) return false;
  return float_parse({reinterpret_cast<const char*>(text), n}, out) ||
         raise_value_error("could not convert string to float: '%.*s'", static_cast<int>(n), text);
}

Value Reader::long_int() {
  int32_t count;
  if (!number(&count)) return kNull;
  if (count == INT32_MIN) return bad("long size out of range");
  size_t n = static_cast<size_t>(count < 0 ? -int64_t{count} : count);
  const uint8_t* digits = take(2 * n);
  if (!digits) return kNull;
  int64_t limbs = static_cast<int64_t>((n * kDigitBits + 63) / 64);
  PyInt* result = int_allocate(limbs + 1);
  if (!result) return kNull;
  for (size_t i = 0; i < n; i++) {
    uint16_t digit;
    std::memcpy(&digit, digits + 2 * i, 2);
    if (digit >> kDigitBits) return bad("digit out of range in long");
    if (digit == 0 && i + 1 == n) return bad("unnormalized long data");
    size_t bit = i * kDigitBits, limb = bit / 64, shift = bit % 64;
    result->limbs[limb] |= uint64_t{digit} << shift;
    if (shift > 64 - kDigitBits) result->limbs[limb + 1] |= uint64_t{digit} >> (64 - shift);
  }
  return int_finish(result, limbs, count < 0);
}

// ---- text

Value Reader::bytes() {
  uint32_t n;
  if (!size("bytes object", &n)) return kNull;
  const uint8_t* data = take(n);
  return data ? to_value(bytes_from(data, n)) : kNull;
}

Value Reader::ascii(bool is_short, bool interned) {
  uint32_t n;
  uint8_t length;
  if (is_short) {
    if (!number(&length)) return kNull;
    n = length;
  } else if (!size("string", &n)) {
    return kNull;
  }
  const uint8_t* data = take(n);
  if (!data) return kNull;
  bool is_ascii = true;
  for (uint32_t i = 0; i < n; i++) is_ascii &= data[i] < 0x80;
  if (interned && is_ascii) return to_value(str_intern({reinterpret_cast<const char*>(data), n}));
  PyStr* s = str_from_latin1(data, n);
  return to_value(s && interned ? str_intern(s) : s);
}

Value Reader::utf8(bool interned) {
  uint32_t n;
  if (!size("string", &n)) return kNull;
  const uint8_t* data = take(n);
  PyStr* s = data ? decode_utf8(t_, {data, n, kNull}, str_intern("surrogatepass"), nullptr) : nullptr;
  return to_value(s && interned ? str_intern(s) : s);
}

// ---- containers

Value Reader::tuple(bool is_small) {
  uint32_t n;
  uint8_t length;
  if (is_small ? !number(&length) : !size("tuple", &n)) return kNull;
  if (is_small) n = length;
  if (n <= room_for(n)) {
    PyTuple* result = n ? tuple_new(n) : tuple_empty();
    for (uint32_t i = 0; result && i < n; i++) {
      Value item = element("tuple");
      if (!item) return kNull;
      result->items[i] = item;
      gc::barrier(&result->header, item.bits());
    }
    return to_value(result);
  }
  PyList* items = list_new(room_for(n));
  if (!items || !append_items(items, n, "tuple")) return kNull;
  return to_value(tuple_from(items->items->items, n));
}

bool Reader::append_items(PyList* to, uint32_t n, const char* container) {
  for (; n > 0; n--) {
    Value item = element(container);
    if (!item || !list_append(to, item)) return false;
  }
  return true;
}

Value Reader::list(int64_t index) {
  uint32_t n;
  if (!size("list", &n)) return kNull;
  PyList* result = list_new(room_for(n));
  if (!result) return kNull;
  remember(index, to_value(result));
  return append_items(result, n, "list") ? to_value(result) : kNull;
}

Value Reader::dict(int64_t index) {
  PyDict* result = dict_new();
  if (!result) return kNull;
  remember(index, to_value(result));
  for (;;) {
    bool null_tag = false;
    Value key = value(&null_tag);
    if (null_tag) return to_value(result);
    Value item = key ? value(&null_tag) : kNull;
    if (null_tag) return to_value(result);
    if (!item || !dict_set(t_, result, key, item)) return kNull;
  }
}

Value Reader::set(bool frozen, int64_t index) {
  uint32_t n;
  if (!size("set", &n)) return kNull;
  PySet* result = set_new_of(frozen ? type_frozenset : type_set);
  if (!result) return kNull;
  if (!frozen) remember(index, to_value(result));
  for (; n > 0; n--) {
    Value item = element("set");
    if (!item || !set_add(t_, to_value(result), item)) return kNull;
  }
  return to_value(result);
}

Value Reader::slice() {
  Value parts[3];
  for (Value& part : parts)
    if (!(part = element("slice"))) return kNull;
  return to_value(slice_new(parts[0], parts[1], parts[2]));
}

Value Reader::reference() {
  uint32_t index;
  if (!number(&index)) return kNull;
  Value v = refs_ && index < refs_->length ? refs_->items->items[index] : kNull;
  return v ? v : Value(bad("invalid reference"));
}

}  // namespace pyvm::marshal

namespace pyvm {

Value marshal_read(Thread& t, std::string_view data) {
  return marshal::Reader(t, reinterpret_cast<const uint8_t*>(data.data()), data.size()).read();
}

Value marshal_read_file(Thread& t, Value file) { return marshal::Reader(t, file).read(); }

}  // namespace pyvm
