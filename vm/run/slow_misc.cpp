// Polls, interactive output, annotations.
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/layouts.h"
#include "vm/run/poll.h"
#include "vm/run/slow.h"

namespace pyvm {

bool slow_print_expr(Thread& t, Value value) {
  Value sys = dict_get_str(sys_modules(), names::sys);
  Value hook = sys ? object_find_attr(t, sys, names::displayhook) : kNull;
  if (!hook) {
    if (!error_occurred(t)) (void)raise_error(exc::RuntimeError, "lost sys.displayhook");
    return false;
  }
  return static_cast<bool>(object_call_args(t, hook, value));
}

bool slow_setup_annotations(Thread& t, Value ns) {
  if (ns.is_layout(layouts.dict)) {
    if (dict_get_str(as_dict(ns), names::d_annotations)) return true;
    PyDict* made = dict_new();
    return made && dict_set_str(as_dict(ns), names::d_annotations, Value(&made->header));
  }
  Value key(&names::d_annotations->header);
  if (object_get_item(t, ns, key)) return true;
  if (!error_matches(exc::KeyError)) return false;
  error_clear();
  PyDict* made = dict_new();
  return made && object_set_item(t, ns, key, Value(&made->header));
}

bool slow_poll(Thread& t) { return poll_run(t); }

}  // namespace pyvm
