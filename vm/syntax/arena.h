#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace pyvm::syntax {

// An immutable run of bytes that lives in an arena (or is a literal).
struct Text {
  const char* data = nullptr;
  uint32_t size = 0;

  std::string_view view() const { return {data, size}; }
};

// An interned name: NFKC-normalised UTF-8. One object per text and arena, so that pointers compare.
struct Identifier {
  const char* data;
  uint32_t size;
  uint32_t hash;
  // Free for one user of the arena at a time (the compiler keeps the index of the runtime string
  // here). Starts as 0.
  mutable uint32_t tag;

  std::string_view view() const { return {data, size}; }
};

// An immutable array of trivially copyable elements in an arena.
template <class T>
struct Seq {
  T* data = nullptr;
  uint32_t count = 0;

  T* begin() const { return data; }
  T* end() const { return data + count; }
  T& operator[](size_t i) const { return data[i]; }
  T& back() const { return data[count - 1]; }
  uint32_t size() const { return count; }
  bool empty() const { return count == 0; }
};

// Owns everything that a parse makes: nodes, sequences, texts and identifiers. Nothing in it has a
// destructor; all of it goes with the arena. Allocation never fails (the process ends when memory
// does).
class Arena {
 public:
  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(size_t size) {
    size = (size + 7) & ~size_t{7};
    if (size > static_cast<size_t>(limit_ - next_)) return allocate_slow(size);
    char* result = next_;
    next_ += size;
    return result;
  }

  // A zero-initialised T.
  template <class T>
  T* make() {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    return new (allocate(sizeof(T))) T{};
  }

  template <class T>
  Seq<T> copy(const T* items, size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    if (count == 0) return {};
    T* data = static_cast<T*>(allocate(sizeof(T) * count));
    std::memcpy(static_cast<void*>(data), static_cast<const void*>(items), sizeof(T) * count);
    return {data, static_cast<uint32_t>(count)};
  }

  // A copy of the text, followed by a NUL that is not counted.
  Text copy_text(std::string_view text);

  // The identifier of this text, which must be normalised already.
  Identifier* intern(std::string_view text);

  size_t bytes_used() const { return bytes_; }

 private:
  struct Block {
    Block* next;
  };

  void* allocate_slow(size_t size);
  void grow_table();

  char* next_ = nullptr;
  char* limit_ = nullptr;
  Block* blocks_ = nullptr;
  size_t bytes_ = 0;
  Identifier** table_ = nullptr;
  uint32_t table_size_ = 0;
  uint32_t table_used_ = 0;
};

}  // namespace pyvm::syntax
