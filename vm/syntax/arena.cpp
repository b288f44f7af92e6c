#include "vm/syntax/arena.h"

#include <cstdlib>

namespace pyvm::syntax {

namespace {

constexpr size_t kFirstBlock = 4 << 10;
constexpr size_t kLargestBlock = 256 << 10;

uint32_t hash_text(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (unsigned char c : text) hash = (hash ^ c) * 16777619u;
  return hash ^ (hash >> 15);
}

void* checked_malloc(size_t size) {
  void* result = std::malloc(size);
  if (!result) std::abort();
  return result;
}

}  // namespace

Arena::~Arena() {
  while (blocks_) {
    Block* next = blocks_->next;
    std::free(blocks_);
    blocks_ = next;
  }
  std::free(table_);
}

void* Arena::allocate_slow(size_t size) {
  size_t block_size = bytes_ < kFirstBlock ? kFirstBlock : bytes_;
  if (block_size > kLargestBlock) block_size = kLargestBlock;
  const bool own_block = size > block_size / 4;
  if (own_block) block_size = size + sizeof(Block);
  auto* block = static_cast<Block*>(checked_malloc(block_size));
  bytes_ += block_size;
  block->next = blocks_;
  blocks_ = block;
  char* start = reinterpret_cast<char*>(block + 1);
  if (own_block) return start;
  next_ = start + size;
  limit_ = reinterpret_cast<char*>(block) + block_size;
  return start;
}

Text Arena::copy_text(std::string_view text) {
  char* data = static_cast<char*>(allocate(text.size() + 1));
  if (!text.empty()) std::memcpy(data, text.data(), text.size());
  data[text.size()] = 0;
  return {data, static_cast<uint32_t>(text.size())};
}

void Arena::grow_table() {
  const uint32_t new_size = table_size_ ? table_size_ * 2 : 256;
  auto** table = static_cast<Identifier**>(checked_malloc(new_size * sizeof(Identifier*)));
  std::memset(table, 0, new_size * sizeof(Identifier*));
  for (uint32_t i = 0; i < table_size_; i++) {
    Identifier* entry = table_[i];
    if (!entry) continue;
    uint32_t slot = entry->hash & (new_size - 1);
    while (table[slot]) slot = (slot + 1) & (new_size - 1);
    table[slot] = entry;
  }
  std::free(table_);
  table_ = table;
  table_size_ = new_size;
}

Identifier* Arena::intern(std::string_view text) {
  if (table_used_ * 2 >= table_size_) grow_table();
  const uint32_t hash = hash_text(text);
  uint32_t slot = hash & (table_size_ - 1);
  while (Identifier* entry = table_[slot]) {
    if (entry->hash == hash && entry->view() == text) return entry;
    slot = (slot + 1) & (table_size_ - 1);
  }
  const Text copy = copy_text(text);
  auto* entry = make<Identifier>();
  *entry = {copy.data, copy.size, hash, 0};
  table_[slot] = entry;
  table_used_++;
  return entry;
}

}  // namespace pyvm::syntax
