// BaseExceptionGroup and ExceptionGroup: making, splitting, and what except* raises in the end.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/generic_alias.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

bool is_group(Value v) { return is_instance_exact_or_sub(v, exc::BaseExceptionGroup); }
PyTuple* members(Value group) { return as_tuple(as_exception(group)->fields[kGroupExceptions]); }

bool has_sequence_protocol(Value v) {
  PyType* type = type_of(v);
  if (type->flags & (kTypeDict | kTypeSet)) return false;
  return !type_lookup(type, names::d_getitem).is_null();
}

Value group_new(Thread& t, Value* args) {
  auto* type = args[0].as<PyType>();
  PyTuple* given = as_tuple(args[1]);
  if (given->length != 2) {
    return raise_type_error("BaseExceptionGroup.__new__() takes exactly 2 arguments (%ld given)",
                            static_cast<long>(given->length));
  }
  Value message = given->items[0], sequence = given->items[1];
  if (!is_str(message)) {
    return raise_type_error("BaseExceptionGroup.__new__() argument 1 must be str, not %s", type_name(message));
  }
  if (!has_sequence_protocol(sequence)) {
    return raise_type_error("second argument (exceptions) must be a sequence");
  }
  PyTuple* exceptions = object_to_tuple(t, sequence);
  if (!exceptions) return kNull;
  if (exceptions->length == 0) {
    return raise_value_error("second argument (exceptions) must be a non-empty sequence");
  }
  bool nested_base = false;
  for (int64_t i = 0; i < exceptions->length; i++) {
    if (!is_exception(exceptions->items[i])) {
      return raise_value_error("Item %ld of second argument (exceptions) is not an exception", static_cast<long>(i));
    }
    nested_base |= !is_instance_exact_or_sub(exceptions->items[i], exc::Exception);
  }
  if (type == exc::BaseExceptionGroup && !nested_base) {
    type = exc::ExceptionGroup;
  } else if (nested_base && type == exc::ExceptionGroup) {
    return raise_type_error("Cannot nest BaseExceptions in an ExceptionGroup");
  } else if (nested_base && type_is_subtype(type, exc::Exception)) {
    return raise_type_error("Cannot nest BaseExceptions in '%s'", type_name_of(type));
  }
  PyException* self = exception_allocate(type, given);
  if (!self) return kNull;
  self->fields[kGroupMessage] = message;
  self->fields[kGroupExceptions] = to_value(exceptions);
  return to_value(self);
}

bool group_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  self->args = to_value(args);
  gc::barrier(&self->header);
  return true;
}

Value group_str(Thread& t, Value* args) {
  PyStr* message = object_str(t, as_exception(args[0])->fields[kGroupMessage]);
  if (!message) return kNull;
  int64_t n = members(args[0])->length;
  TextBuffer out;
  str_append_utf8(message, out);
  out.printf(" (%ld sub-exception%s)", static_cast<long>(n), n > 1 ? "s" : "");
  return to_value(str_from_utf8(out.view()));
}

Value group_derive(Thread& t, Value* args) {
  return object_call_args(t, to_value(exc::BaseExceptionGroup), as_exception(args[0])->fields[kGroupMessage],
                          args[1]);
}

// ---- splitting ----------------------------------------------------------------------------------------------------

enum class MatchBy { kType, kCallable, kIdentity };

// What decides which leaves match. kIdentity: a list of exceptions, compared by `is`.
struct Matcher {
  MatchBy by;
  Value value;
};

// 1, 0, -1: exception pending.
int matches(Thread& t, const Matcher& matcher, Value exception) {
  switch (matcher.by) {
    case MatchBy::kType: return object_isinstance(t, exception, matcher.value);
    case MatchBy::kCallable: {
      Value result = object_call_args(t, matcher.value, exception);
      return result ? object_is_true(t, result) : -1;
    }
    case MatchBy::kIdentity: {
      if (is_group(exception)) return 0;
      PyList* list = as_list(matcher.value);
      for (int64_t i = 0; i < list->length; i++) {
        if (list->items->items[i] == exception) return 1;
      }
      return 0;
    }
  }
  return -1;
}

// A group of the same kind with these members, and the same traceback, links and notes. kNone for no members.
Value derive_like(Thread& t, Value group, PyList* list) {
  if (list->length == 0) return kNone;
  Value exceptions = to_value(list);
  Value made = object_call_method(t, group, str_intern("derive"), &exceptions, 1);
  if (!made) return kNull;
  if (!is_group(made)) return raise_type_error("derive must return an instance of BaseExceptionGroup");
  PyException *from = as_exception(group), *to = as_exception(made);
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  to->suppress_context = from->suppress_context;
  gc::barrier(&to->header);
  Value notes = object_find_attr(t, group, names::d_notes);
  if (!notes) return error_occurred(t) ? kNull : made;
  if (!(type_of(notes)->flags & kTypeList)) return made;
  PyList* copy = list_from(as_list(notes)->items->items, as_list(notes)->length);
  return copy && object_set_attr(t, made, names::d_notes, to_value(copy)) ? made : kNull;
}

