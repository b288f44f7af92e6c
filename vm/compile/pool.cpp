// Hazard: the key of a constant must tell 1, 1.0 and True, 0.0 and -0.0 apart, inside tuples too. A frozenset's key is its
// identity: it is made once for each display. So is that of an interned str: a name must not become the equal text of a
// folded expression, which is not interned.
#include "vm/compile/unit.h"
#include "vm/object/bytes.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::compile {

namespace {

void append_word(std::string& key, uint64_t word) {
  key.append(reinterpret_cast<const char*>(&word), sizeof word);
}

void append_double(std::string& key, double d) {
  uint64_t word;
  std::memcpy(&word, &d, sizeof word);
  append_word(key, word);
}

void append_key(std::string& key, Value v) {
  PyType* type = v.is_heap() ? type_of(v) : nullptr;
  if (!type) {
    key += v.is_double() ? 'f' : 'i';
    append_word(key, v.bits());
  } else if (type == type_str && !as_str(v)->is_interned()) {
    PyStr* s = as_str(v);
    key += 's';
    key += static_cast<char>('0' + s->width());
    append_word(key, s->length);
    key.append(static_cast<const char*>(s->data), s->length * s->width());
  } else if (type == type_bytes) {
    const PyBytes* b = as_bytes(v);
    key += 'b';
    append_word(key, static_cast<uint64_t>(b->length));
    key.append(reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length));
  } else if (type == type_int) {
    const PyInt* i = v.as<PyInt>();
    key += 'l';
    append_word(key, static_cast<uint64_t>(i->size));
    key.append(reinterpret_cast<const char*>(i->limbs), 8 * (i->size < 0 ? -i->size : i->size));
  } else if (type == type_complex) {
    key += 'c';
    append_double(key, v.as<PyComplex>()->real);
    append_double(key, v.as<PyComplex>()->imag);
  } else if (type == type_tuple) {
    const PyTuple* tuple = as_tuple(v);
    key += '(';
    append_word(key, static_cast<uint64_t>(tuple->length));
    for (int64_t i = 0; i < tuple->length; i++) append_key(key, tuple->items[i]);
  } else if (type == type_slice) {
    const PySlice* slice = v.as<PySlice>();
    key += ':';
    for (Value part : {slice->start, slice->stop, slice->step}) append_key(key, part);
  } else {
    key += 'o';
    append_word(key, v.bits());
  }
}

}  // namespace

Pool::Pool() { gc::add_root_tracer(trace, this); }

Pool::~Pool() { gc::remove_root_tracer(trace, this); }

void Pool::trace(gc::Visitor& visitor, void* self) {
  Pool* pool = static_cast<Pool*>(self);
  for (Value v : pool->values_) visitor.visit(v.bits());
  for (Value v : pool->kept_) visitor.visit(v.bits());
}

uint32_t Pool::add(Value constant) {
  if (constant.is_null()) return UINT32_MAX;
  std::string key;
  append_key(key, constant);
  auto [entry, fresh] = index_.try_emplace(std::move(key), static_cast<uint32_t>(values_.size()));
  if (fresh) values_.push_back(constant);
  return entry->second;
}

uint32_t Pool::name(const syntax::Identifier* identifier) {
  if (identifier->tag == 0) {
    PyStr* s = str_intern(identifier->view());
    identifier->tag = s ? add(Value(&s->header)) + 1 : 0;
    if (!s) return UINT32_MAX;
  }
  return identifier->tag - 1;
}

void Pool::keep(Value v) {
  if (v.is_heap()) kept_.push_back(v);
}

}  // namespace pyvm::compile
