#include "vm/run/consumer.h"

#include <iterator>

#include "gc/heap.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

enum Consumer : int64_t { kSum, kAny, kAll, kMin, kMax, kSorted, kList, kTuple, kSet, kJoin, kConsumers };
constexpr const char* kNames[kConsumers] = {"sum", "any", "all", "min", "max", "sorted", "list", "tuple", "set", "join"};

constexpr std::string_view kSource = R"(
def sum(iterator, total=0):
    for item in iterator:
        total = total + item
    return total

def any(iterator):
    for item in iterator:
        if item:
            return True
    return False

def all(iterator):
    for item in iterator:
        if not item:
            return False
    return True

def min(iterator):
    for least in iterator:
        break
    else:
        raise ValueError("min() arg is an empty sequence")
    for item in iterator:
        if item < least:
            least = item
    return least

def max(iterator):
    for greatest in iterator:
        break
    else:
        raise ValueError("max() arg is an empty sequence")
    for item in iterator:
        if item > greatest:
            greatest = item
    return greatest

def sorted(iterator, *, key=None, reverse=False):
    items = [item for item in iterator]
    items.sort(key=key, reverse=reverse)
    return items

def list(iterator):
    return [item for item in iterator]

def tuple(iterator):
    return (*[item for item in iterator],)

def set(iterator):
    return {item for item in iterator}

def join(separator, iterator):
    return separator.join([item for item in iterator])
)";

Value callees[kConsumers];   // the natives and classes
Value functions;             // the namespace of kSource, null until it is first wanted

int64_t number_of(Value callee) {
  for (int64_t i = 0; i < kConsumers; i++) {
    if (callees[i] == callee) return i;
  }
  return -1;
}

bool names_one_of(Value name, std::initializer_list<const char*> allowed) {
  for (const char* text : allowed) {
    if (str_is(as_str(name), text)) return true;
  }
  return false;
}

// True if the function does with such arguments what the builtin does.
bool accepts(int64_t consumer, const Value* args, uint32_t positional, const PyTuple* names) {
  for (uint32_t i = 0; i < tuple_length(names); i++) {
    if (consumer != kSorted || !names_one_of(names->items[i], {"key", "reverse"})) return false;
  }
  if (consumer == kJoin) return positional == 2 && is_str(args[0]);
  return positional == 1 || (consumer == kSum && positional == 2 && (args[1].is_small_int() || args[1].is_double()));
}

PyFunction* original(Thread& t, int64_t consumer) {
  if (functions.is_null()) {
    PyDict* dict = dict_new();
    PyStr* filename = str_from_utf8("<builtins>");
    if (!dict || !filename || !dict_set_str(dict, names::d_builtins, Value(&builtins_dict()->header))) return nullptr;
    Value code = compile_source(t, kSource, filename, "exec", kCompileStringSource, -1);
    if (!code || !run_code(t, code.as<PyCode>(), dict, Value(&dict->header))) return nullptr;
    functions = Value(&dict->header);
  }
  return dict_get_str(as_dict(functions), str_intern(kNames[consumer])).as<PyFunction>();
}

// The copy for generators of `code`.
PyFunction* copy_for(Thread& t, PyCode* code, int64_t consumer) {
  if (!code->consumers) {
    Value none[kConsumers] = {};
    code->consumers = tuple_from(none, kConsumers);
    gc::barrier(&code->header);
    if (!code->consumers) return nullptr;
  }
  Value& entry = code->consumers->items[consumer];
  if (!entry.is_null()) return entry.as<PyFunction>();
  PyFunction* from = original(t, consumer);
  PyCode* copied = from ? code_copy(from->code) : nullptr;
  PyFunction* copy = copied ? function_new(copied, from->globals) : nullptr;
  if (!copy) return nullptr;
  copied->flags |= kCodeHidden;
  copy->defaults = from->defaults;
  copy->kwdefaults = from->kwdefaults;
  gc::barrier(&copy->header);
  entry = Value(&copy->header);
  gc::barrier(&code->consumers->header);
  return copy;
}

}  // namespace

void consumers_boot(PyDict* builtins) {
  for (int64_t i = 0; i < kConsumers; i++) {
    PyStr* name = str_intern(kNames[i]);
    callees[i] = i == kJoin ? type_lookup(type_str, name) : dict_get_str(builtins, name);
    PYVM_CHECK(callees[i]);
    gc::add_root(&callees[i]);
    if (!(type_of(callees[i])->flags & kTypeType)) callees[i].heap()->flags |= kNativeConsumes;
  }
  gc::add_root(&functions);
}

PyFunction* consumer_of(Thread& t, Value callee, const Value* args, uint32_t argc, const PyTuple* names) {
  int64_t consumer = number_of(callee);
  uint32_t at = consumer == kJoin ? 1 : 0;
  if (consumer < 0 || argc <= at || !args[at].is_layout(layouts.generator)) return nullptr;
  if (!accepts(consumer, args, argc - tuple_length(names), names)) return nullptr;
  PyFunction* found = copy_for(t, args[at].as<PyGenerator>()->function->code, consumer);
  if (!found) error_clear();
  return found;
}

}  // namespace pyvm
