#include "stdlib/posix/strings.h"

#include <cstdlib>
#include <cstring>

#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

StringArray::~StringArray() {
  for (char* s : strings_) std::free(s);
}

char** StringArray::data() {
  if (strings_.empty() || strings_.back()) strings_.push_back(nullptr);
  return strings_.data();
}

bool StringArray::add_all(Thread& t, Value items) {
  Value list = object_to_list(t, items);
  if (!list) return false;
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    char* text = path_argument(t, as_list(list)->items->items[i]);
    if (!text) return false;
    strings_.push_back(text);
  }
  return true;
}

bool StringArray::add_environment(Thread& t, Value mapping) {
  Value keys_method = object_get_attr(t, mapping, str_intern("keys"));
  Value keys = keys_method ? object_call(t, keys_method, nullptr, 0) : kNull;
  Value list = keys ? object_to_list(t, keys) : kNull;
  if (!list) return false;
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    Value key = as_list(list)->items->items[i];
    Value value = object_get_item(t, mapping, key);
    char* name = value ? path_argument(t, key) : nullptr;
    char* text = name ? path_argument(t, value) : nullptr;
    TextBuffer pair;
    if (text) {
      pair.append(name);
      pair.append("=");
      pair.append(text);
    }
    bool legal = text && *name && !std::strchr(name + 1, '=');
    if (text && !legal) (void)raise_value_error("illegal environment variable name");
    if (legal) strings_.push_back(strdup(pair.c_str()));
    std::free(name);
    std::free(text);
    if (!legal) return false;
  }
  return true;
}

}  // namespace pyvm
