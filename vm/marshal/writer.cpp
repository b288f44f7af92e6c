#include "vm/marshal/writer.h"

#include "vm/marshal/marshal.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/code.h"
#include "vm/object/complex.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float_format.h"
#include "vm/object/int_limbs.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::marshal {

bool Writer::write(Value v) {
  if (!value(v)) return false;
  if (!known_.empty()) known_[0].numbered = true;   // as where the caller has the value in a variable, too
  number_references();
  add_checksums();
  return true;
}

void Writer::number_references() {
  std::vector<uint32_t> numbers(known_.size());
  uint32_t next = 0;
  for (size_t i = 0; i < known_.size(); i++) {
    if (!known_[i].numbered) continue;
    numbers[i] = next++;
    out_.data()[known_[i].at] |= static_cast<char>(kRefFlag);
  }
  for (const Repeat& repeat : repeats_) std::memcpy(out_.data() + repeat.at, &numbers[repeat.known], 4);
}

// True if the value was written before: then kRef stands for it now. Otherwise the caller writes it.
bool Writer::known(Value v, bool numbered) {
  if (version_ < 3) return false;
  auto [entry, fresh] = index_.try_emplace(v.bits(), static_cast<uint32_t>(known_.size()));
  if (fresh) {
    known_.push_back({out_.size(), numbered});
    return false;
  }
  known_[entry->second].numbered = true;
  tag(kRef);
  repeats_.push_back({out_.size(), entry->second});
  u32(0);
  return true;
}

void Writer::varint(uint64_t v) {
  for (; v >= 0x80; v >>= 7) byte(static_cast<uint8_t>(v | 0x80));
  byte(static_cast<uint8_t>(v));
}

bool Writer::unmarshallable() { return raise_value_error("unmarshallable object"); }

// ---- numbers

void Writer::integer(Value v) {
  int64_t small = v.is_small_int() ? v.small_int() : INT64_MAX;
  if (small >= INT32_MIN && small <= INT32_MAX) {
    tag(kInt);
    return u32(static_cast<uint32_t>(small));
  }
  IntView view(v);
  int64_t digits = (view.bits() + kDigitBits - 1) / kDigitBits;
  tag(kLong);
  u32(static_cast<uint32_t>(view.negative ? -digits : digits));
  for (int64_t i = 0; i < digits; i++) {
    int64_t bit = i * kDigitBits, limb = bit / 64, shift = bit % 64;
    uint64_t word = view.limbs[limb] >> shift;
    if (shift > 64 - kDigitBits && limb + 1 < view.n) word |= view.limbs[limb + 1] << (64 - shift);
    uint16_t digit = static_cast<uint16_t>(word & ((1u << kDigitBits) - 1));
    raw(&digit, 2);
  }
}

void Writer::text_number(double d) {
  TextBuffer text;
  float_format(d, 'g', 17, 0, text);
  byte(static_cast<uint8_t>(text.size()));
  out_.append(text.view());
}

// ---- text and containers

void Writer::text(PyStr* s) {
  bool interned = s->is_interned() && version_ >= 3;
  if (version_ >= 4 && s->is_ascii()) {
    if (s->length < 256) {
      tag(interned ? kShortAsciiInterned : kShortAscii);
      byte(static_cast<uint8_t>(s->length));
    } else {
      tag(interned ? kAsciiInterned : kAscii);
      u32(static_cast<uint32_t>(s->length));
    }
    return raw(s->data, s->length);
  }
  TextBuffer utf8;
  str_append_utf8(s, utf8);
  tag(interned ? kUtf8Interned : kUtf8);
  u32(static_cast<uint32_t>(utf8.size()));
  out_.append(utf8.view());
}

bool Writer::items(const Value* items, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    if (!value(items[i])) return false;
  return true;
}

bool Writer::set_items(PySet* set) {
  u32(static_cast<uint32_t>(set->length));
  int64_t position = 0;
  SetEntry entry;
  while (set_next(set, &position, &entry))
    if (!value(entry.key)) return false;
  return true;
}

