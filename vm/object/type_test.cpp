#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/with_runtime.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

static PyType* make_class(Thread& t, const char* name, PyType* base = nullptr) {
  Value base_value = base ? to_value(base) : to_value(type_object);
  Value cls = type_new(t, type_type, str_intern(name), tuple_from(&base_value, 1), dict_new(), nullptr);
  REQUIRE(cls);
  return cls.as<PyType>();
}

static std::string message_of_pending() {
  PyStr* text = object_str(current_thread(), error_take());
  TextBuffer buffer;
  str_append_utf8(text, buffer);
  return std::string(buffer.view());
}

TEST_CASE("a lookup is cached until the class or a base changes") {
  with_runtime([](Thread& t) {
    PyType* base = make_class(t, "Base");
    PyType* derived = make_class(t, "Derived", base);
    PyStr* name = str_intern("attribute_of_a_test");
    CHECK(type_lookup(derived, name).is_null());
    uint32_t version = derived->version;
    CHECK(version != 0);
    CHECK(type_lookup(derived, name).is_null());
    CHECK(derived->version == version);
    REQUIRE(type_set_attr(base, name, kTrue));
    CHECK(derived->version != version);
    CHECK(type_lookup(derived, name) == kTrue);
    REQUIRE(type_del_attr(base, name));
    CHECK(type_lookup(derived, name).is_null());
  });
}

TEST_CASE("watchers of a class are told once when a base changes") {
  with_runtime([](Thread& t) {
    static int fired;
    fired = 0;
    PyType* base = make_class(t, "Watched");
    PyType* derived = make_class(t, "WatchedDerived", base);
    (void)type_lookup(derived, names::d_repr);
    Watcher watcher{[](Watcher*) { fired++; }};
    watch_add(derived->watchers, &watcher);
    REQUIRE(type_set_attr(base, str_intern("x"), kNone));
    CHECK(fired == 1);
    REQUIRE(type_set_attr(base, str_intern("x"), kTrue));
    CHECK(fired == 1);
  });
}

TEST_CASE("builtin functions complain about arguments as CPython's do") {
  with_runtime([](Thread& t) {
    Value list = to_value(list_new(0));
    Value two[2] = {kNone, kNone};
    auto call = [&](const char* method, uint32_t n) {
      Value bound = object_get_attr(t, list, str_intern(method));
      CHECK(object_call(t, bound, two, n).is_null());
      return message_of_pending();
    };
    CHECK(call("append", 0) == "list.append() takes exactly one argument (0 given)");
    CHECK(call("pop", 2) == "pop expected at most 1 argument, got 2");
    CHECK(call("insert", 1) == "insert expected 2 arguments, got 1");
    CHECK(call("clear", 1) == "list.clear() takes no arguments (1 given)");
    CHECK(call("__len__", 1) == "expected 0 arguments, got 1");
    CHECK(call("sort", 1) == "sort() takes no positional arguments");
  });
}

TEST_CASE("a plan tells how an attribute is found") {
  with_runtime([](Thread& t) {
    PyType* type = make_class(t, "Planned");
    REQUIRE(type_set_attr(type, str_intern("constant"), kTrue));
    Value object = to_value(instance_allocate(type));
    REQUIRE(object_set_attr(t, object, str_intern("slot"), kFalse));
    AttrPlan plan;
    resolve_attr(object, str_intern("slot"), plan);
    CHECK(plan.action == AttrAction::kSlot);
    CHECK(plan.layout == object.heap()->layout);
    CHECK(attr_get(t, plan, object, str_intern("slot")) == kFalse);
    resolve_attr(object, str_intern("constant"), plan);
    CHECK(plan.action == AttrAction::kValue);
    CHECK(plan.value == kTrue);
    CHECK(plan.type_version == type->version);
    resolve_attr(object, names::d_repr, plan);
    CHECK(plan.action == AttrAction::kMethod);
    resolve_attr(object, names::d_class, plan);
    CHECK(plan.action == AttrAction::kNativeGet);
    resolve_attr(object, str_intern("absent"), plan);
    CHECK(plan.action == AttrAction::kAbsent);
    resolve_set_attr(object, str_intern("other"), false, plan);
    CHECK(plan.action == AttrAction::kAddSlot);
    REQUIRE(attr_set(t, plan, object, str_intern("other"), kNone));
    CHECK(object.heap()->layout == plan.new_layout);
    resolve_attr(to_value(type), str_intern("constant"), plan);
    CHECK(plan.action == AttrAction::kValue);
    CHECK(plan.receiver == to_value(type));
  });
}

TEST_CASE("bases in a contradictory order have no MRO") {
  with_runtime([](Thread& t) {
    PyType* a = make_class(t, "A");
    PyType* b = make_class(t, "B", a);
    Value bases[2] = {to_value(a), to_value(b)};
    CHECK(type_new(t, type_type, str_intern("C"), tuple_from(bases, 2), dict_new(), nullptr).is_null());
    CHECK(message_of_pending() ==
          "Cannot create a consistent method resolution\norder (MRO) for bases A, B");
  });
}

}  // namespace pyvm
