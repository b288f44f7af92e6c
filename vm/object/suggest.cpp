// Suggestions for misspelt names: the candidate at the least edit distance, where a change of case costs half as much as
// any other edit. Candidates further away than a third of the letters are none.
#include "vm/object/suggest.h"

#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr size_t kEdit = 2;
constexpr size_t kCaseChange = 1;
constexpr size_t kMaxLength = 40;
constexpr int64_t kMaxCandidates = 750;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

size_t substitution_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? kCaseChange : kEdit;
}

// Weighted edit distance of utf-8 texts by bytes; anything above `limit` may come out as limit + 1.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kEdit;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (a.size() > b.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kEdit > limit) return limit + 1;
  size_t row[kMaxLength + 1];
  for (size_t i = 0; i <= a.size(); i++) row[i] = i * kEdit;
  for (size_t j = 1; j <= b.size(); j++) {
    size_t diagonal = row[0];
    row[0] = j * kEdit;
    size_t least = row[0];
    for (size_t i = 1; i <= a.size(); i++) {
      size_t replace = diagonal + substitution_cost(a[i - 1], b[j - 1]);
      diagonal = row[i];
      size_t shift = (row[i] < row[i - 1] ? row[i] : row[i - 1]) + kEdit;
      row[i] = replace < shift ? replace : shift;
      if (row[i] < least) least = row[i];
    }
    if (least > limit) return limit + 1;
  }
  return row[a.size()];
}

PyStr* best_of(PyList* candidates, PyStr* name) {
  if (candidates->length >= kMaxCandidates) return nullptr;
  TextBuffer wanted;
  str_append_utf8(name, wanted);
  PyStr* best = nullptr;
  size_t best_distance = SIZE_MAX;
  for (int64_t i = 0; i < candidates->length; i++) {
    Value item = candidates->items->items[i];
    if (!is_str(item)) return nullptr;
    TextBuffer text;
    str_append_utf8(as_str(item), text);
    if (text.view() == wanted.view()) continue;
    size_t limit = (wanted.size() + text.size() + 3) * kEdit / 6;
    if (best && limit > best_distance - 1) limit = best_distance - 1;
    size_t distance = edit_distance(wanted.view(), text.view(), limit);
    if (distance > limit || distance >= best_distance) continue;
    best = as_str(item);
    best_distance = distance;
  }
  return best;
}

PyStr* best_key(Thread& t, Value dict, PyStr* name) {
  if (!dict || !(type_of(dict)->flags & kTypeDict)) return nullptr;
  Value keys = object_to_list(t, dict);
  return keys ? best_of(as_list(keys), name) : nullptr;
}

PyStr* for_name_error(Thread& t, PyException* exception) {
  Value name = exception->fields[kNameErrorName];
  if (!name || !is_str(name) || !exception->traceback) return nullptr;
  auto* entry = exception->traceback.as<PyTraceback>();
  while (entry->next) entry = entry->next;
  PyFrame* frame = entry->frame;
  PyStr* found = best_key(t, frame_locals(t, frame), as_str(name));
  if (!found) found = best_key(t, to_value(frame->function->globals), as_str(name));
  if (!found) found = best_key(t, to_value(frame->function->builtins), as_str(name));
  return found;
}

PyStr* for_attribute_error(Thread& t, PyException* exception) {
  Value name = exception->fields[kAttributeErrorName], object = exception->fields[kAttributeErrorObj];
  if (!name || !object || !is_str(name)) return nullptr;
  Value dir = object_find_special(t, object, names::d_dir);
  Value names = dir ? object_call(t, dir, nullptr, 0) : kNull;
  Value list = names ? object_to_list(t, names) : kNull;
  if (!list || !object_call_method(t, list, str_intern("sort"), nullptr, 0)) return nullptr;
  return best_of(as_list(list), as_str(name));
}

}  // namespace

PyStr* suggest_name(Thread& t, Value exception) {
  PyType* type = type_of(exception);
  PyStr* found = nullptr;
  if (type == exc::AttributeError) found = for_attribute_error(t, as_exception(exception));
  else if (type == exc::NameError) found = for_name_error(t, as_exception(exception));
  error_clear();
  return found;
}

}  // namespace pyvm
