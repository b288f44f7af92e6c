#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include "tests/unit/with_runtime.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

// class `name`: pass, without any guess about attributes.
static PyType* make_class(Thread& t, const char* name) {
  Value cls = type_new(t, type_type, str_intern(name), tuple_empty(), dict_new(), nullptr);
  REQUIRE(cls);
  return cls.as<PyType>();
}

static Value number(int64_t i) { return Value::from_small_int(i); }

TEST_CASE("objects built the same way share a shape") {
  with_runtime([](Thread& t) {
    PyType* type = make_class(t, "Pair");
    HeapObject *a = instance_allocate(type), *b = instance_allocate(type);
    for (HeapObject* object : {a, b}) {
      REQUIRE(instance_set(object, str_intern("first"), number(1)));
      REQUIRE(instance_set(object, str_intern("second"), number(2)));
    }
    CHECK(a->layout == b->layout);
    CHECK(shape_of(a)->mode == ShapeMode::kSlots);
    CHECK(shape_find(shape_of(a), str_intern("second")) == 1);
    CHECK(instance_get(b, str_intern("first")) == number(1));
  });
}

TEST_CASE("attributes beyond the inline slots overflow, and later objects get more room") {
  with_runtime([](Thread& t) {
    PyType* type = make_class(t, "Wide");
    uint32_t capacity = type->root_shape->inline_capacity;
    HeapObject* object = instance_allocate(type);
    char name[8] = "a00";
    auto name_of = [&](int i) {
      name[1] = static_cast<char>('0' + i / 10);
      name[2] = static_cast<char>('0' + i % 10);
      return str_intern(name);
    };
    for (int i = 0; i < 40; i++) REQUIRE(instance_set(object, name_of(i), number(i)));
    CHECK(shape_of(object)->mode == ShapeMode::kOverflow);
    for (int i = 0; i < 40; i++) CHECK(instance_get(object, name_of(i)) == number(i));
    CHECK(type->root_shape->inline_capacity > capacity);
    for (int i = 40; i < 80; i++) REQUIRE(instance_set(object, name_of(i), number(i)));
    CHECK(shape_of(object)->mode == ShapeMode::kDict);
    for (int i = 0; i < 80; i++) CHECK(instance_get(object, name_of(i)) == number(i));
  });
}

TEST_CASE("deleting the last attribute goes back, deleting another one leaves the shapes") {
  with_runtime([](Thread& t) {
    HeapObject* object = instance_allocate(make_class(t, "Shrinking"));
    REQUIRE(instance_set(object, str_intern("x"), number(1)));
    uint32_t one = object->layout;
    REQUIRE(instance_set(object, str_intern("y"), number(2)));
    CHECK(instance_delete(object, str_intern("y")));
    CHECK(object->layout == one);
    CHECK_FALSE(instance_delete(object, str_intern("y")));
    REQUIRE(instance_set(object, str_intern("y"), number(3)));
    CHECK(instance_delete(object, str_intern("x")));
    CHECK(shape_of(object)->mode == ShapeMode::kDict);
    CHECK(instance_get(object, str_intern("y")) == number(3));
  });
}

TEST_CASE("the __dict__ of an instance stays in step with it") {
  with_runtime([](Thread& t) {
    HeapObject* object = instance_allocate(make_class(t, "Open"));
    REQUIRE(instance_set(object, str_intern("x"), number(1)));
    Value dict = instance_dict(object);
    REQUIRE(dict);
    CHECK(dict_get_str(dict.as<PyDict>(), str_intern("x")) == number(1));
    REQUIRE(dict_set_str(dict.as<PyDict>(), str_intern("y"), number(2)));
    CHECK(instance_get(object, str_intern("y")) == number(2));
    CHECK(instance_dict(object) == dict);
  });
}

TEST_CASE("instances of subclasses of types of varying size keep attributes behind the builtin part") {
  with_runtime([](Thread& t) {
    Value base = to_value(type_tuple);
    Value cls = type_new(t, type_type, str_intern("Row"), tuple_from(&base, 1), dict_new(), nullptr);
    REQUIRE(cls);
    Value items = to_value(tuple_from(&base, 1));
    Value row = object_call_args(t, cls, items);
    REQUIRE(row);
    REQUIRE(object_set_attr(t, row, str_intern("label"), number(7)));
    REQUIRE(object_set_attr(t, row, str_intern("other"), number(8)));
    CHECK(object_get_attr(t, row, str_intern("label")) == number(7));
    CHECK(object_get_attr(t, row, str_intern("other")) == number(8));
    CHECK(as_tuple(row)->items[0] == base);
  });
}

}  // namespace pyvm
