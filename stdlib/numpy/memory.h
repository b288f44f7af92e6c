// Memory of arrays. Large blocks are kept when their arrays die and given to the next arrays of about their size: asking
// the system again would cost more than most operations on them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pyvm::np {

// Null: none left. May collect garbage, so that blocks of dead arrays are used before new ones.
uint8_t* memory_allocate(size_t bytes, bool zeroed);
// bytes: as asked for.
void memory_free(uint8_t* memory, size_t bytes);

}  // namespace pyvm::np
