#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include "tests/unit/with_runtime.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/watch.h"
#include "vm/run/thread.h"

namespace pyvm {

static Value number(int64_t i) { return Value::from_small_int(i); }

TEST_CASE("entries keep the order of insertion through deletion and growth") {
  with_runtime([](Thread& t) {
    PyDict* d = dict_new();
    for (int64_t i = 0; i < 1000; i++) REQUIRE(dict_set(t, d, number(i * 64), number(i)));
    for (int64_t i = 0; i < 1000; i += 2) REQUIRE(dict_delete(t, d, number(i * 64)) == 1);
    REQUIRE(dict_set(t, d, number(0), number(-1)));
    CHECK(d->length == 501);
    Value key, value;
    int64_t expected = 1, position = 0;
    for (int i = 0; i < 500; i++, expected += 2) {
      REQUIRE(dict_next(d, &position, &key, &value));
      CHECK(key == number(expected * 64));
    }
    REQUIRE(dict_next(d, &position, &key, &value));
    CHECK(key == number(0));
    CHECK_FALSE(dict_next(d, &position, &key, &value));
  });
}

TEST_CASE("the number of the keys changes with the keys, not with the values") {
  with_runtime([](Thread&) {
    PyDict* d = dict_new();
    PyStr *a = str_intern("a"), *b = str_intern("b");
    REQUIRE(dict_set_str(d, a, number(1)));
    uint32_t version = dict_number_keys(d);
    CHECK(version != 0);
    REQUIRE(dict_set_str(d, a, number(2)));
    CHECK(d->keys_version == version);
    REQUIRE(dict_set_str(d, b, number(3)));
    CHECK(d->keys_version == 0);
    CHECK(dict_number_keys(d) != version);
  });
}

TEST_CASE("a namespace's last name may come and go between two numbers") {
  with_runtime([](Thread&) {
    PyDict* d = dict_new();
    PyStr *a = str_intern("a"), *b = str_intern("b"), *c = str_intern("c");
    REQUIRE(dict_enable_watch(d));
    REQUIRE(dict_set_str(d, a, number(1)));
    REQUIRE(dict_set_str(d, b, number(2)));
    uint32_t with = dict_number_keys(d);
    REQUIRE(dict_delete_str(d, b));
    CHECK(d->keys_version == 0);
    uint32_t without = dict_number_keys(d);
    CHECK(without != with);
    for (int i = 0; i < 3; i++) {
      REQUIRE(dict_set_str(d, b, number(i)));
      CHECK(d->keys_version == with);
      REQUIRE(dict_delete_str(d, b));
      CHECK(d->keys_version == without);
    }
    SUBCASE("another name in its place") { REQUIRE(dict_set_str(d, c, number(3))); }
    SUBCASE("a name before it goes") { REQUIRE(dict_delete_str(d, a)); }
    SUBCASE("the namespace is emptied") { dict_clear(d); }
    CHECK(d->keys_version == 0);
    REQUIRE(dict_set_str(d, b, number(4)));
    CHECK(d->keys_version == 0);
  });
}

TEST_CASE("taking the first entry again and again stays fast") {
  with_runtime([](Thread& t) {
    PyDict* d = dict_new();
    for (int64_t i = 0; i < 100000; i++) REQUIRE(dict_set(t, d, number(i), kNone));
    for (int64_t i = 0; i < 100000; i++) {
      int64_t first = dict_first(d);
      REQUIRE(first == i);
      dict_delete_at(d, first);
    }
    CHECK(dict_first(d) == -1);
  });
}

struct CountingWatcher : Watcher {
  int fired = 0;
};

TEST_CASE("a watcher hears of the next write of its name, once") {
  with_runtime([](Thread&) {
    PyDict* d = dict_new();
    REQUIRE(dict_enable_watch(d));
    PyStr *name = str_intern("watched"), *other = str_intern("other");
    CountingWatcher watcher;
    watcher.fire = [](Watcher* self) { static_cast<CountingWatcher*>(self)->fired++; };
    watch_add(*dict_watch_set(d, name), &watcher);
    REQUIRE(dict_set_str(d, other, number(1)));
    CHECK(watcher.fired == 0);
    REQUIRE(dict_set_str(d, name, number(1)));
    CHECK(watcher.fired == 1);
    REQUIRE(dict_set_str(d, name, number(2)));
    CHECK(watcher.fired == 1);
    CHECK(dict_watch_writes(d, name) == 2);
  });
}

TEST_CASE("sorting is stable and merges runs") {
  with_runtime([](Thread& t) {
    PyList* list = list_new(0);
    uint64_t x = 1;
    for (int64_t i = 0; i < 5000; i++) {
      x = x * 6364136223846793005u + 1442695040888963407u;
      Value parts[] = {number(static_cast<int64_t>(x >> 60)), number(i)};
      REQUIRE(list_append(list, Value(&tuple_from(parts, 2)->header)));
    }
    REQUIRE(list_sort(t, list, kNull, false));
    for (int64_t i = 1; i < list->length; i++) {
      PyTuple *a = as_tuple(list->items->items[i - 1]), *b = as_tuple(list->items->items[i]);
      int64_t first = a->items[0].small_int(), second = b->items[0].small_int();
      REQUIRE(first <= second);
      if (first == second) REQUIRE(a->items[1].small_int() < b->items[1].small_int());
    }
  });
}

}  // namespace pyvm
