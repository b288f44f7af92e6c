// Interned strings and shared ones: the empty string, the 256 one-character strings.
//
// The table holds strings weakly: what nothing else refers to is dropped after marking.
#include <algorithm>
#include <cstdlib>

#include "gc/heap.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

struct InternTable {
  PyStr** slots = nullptr;
  size_t mask = 0;
  size_t used = 0;
};
InternTable table;
bool strings_added = false;   // since the table was last swept
PyStr* empty = nullptr;
PyStr* one_char[256];

void insert_fresh(PyStr** slots, size_t mask, PyStr* s) {
  size_t i = static_cast<size_t>(s->hash) & mask;
  while (slots[i]) i = (i + 1) & mask;
  slots[i] = s;
}

void rebuild(size_t capacity, bool only_live) {
  auto** slots = static_cast<PyStr**>(std::calloc(capacity, sizeof(PyStr*)));
  PYVM_CHECK(slots != nullptr);
  size_t used = 0;
  for (size_t i = 0; table.slots && i <= table.mask; i++) {
    PyStr* s = table.slots[i];
    if (!s || (only_live && !gc::is_live(&s->header))) continue;
    insert_fresh(slots, capacity - 1, s);
    used++;
  }
  std::free(table.slots);
  table = {slots, capacity - 1, used};
}

void sweep(void*, bool young_only) {
  auto dead = [](const PyStr* s) { return s && !gc::is_live(&s->header); };
  bool due = strings_added || !young_only;
  strings_added = false;
  if (due && std::any_of(table.slots, table.slots + table.mask + 1, dead)) rebuild(table.mask + 1, true);
}

void trace_shared(gc::Visitor& visitor, void*) {
  visitor.visit(empty);
  for (PyStr* s : one_char) visitor.visit(s);
}

// The interned string with these characters or null.
PyStr* find(int64_t hash, const void* data, size_t length, int width) {
  size_t i = static_cast<size_t>(hash) & table.mask;
  while (PyStr* s = table.slots[i]) {
    if (s->hash == hash && s->length == length && s->width() == width &&
        !std::memcmp(s->data, data, length * static_cast<size_t>(width)))
      return s;
    i = (i + 1) & table.mask;
  }
  return nullptr;
}

PyStr* add(PyStr* s) {
  if ((table.used + 1) * 2 > table.mask + 1) rebuild((table.mask + 1) * 2, false);
  s->header.flags |= kStrInterned;
  insert_fresh(table.slots, table.mask, s);
  strings_added = true;
  table.used++;
  return s;
}

}  // namespace

static PyStr* make_char(uint32_t c) {
  PyStr* s = c < 0x80 ? str_new_ascii(1) : str_new(1, width_for(c));
  if (!s) return nullptr;
  with_mutable_chars(s->data, s->width(), [&](auto* p) { p[0] = static_cast<std::remove_reference_t<decltype(*p)>>(c); });
  return s;
}

// Makes the table and the shared strings at the first use, which is early in boot_objects().
static void start() {
  rebuild(8192, false);
  gc::add_root_tracer(trace_shared, nullptr);
  gc::add_weak_table(sweep, nullptr);
  empty = str_new_ascii(0);
  PYVM_CHECK(empty != nullptr);
  str_hash(empty);
  add(empty);
  for (uint32_t c = 0; c < 256; c++) {
    one_char[c] = make_char(c);
    PYVM_CHECK(one_char[c] != nullptr);
    str_hash(one_char[c]);
    if (c < 0x80) add(one_char[c]);
  }
}

PyStr* str_empty() {
  if (PYVM_UNLIKELY(!empty)) start();
  return empty;
}

PyStr* const* str_char_table() {
  if (PYVM_UNLIKELY(!empty)) start();
  return one_char;
}

PyStr* str_from_char(uint32_t c) {
  if (PYVM_UNLIKELY(!empty)) start();
  return c < 256 ? one_char[c] : make_char(c);
}

PyStr* str_intern(PyStr* s) {
  if (s->is_interned()) return s;
  if (PYVM_UNLIKELY(!table.slots)) start();
  if (PyStr* found = find(str_hash(s), s->data, s->length, s->width())) return found;
  if (!str_is_exact(s) || (s->header.flags & kStrShared)) {   // do not keep a large buffer alive for it
    PyStr* copy = str_new(s->length, s->width());
    if (!copy) return nullptr;
    std::memcpy(copy->data, s->data, s->length * static_cast<size_t>(s->width()));
    copy->header.flags |= s->header.flags & kStrAscii;
    copy->hash = s->hash;
    s = copy;
  }
  return add(s);
}

PyStr* str_intern(std::string_view utf8) {
  if (PYVM_UNLIKELY(!table.slots)) start();
  auto* data = reinterpret_cast<const uint8_t*>(utf8.data());
  if (bytes_are_ascii(data, utf8.size())) {
    if (PyStr* found = find(hash_raw(data, utf8.size()), data, utf8.size(), 1)) return found;
  }
  PyStr* s = str_from_utf8(utf8);
  return s ? str_intern(s) : nullptr;
}

}  // namespace pyvm