bool Writer::dict_items(Value dict) {
  int64_t position = 0;
  Value key, item;
  while (dict_next(as_dict(dict), &position, &key, &item))
    if (!value(key) || !value(item)) return false;
  tag(kNullTag);
  return true;
}

bool Writer::buffer(Value v) {
  if (!has_buffer(v)) return unmarshallable();
  BytesArg bytes;
  if (!bytes.get(t_, v)) return false;
  tag(kBytes);
  u32(static_cast<uint32_t>(bytes.size()));
  raw(bytes.data(), bytes.size());
  return true;
}

// ---- values

namespace {

// CPython has one object of each of these, which is therefore always numbered.
bool is_shared_everywhere(Value v) {
  if (v.is_small_int()) return v.small_int() >= -5 && v.small_int() <= 256;
  if (is_exact_str(v)) return as_str(v)->is_interned() || as_str(v)->length == 0 ||
                              (as_str(v)->length == 1 && as_str(v)->width() == 1);
  if (is_exact_bytes(v)) return as_bytes(v)->length <= 1;
  return is_exact_tuple(v) && as_tuple(v)->length == 0;
}

}  // namespace

bool Writer::value(Value v) {
  if (depth_ >= kMaxDepth) return raise_value_error("object too deeply nested to marshal");
  if (v.is_none()) return tag(kNoneTag), true;
  if (v.is_bool()) return tag(v.is_true() ? kTrueTag : kFalseTag), true;
  if (v == kEllipsis) return tag(kEllipsisTag), true;
  if (v == to_value(exc::StopIteration)) return tag(kStopIterationTag), true;
  bool shared = is_shared_everywhere(v);
  if ((v.is_heap() || shared) && known(v, shared)) return true;
  if (is_exact_int(v)) return integer(v), true;
  if (v.is_double()) {
    tag(version_ > 1 ? kFloat : kFloatText);
    version_ > 1 ? f64(v.as_double()) : text_number(v.as_double());
    return true;
  }
  if (!v.is_heap()) return unmarshallable();
  depth_++;
  bool ok = heap_value(v);
  depth_--;
  return ok;
}

bool Writer::heap_value(Value v) {
  if (is_exact_str(v)) return text(as_str(v)), true;
  if (is_exact_complex(v)) {
    PyComplex* z = v.as<PyComplex>();
    tag(version_ > 1 ? kComplex : kComplexText);
    for (double part : {z->real, z->imag}) version_ > 1 ? f64(part) : text_number(part);
    return true;
  }
  if (is_exact_tuple(v)) {
    PyTuple* tuple = as_tuple(v);
    bool small = version_ >= 4 && tuple->length < 256;
    tag(small ? kSmallTuple : kTuple);
    small ? byte(static_cast<uint8_t>(tuple->length)) : u32(static_cast<uint32_t>(tuple->length));
    return items(tuple->items, tuple->length);
  }
  if (is_exact_list(v)) {
    tag(kList);
    u32(static_cast<uint32_t>(as_list(v)->length));
    return items(as_list(v)->items->items, as_list(v)->length);
  }
  if (is_exact_dict(v)) return tag(kDict), dict_items(v);
  if (is_exact_set(v)) return tag(kSet), set_items(as_set(v));
  if (is_exact_frozenset(v)) return tag(kFrozenSet), set_items(as_set(v));
  if (type_of(v) == type_code) return code(v.as<PyCode>());
  if (in_code_ && is_slice(v)) {
    tag(kSlice);
    PySlice* slice = v.as<PySlice>();
    return value(slice->start) && value(slice->stop) && value(slice->step);
  }
  return buffer(v);
}

}  // namespace pyvm::marshal

namespace pyvm {

bool marshal_write(Thread& t, Value value, int version, TextBuffer& out) {
  return marshal::Writer(t, version, out).write(value);
}

}  // namespace pyvm