// out[0]: the matching part, out[1] the rest; kNone where empty. `want_rest` false: out[1] stays kNone.
bool split_group(Thread& t, Value exception, const Matcher& matcher, bool want_rest, Value* out) {
  if (!native_recursion_ok(t)) return false;
  int whole = matches(t, matcher, exception);
  if (whole < 0) return false;
  if (whole || !is_group(exception)) {
    out[0] = whole ? exception : kNone;
    out[1] = whole || !want_rest ? kNone : exception;
    return true;
  }
  PyList *matching = list_new(2), *rest = list_new(2);
  if (!matching || !rest) return false;
  PyTuple* all = members(exception);
  for (int64_t i = 0; i < all->length; i++) {
    Value part[2];
    if (!split_group(t, all->items[i], matcher, want_rest, part)) return false;
    if (!part[0].is_none() && !list_append(matching, part[0])) return false;
    if (!part[1].is_none() && !list_append(rest, part[1])) return false;
  }
  out[0] = derive_like(t, exception, matching);
  if (!out[0]) return false;
  out[1] = want_rest ? derive_like(t, exception, rest) : kNone;
  return !out[1].is_null();
}

bool is_exception_class(Value v) {
  return (type_of(v)->flags & kTypeType) && type_is_subtype(v.as<PyType>(), exc::BaseException);
}

bool read_matcher(Value value, Matcher* out) {
  out->value = value;
  out->by = MatchBy::kType;
  if (is_exception_class(value)) return true;
  bool bad = (type_of(value)->flags & kTypeType) != 0;
  if (type_of(value)->flags & kTypeTuple) {
    bad = false;
    for (int64_t i = 0; i < as_tuple(value)->length; i++) bad |= !is_exception_class(as_tuple(value)->items[i]);
    if (!bad) return true;
  } else if (!bad && object_is_callable(value)) {
    out->by = MatchBy::kCallable;
    return true;
  }
  return raise_type_error("expected a function, exception type or tuple of exception types");
}

Value group_split(Thread& t, Value* args) {
  Matcher matcher;
  Value parts[2];
  if (!read_matcher(args[1], &matcher) || !split_group(t, args[0], matcher, true, parts)) return kNull;
  return to_value(tuple_from(parts, 2));
}

Value group_subgroup(Thread& t, Value* args) {
  Matcher matcher;
  Value parts[2];
  if (!read_matcher(args[1], &matcher) || !split_group(t, args[0], matcher, false, parts)) return kNull;
  return parts[0];
}

Value group_class_getitem(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }

const NativeDef kGroupMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", group_new, kEffectAll,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__str__(self, /)", group_str, kEffectAll, "Return str(self)."},
    {"@classmethod __class_getitem__(cls, item, /)", group_class_getitem, kEffectAll, "See PEP 585"},
    {"derive(self, excs, /)", group_derive},
    {"split(self, condition, /)", group_split},
    {"subgroup(self, condition, /)", group_subgroup},
    {"@member message", exception_get_field<kGroupMessage>, kEffectReads, "exception message"},
    {"@member exceptions", exception_get_field<kGroupExceptions>, kEffectReads, "nested exceptions"},
    {},
};

// ---- the end of try/except* -----------------------------------------------------------------------------------------

// True if the exception was raised again as the except* clause got it: same traceback, notes and links.
bool same_metadata(Value a, Value b) {
  PyException *x = as_exception(a), *y = as_exception(b);
  return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

bool collect_leaves(Thread& t, Value exception, PyList* out) {
  if (!is_group(exception)) return list_append(out, exception);
  if (!native_recursion_ok(t)) return false;
  PyTuple* all = members(exception);
  for (int64_t i = 0; i < all->length; i++) {
    if (!collect_leaves(t, all->items[i], out)) return false;
  }
  return true;
}

// The part of `original` whose leaves are those of the exceptions in `again`, in the original nesting.
Value project(Thread& t, Value original, PyList* again) {
  PyList* leaves = list_new(4);
  if (!leaves) return kNull;
  for (int64_t i = 0; i < again->length; i++) {
    if (!collect_leaves(t, again->items->items[i], leaves)) return kNull;
  }
  Value parts[2];
  Matcher matcher{MatchBy::kIdentity, to_value(leaves)};
  return split_group(t, original, matcher, false, parts) ? parts[0] : kNull;
}

}  // namespace

bool exception_group_split(Thread& t, Value group, Value matcher, Value* out) {
  return split_group(t, group, Matcher{MatchBy::kType, matcher}, true, out);
}

Value exception_prep_reraise_star(Thread& t, Value original, Value raised_list) {
  PyList* all = as_list(raised_list);
  if (all->length == 0) return kNone;
  if (!is_group(original)) {
    // A naked exception was wrapped for the clauses: at most one of them ran.
    for (int64_t i = 0; i < all->length; i++) {
      if (!all->items->items[i].is_none()) return all->items->items[i];
    }
    return kNone;
  }
  PyList *raised = list_new(2), *again = list_new(2);
  if (!raised || !again) return kNull;
  for (int64_t i = 0; i < all->length; i++) {
    Value e = all->items->items[i];
    if (e.is_none()) continue;
    if (!list_append(is_group(e) && same_metadata(e, original) ? again : raised, e)) return kNull;
  }
  Value rest = project(t, original, again);
  if (!rest) return kNull;
  if (raised->length == 0) return rest;
  if (!rest.is_none() && !list_append(raised, rest)) return kNull;
  return object_call_args(t, to_value(exc::BaseExceptionGroup), to_value(str_intern("")), to_value(raised));
}

const ExceptionKind kGroupKinds[] = {
    {&exc::BaseExceptionGroup, 2, kGroupMethods, group_init},
    {},
};

}  // namespace pyvm
