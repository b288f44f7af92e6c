// The collector on objects of its own layouts. A conservative collector may keep a few objects that a stale word of the stack
// points at: where only stacks could know them, tests count.
#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include "gc/heap.h"
#include "tests/unit/with_runtime.h"

namespace pyvm::gc {

namespace {

struct Node {
  Header header;
  Node *first, *second;
};

constexpr int kMany = 1000, kFewStale = 50;

int finalized;
Header* kept;    // a root
Header* kept_too;

void count_finalized(Header*) { finalized++; }

uint32_t make_layout(bool late_tenure, void (*finalize)(Header*)) {
  auto* layout = static_cast<Layout*>(allocate_layout(sizeof(Layout)));
  REQUIRE(layout);
  layout->bytes = sizeof(Node);
  layout->first_value = sizeof(Header);
  layout->late_tenure = late_tenure;
  layout->finalize = finalize;
  return layout_id(layout);
}

struct Layouts {
  uint32_t plain, counted, late, late_counted;
};

const Layouts& layouts() {
  static const Layouts made = [] {
    add_root(&kept);
    add_root(&kept_too);
    return Layouts{make_layout(false, nullptr), make_layout(false, count_finalized), make_layout(true, nullptr),
                   make_layout(true, count_finalized)};
  }();
  return made;
}

Node* node(uint32_t layout) {
  bool finalizable = reinterpret_cast<Layout*>(layout_arena + layout)->finalize;
  Header* made = finalizable ? allocate_finalizable(layout, sizeof(Node)) : allocate(layout, sizeof(Node));
  REQUIRE(made);
  return reinterpret_cast<Node*>(made);
}

void store(Node* owner, Node*& slot, Node* value) {
  slot = value;
  barrier(&owner->header);
}

// Overwrites what calls have left on the stack.
[[gnu::noinline]] void clear_stack() {
  volatile char room[32768];
  for (volatile char& c : room) c = 0;
}

[[gnu::noinline]] void make_garbage(uint32_t layout, int count) {
  for (int i = 0; i < count; i++) (void)node(layout);
}

// Not collected but where the test says so.
struct Quiet {
  Quiet() {
    set_enabled(false);
    (void)collect_full();
    finalized = 0;
    kept = kept_too = nullptr;
  }
  ~Quiet() {
    kept = kept_too = nullptr;
    verify();
    set_enabled(true);
  }
};

bool is_old(const Header* object) { return object->mark == black; }

// A chain of `length` nodes, known to kept alone.
[[gnu::noinline]] void keep_chain(uint32_t layout, int length) {
  for (int i = 0; i < length; i++) {
    Node* head = node(layout);
    head->first = reinterpret_cast<Node*>(kept);
    kept = &head->header;
  }
}

}  // namespace

TEST_CASE("a minor collection finalises what nothing refers to, and nothing else") {
  with_runtime([](Thread&) {
    Quiet quiet;
    keep_chain(layouts().counted, kMany);
    make_garbage(layouts().counted, kMany);
    clear_stack();
    collect_minor();
    CHECK(finalized > kMany - kFewStale);
    CHECK(finalized <= kMany);
    int length = 0;
    for (auto* n = reinterpret_cast<Node*>(kept); n; n = n->first) length += is_old(&n->header);
    CHECK(length == kMany);
  });
}

TEST_CASE("old garbage waits for a full collection") {
  with_runtime([](Thread&) {
    Quiet quiet;
    keep_chain(layouts().counted, kMany);
    collect_minor();
    kept = nullptr;
    clear_stack();
    collect_minor();
    CHECK(finalized == 0);
    (void)collect_full();
    CHECK(finalized > kMany - kFewStale);
  });
}

TEST_CASE("a young object that only a written old one knows survives") {
  with_runtime([](Thread&) {
    Quiet quiet;
    kept = &node(layouts().plain)->header;
    collect_minor();
    auto* old = reinterpret_cast<Node*>(kept);
    REQUIRE(is_old(kept));
    [](Node* owner) __attribute__((noinline)) {
      for (int i = 0; i < kMany; i++) {
        Node* young = node(layouts().counted);
        young->first = owner->first;
        store(owner, owner->first, young);
      }
    }(old);
    clear_stack();
    collect_minor();
    CHECK(finalized == 0);
    int length = 0;
    for (Node* n = old->first; n; n = n->first) length++;
    CHECK(length == kMany);
  });
}

TEST_CASE("weak slots are cleared when their target dies, and queue their owner") {
  with_runtime([](Thread&) {
    Quiet quiet;
    kept = &node(layouts().plain)->header;
    static Node* owner;
    owner = reinterpret_cast<Node*>(kept);
    // The owner's layout would trace the slot: a weak slot is no field that the layout names.
    static Header* slots[kMany];
    [] __attribute__((noinline)) {
      for (Header*& slot : slots) {
        Node* target = node(layouts().plain);
        target->header.flags |= kHasWeakrefs;
        slot = &target->header;
        register_weak(&owner->header, &slot);
      }
    }();
    kept_too = slots[0];
    clear_stack();
    collect_minor();
    CHECK(slots[0] == kept_too);
    int cleared = 0, queued = 0;
    for (Header* slot : slots) cleared += !slot;
    while (Header* dead = next_dead_weak_owner()) {
      CHECK(dead == kept);
      queued++;
    }
    CHECK(cleared > kMany - kFewStale);
    CHECK(queued == cleared);
    for (Header*& slot : slots) unregister_weak(&owner->header, &slot);
  });
}

TEST_CASE("objects of late tenure that only the stack knows stay young, with what they alone refer to") {
  with_runtime([](Thread&) {
    Quiet quiet;
    Node* view = node(layouts().late);
    view->first = node(layouts().late_counted);
    Node* buffer = view->first;
    for (int i = 0; i < 3; i++) {
      collect_minor();
      CHECK_FALSE(is_old(&view->header));
      CHECK_FALSE(is_old(&buffer->header));
      CHECK(view->first == buffer);
      CHECK(view->header.layout == layouts().late);
    }
    CHECK(finalized == 0);
    // Nothing that is made meanwhile lies in their place.
    make_garbage(layouts().late_counted, kMany);
    CHECK(view->first == buffer);
    CHECK(buffer->first == nullptr);
  });
}

TEST_CASE("spared objects die in the next minor collection after the stack forgot them") {
  with_runtime([](Thread&) {
    Quiet quiet;
    [] __attribute__((noinline)) {
      Node* on_stack[kMany];
      for (Node*& n : on_stack) n = node(layouts().late_counted);
      collect_minor();
      for (Node* n : on_stack) CHECK_FALSE(is_old(&n->header));
      CHECK(finalized == 0);
    }();
    clear_stack();
    collect_minor();
    CHECK(finalized > kMany - kFewStale);
  });
}

TEST_CASE("objects of late tenure grow old when the heap refers to them, on the stack or not") {
  with_runtime([](Thread&) {
    Quiet quiet;
    Node* late = node(layouts().late_counted);
    kept = &node(layouts().plain)->header;
    auto* holder = reinterpret_cast<Node*>(kept);
    holder->first = late;
    collect_minor();
    CHECK(is_old(&late->header));
    // A spared one is found when an old object gets to know it.
    Node* second = node(layouts().late_counted);
    collect_minor();
    REQUIRE_FALSE(is_old(&second->header));
    store(holder, holder->second, second);
    collect_minor();
    CHECK(is_old(&second->header));
    CHECK(finalized == 0);
  });
}

TEST_CASE("objects of late tenure grow old together when one refers to something that does") {
  with_runtime([](Thread&) {
    Quiet quiet;
    Node* on_stack[kMany];
    [](Node** made) __attribute__((noinline)) {
      for (int i = 0; i < kMany; i++) {
        made[i] = node(layouts().late_counted);
        if (i > 0) made[i]->first = made[i - 1];
      }
      for (int i = 0; i < kMany; i += 2) made[i]->second = node(layouts().plain);
    }(on_stack);
    clear_stack();
    collect_minor();
    for (Node* n : on_stack) CHECK(is_old(&n->header));
    CHECK(finalized == 0);
  });
}

TEST_CASE("objects with weak references are not spared: their slots grow old with them") {
  with_runtime([](Thread&) {
    Quiet quiet;
    Node* late = node(layouts().late);
    late->header.flags |= kHasWeakrefs;
    collect_minor();
    CHECK(is_old(&late->header));
  });
}

}  // namespace pyvm::gc
